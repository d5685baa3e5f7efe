package dev.parley.a2a.call;

import java.time.Duration;

/// What a caller of A2A agents bears.
///
/// @param connect how long a connection may take
/// @param answer how long an answer may take to begin
/// @param silence how long nothing may come while an answer goes on
/// @param whole how long an answer may go on, a stream too
/// @param answerBytes the longest answer that is no stream, in bytes
public record CallLimits(
    Duration connect, Duration answer, Duration silence, Duration whole, int answerBytes) {
  /// For agents on the web.
  public static final CallLimits USUAL =
      new CallLimits(
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          4 * 1024 * 1024);
}
