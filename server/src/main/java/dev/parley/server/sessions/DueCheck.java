package dev.parley.server.sessions;

import java.time.Instant;

/// What came of looking whether a session's timers are due.
public sealed interface DueCheck {

  /// All that was due is recorded.
  record Recorded() implements DueCheck {}

  /// Nothing was due yet.
  ///
  /// @param length the session's length when it was looked at
  /// @param next when its earliest timer is due
  record NothingDue(long length, Instant next) implements DueCheck {}

  /// No timer runs.
  ///
  /// @param length the session's length when it was looked at
  record NoTimer(long length) implements DueCheck {}

  /// Something is due and could not be recorded.
  record Failed() implements DueCheck {}
}
