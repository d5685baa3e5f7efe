package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.CONVERSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// DELEGATE with `protocol: a2a`: the work goes to an agent that never comes in (protocol section
/// 14).
final class A2aDelegationTest {
  private static final Speaker HELPER = Speaker.named("agent://elsewhere.example/helper");

  private final Conversation talk = Stage.talking();

  private static Words a2a(String authority) {
    return Words.delegate("d", HELPER, authority)
        .with("protocol", "a2a")
        .with("a2a", JsonObject.EMPTY.with("card", "https://elsewhere.example/card.json"));
  }

  @Test
  void needsNobodysConsentAndBringsNobodyIn() {
    talk.says(ALPHA, a2a("advisory")).expectMoved(CONVERSING);
    assertThat(talk.talk().participant(HELPER.uri())).isEmpty();
    talk.fork()
        .says(BETA, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.says(HELPER, Words.accept(DELEGATION, "d")).expectRefused(ErrorCode.NOT_PARTICIPANT);
  }

  @Test
  void givesNoAuthorityToSpeakForAnybody() {
    talk.says(ALPHA, a2a("negotiate"))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(ALPHA, a2a("commit"))
        .expectRefused(ErrorCode.UNAUTHORIZED);
  }

  @Test
  void handsNothingToWhoTakesPartOrAfterItsEnd() {
    talk.says(ALPHA, a2a("advisory").with("targetAgent", BETA.uri().text()))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    JsonObject over =
        JsonObject.EMPTY.with(
            "expiresAt", Timestamp.format(talk.now().minus(Duration.ofMinutes(1))));
    talk.says(ALPHA, a2a("advisory").with("limits", over)).expectRefused(ErrorCode.TIMEOUT);
  }

  @Test
  void isTakenBackByItsMakerAlone() {
    talk.says(ALPHA, a2a("advisory"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.withdraw(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.withdraw(DELEGATION, "d"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.withdraw(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void leavesOtherProtocolsUnspoken() {
    talk.says(ALPHA, Words.delegate("d", HELPER, "advisory").with("protocol", "mcp"))
        .expectRefused(ErrorCode.SCHEMA_UNSUPPORTED)
        .says(ALPHA, Words.delegate("d", HELPER, "advisory").with("protocol", "asp"))
        .expectMoved(CONVERSING);
  }
}
