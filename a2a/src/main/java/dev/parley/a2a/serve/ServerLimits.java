package dev.parley.a2a.serve;

import java.time.Duration;

/// What an A2A endpoint bears.
///
/// @param bodyBytes the longest body
/// @param bodyTime how long a body may take to come
/// @param requests how many requests at once, streams included
/// @param connections how many connections at once
/// @param idleTime how long a connection may do nothing
/// @param heartbeat how often a silent stream shows that it lives
public record ServerLimits(
    int bodyBytes,
    Duration bodyTime,
    int requests,
    int connections,
    Duration idleTime,
    Duration heartbeat) {
  /// For an agent of its own.
  public static final ServerLimits USUAL =
      new ServerLimits(
          1024 * 1024,
          Duration.ofSeconds(10),
          200,
          500,
          Duration.ofMinutes(1),
          Duration.ofSeconds(15));
}
