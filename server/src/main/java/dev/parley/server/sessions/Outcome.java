package dev.parley.server.sessions;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import java.time.Duration;
import java.util.Optional;

/// What became of a message that was sent.
public sealed interface Outcome {

  /// What everybody hears who asks for a session that does not exist, or that is not theirs.
  Refusal UNKNOWN_SESSION = ErrorCode.SESSION_NOT_FOUND.because("no such session for you");

  /// It is part of the session, on disk.
  ///
  /// @param delivered the message with its place
  record Accepted(Delivered delivered) implements Outcome {}

  /// It was accepted before; this is the first answer again.
  ///
  /// @param delivered the message with its place
  record Repeated(Delivered delivered) implements Outcome {}

  /// It is not part of the session, and nothing changed.
  ///
  /// @param refusal why
  /// @param retryAfter when to try again, if that can help
  record Refused(Refusal refusal, Optional<Duration> retryAfter) implements Outcome {}

  /// A refusal without a time to wait.
  ///
  /// @param refusal why
  /// @return the outcome
  static Outcome refused(Refusal refusal) {
    return new Refused(refusal, Optional.empty());
  }
}
