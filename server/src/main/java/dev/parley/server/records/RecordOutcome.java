package dev.parley.server.records;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/// What became of a signed record that an agent or an operator has handed in outside of the chain
/// of messages: a rating, an endorsement, a reveal, a mandate, a decision.
public sealed interface RecordOutcome {

  /// It is on disk.
  ///
  /// @param shown the record with the time of its acceptance
  record Accepted(JsonObject shown) implements RecordOutcome {}

  /// It was accepted before.
  ///
  /// @param shown the record with the time of its acceptance
  record Repeated(JsonObject shown) implements RecordOutcome {}

  /// It was not taken.
  ///
  /// @param refusal why
  /// @param retryAfter when a repeat can help, if that is known
  record Refused(Refusal refusal, Optional<Duration> retryAfter) implements RecordOutcome {}

  /// A refusal that time alone does not change.
  ///
  /// @param refusal why
  /// @return the outcome
  public static RecordOutcome refused(Refusal refusal) {
    return new Refused(refusal, Optional.empty());
  }

  /// That the store does not take it now.
  ///
  /// @return the outcome
  public static RecordOutcome unavailable() {
    return new Refused(
        ErrorCode.UNAVAILABLE.because("the record could not be made durable"),
        Optional.of(Duration.ofSeconds(1)));
  }
}
