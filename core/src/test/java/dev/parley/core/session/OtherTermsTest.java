package dev.parley.core.session;

import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.INVITED;

import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
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
}
