package dev.parley.server.people;

import static dev.parley.server.rehearsal.Scene.accepted;
import static dev.parley.server.rehearsal.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Bodies;
import dev.parley.core.session.StateName;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.server.records.RecordOutcome;
import dev.parley.server.registry.Registrant;
import dev.parley.server.registry.RegistrationResult;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.time.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person decides in the name of an authority whose keys the node holds.
final class AuthorityDeskTest {
  private static final AgentUri BOARD = new AgentUri("agent://acme.example/board");

  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;
  private Scene scene;
  private EscalationDesk escalations;
  private AuthorityDesk desk;
  private JsonObject plan;

  @BeforeEach
  void open() {
    node = NodeParts.open(directory, clock, store -> store);
    scene = Scene.of(node, clock);
    escalations = new EscalationDesk(node.store(), node.sessions(), node.steward(), clock);
    desk = new AuthorityDesk(escalations, node.registry(), node.sessions(), clock);
    plan = scene.commitment("big", Duration.ofMinutes(30));
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void register(String description) {
    JsonObject card =
        JsonObject.builder()
            .put("agentId", BOARD.text())
            .put("orgId", "org_acme")
            .put("name", "Board")
            .put("capabilities", JsonArray.ofStrings(List.of("decide")))
            .put("description", description)
            .build();
    JsonObject client = AgentKeys.generate(new SecureRandom()).signer().publicKey().jwk();
    assertThat(
            node.registry()
                .register(
                    BOARD,
                    JsonObject.of("card", card, "clientKey", client),
                    new Registrant.Operator()))
        .isInstanceOf(RegistrationResult.Registered.class);
  }

  private void ask(AgentUri whom) {
    scene.introduce(JsonObject.EMPTY);
    scene.said(
        scene.alpha,
        Performative.ESCALATE,
        JsonObject.EMPTY
            .with("escalationId", "e")
            .with("reason", "more than I may")
            .with("bodyHash", Bodies.hash(plan).text())
            .with("to", whom.text()));
    assertThat(
            escalations.show(
                scene.alpha.uri(), scene.id(), "e", JsonObject.EMPTY.with("body", plan)))
        .isInstanceOf(RecordOutcome.Accepted.class);
  }

  private Outcome decide(JsonObject about) {
    return desk.decide(
        BOARD,
        scene.id(),
        "e",
        JsonObject.EMPTY
            .with("decision", "resume")
            .with("approve", JsonBoolean.TRUE)
            .with("bodyHash", Bodies.hash(about).text())
            .with("reason", "it fits"));
  }

  private void verifies() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    node.sessions().reader(scene.alpha.uri(), scene.id()).orElseThrow().transcript(file);
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    for (String line : file.toString(StandardCharsets.UTF_8).lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
  }

  /// It has only been named until then, so its card is shown first.
  @Test
  void whoHasSaidNothingYetShowsItsCardAndDecides() throws Exception {
    register("");
    ask(BOARD);
    long before = scene.messages().size();
    accepted(decide(plan));
    assertThat(scene.messages()).hasSize((int) before + 2);
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    verifies();
    refused(decide(plan), ErrorCode.DUPLICATE);
    scene.said(scene.alpha, Performative.COMMIT, plan);
  }

  @Test
  void whoHasANewCardShowsItBeforeItDecides() throws Exception {
    register("");
    ask(BOARD);
    refused(decide(plan.with("note", "another one")), ErrorCode.INVALID_REFERENCE);
    assertThat(scene.state().said().orElseThrow().participant(BOARD).orElseThrow().card())
        .as("nothing is said before it is known that the decision fits")
        .isEmpty();
    register("renewed");
    accepted(decide(plan));
    assertThat(
            scene
                .state()
                .said()
                .orElseThrow()
                .participant(BOARD)
                .orElseThrow()
                .card()
                .orElseThrow()
                .version())
        .isEqualTo(2);
    verifies();
  }

  @Test
  void decidesForNobodyWhoWasNotAsked() {
    register("");
    ScriptedAgent other = new ScriptedAgent("agent://other.example/board", "org_other");
    node.register(other);
    ask(other.uri());
    refused(decide(plan), ErrorCode.SESSION_NOT_FOUND);
    refused(
        desk.decide(other.uri(), scene.id(), "none", JsonObject.EMPTY),
        ErrorCode.SESSION_NOT_FOUND);
    assertThat(scene.state().name()).isEqualTo(StateName.ESCALATED);
  }

  @Test
  void whoHoldsItsOwnKeysHasToDecideByItself() {
    ScriptedAgent board = new ScriptedAgent(BOARD.text(), "org_acme");
    node.register(board);
    ask(BOARD);
    refused(decide(plan), ErrorCode.POLICY_VIOLATION);
  }
}
