package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.INVITED;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
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
  @ValueSource(strings = {"application/asp+msgpack", "text/plain"})
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
}
