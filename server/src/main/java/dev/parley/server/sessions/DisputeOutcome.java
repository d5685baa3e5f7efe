package dev.parley.server.sessions;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.server.store.StoredRecord;
import java.time.Duration;
import java.util.Optional;

/// What became of a record of a dispute.
public sealed interface DisputeOutcome {

  /// It is part of the dispute, on disk.
  ///
  /// @param record the record with its place
  record Accepted(StoredRecord record) implements DisputeOutcome {}

  /// It was accepted before; this is the first answer again.
  ///
  /// @param record the record with its place
  record Repeated(StoredRecord record) implements DisputeOutcome {}

  /// It is not part of the dispute, and nothing changed.
  ///
  /// @param refusal why
  /// @param retryAfter when to try again, if that can help
  record Refused(Refusal refusal, Optional<Duration> retryAfter) implements DisputeOutcome {}

  /// A refusal without a time to wait.
  ///
  /// @param refusal why
  /// @return the outcome
  static DisputeOutcome refused(Refusal refusal) {
    return new Refused(refusal, Optional.empty());
  }

  /// The store does not take it now.
  ///
  /// @return the outcome
  static DisputeOutcome unavailable() {
    return new Refused(
        ErrorCode.UNAVAILABLE.because("the record could not be made durable"),
        Optional.of(Duration.ofSeconds(1)));
  }
}
