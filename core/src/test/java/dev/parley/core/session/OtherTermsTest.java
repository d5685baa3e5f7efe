package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.NegotiationRulesTest.running;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.INVITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Terms of a session that an invitation or a COUNTER to it may name.
class OtherTermsTest {
  private static Words invitation(JsonObject terms) {
    return Words.invitation(terms);
  }

  private static Words counter(JsonObject changes) {
    return Words.counter("other", "invitation").with("terms", changes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/asp+cbor", "text/plain"})
  void anEncodingThatIsNotSpokenIsRefused(String format) {
    JsonObject other = JsonObject.EMPTY.with("format", format);
    Stage.idle()
        .says(ALPHA, invitation(Stage.terms().with("format", format)))
        .to(BETA)
        .expectRefused(ErrorCode.SCHEMA_UNSUPPORTED);
    Stage.invitedAlone(BETA).says(BETA, counter(other)).expectRefused(ErrorCode.SCHEMA_UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/asp+json", "application/json"})
  void bothNamesOfJsonAreTaken(String format) {
    Stage.idle()
        .says(ALPHA, invitation(Stage.terms().with("format", format)))
        .to(BETA)
        .expectMoved(INVITED);
  }

  @Test
  void trustThatTheNewTermsAskForIsAskedOfBothSides() {
    Conversation above =
        Stage.invitedAlone(BETA)
            .says(BETA, counter(JsonObject.EMPTY.with("minTrustScore", JsonNumber.of(21))))
            .score(30)
            .expectMoved(INVITED)
            .says(ALPHA, Words.accept(PROPOSAL, "other"))
            .expectRefused(ErrorCode.INSUFFICIENT_TRUST_SCORE);
    above.says(ALPHA, Words.reject(PROPOSAL, "other")).expectMoved(StateName.FAILED);
    Stage.invitedAlone(BETA)
        .says(BETA, counter(JsonObject.EMPTY.with("minTrustScore", JsonNumber.of(20))))
        .score(19)
        .expectMoved(INVITED)
        .says(ALPHA, Words.accept(PROPOSAL, "other"))
        .expectRefused(ErrorCode.INSUFFICIENT_TRUST_SCORE);
    Stage.invitedAlone(BETA)
        .says(BETA, counter(JsonObject.EMPTY.with("minTrustScore", JsonNumber.of(20))))
        .expectMoved(INVITED)
        .says(ALPHA, Words.accept(PROPOSAL, "other"))
        .expectMoved(INVITED);
  }

  @Test
  void theTimerOfTheWholeSessionIsTheProposedDurationUnlessTimersSayOtherwise() {
    JsonObject proposed = Stage.terms().with("proposedDuration", 120_000);
    JsonObject both = proposed.with("timers", JsonObject.EMPTY.with("session", 60_000));
    assertThat(running(Stage.two(proposed, ClockKind.REAL), TimerKey.SESSION).due())
        .isEqualTo(Conversation.START.plusSeconds(120));
    assertThat(running(Stage.two(both, ClockKind.REAL), TimerKey.SESSION).due())
        .isEqualTo(Conversation.START.plusSeconds(60));
  }

  @Test
  void theLeastResponseTimeMayStandAmongTheTimers() {
    JsonObject terms = Stage.terms().with("timers", JsonObject.EMPTY.with("response", 5000));
    Conversation slow =
        Stage.talking(terms)
            .says(ALPHA, Words.query("s").answeredWithin(Duration.ofSeconds(2)))
            .to(BETA)
            .expectMoved(CONVERSING);
    assertThat(running(slow, TimerKey.RESPONSE).due()).isEqualTo(slow.now().plusSeconds(5));
  }
}
