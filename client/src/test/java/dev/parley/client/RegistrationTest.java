package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The node's card of an agent follows its key file.
final class RegistrationTest {
  private final Path folder;
  private final Pair pair;

  RegistrationTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.pair = new Pair(folder);
  }

  @AfterEach
  void close() {
    pair.close();
  }

  private int versions() {
    return Objects.requireNonNull(pair.node.agents.get(Pair.ALPHA)).size();
  }

  @Test
  void registersOnceUntilSomethingChanges() {
    assertThat(pair.alpha.register().version()).isEqualTo(1);
    assertThat(versions()).isEqualTo(1);
    pair.alphasFile.describe(CardDraft.named("Alpha").offering("buying"));
    AgentCard second = pair.alpha.register();
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.capabilities()).containsExactly("buying");
    assertThat(pair.alpha.register()).isEqualTo(second);
    assertThat(versions()).isEqualTo(2);
  }

  @Test
  void refusesToTakeOverAnAgentWithOtherKeys() {
    KeyFile stranger =
        KeyFile.create(
            folder.resolve("stranger.json"), Pair.ALPHA, "org_acme", CardDraft.named("Alpha"));
    assertThatThrownBy(() -> Agent.at(pair.alphasNode, stranger).register())
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.UNAUTHORIZED));
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void finishesARotationThatWasCutOffAfterTheNodeTookIt() {
    ConnectionSettings once = ConnectionSettings.DEFAULT.attempts(1);
    try (NodeConnection fragile = NodeConnection.to(pair.node.address(), once, _ -> {})) {
      Agent alpha = Agent.at(fragile, pair.alphasFile);
      AgentCard before = alpha.card();
      pair.node.faults.add(ScriptedNode.Fault.NONE);
      pair.node.faults.add(ScriptedNode.Fault.BREAK_AFTER);
      assertThatThrownBy(alpha::rotateKeys).isInstanceOf(TransportException.class);
      assertThat(versions()).isEqualTo(2);
      assertThat(pair.alphasFile.keys().signer().publicKey()).isEqualTo(before.signingKey());
    }
    KeyFile again = KeyFile.open(pair.alphasFile.path());
    try (NodeConnection node = NodeConnection.to(pair.node.address())) {
      Agent alpha = Agent.at(node, again);
      AgentCard card = alpha.register();
      assertThat(card.version()).isEqualTo(2);
      assertThat(again.keys().signer().publicKey()).isEqualTo(card.signingKey());
      assertThat(alpha.discover("gpu-compute", 0)).isNotEmpty();
    }
  }

  @Test
  void findsCardsAndMissesOthers() {
    assertThat(pair.alpha.card(Pair.BETA).map(FoundAgent::trustScore))
        .contains(ScriptedSession.SCORE);
    assertThat(pair.alpha.card(new AgentUri("agent://no.example/body"))).isEmpty();
  }
}
