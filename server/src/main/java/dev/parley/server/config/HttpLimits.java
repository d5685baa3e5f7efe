package dev.parley.server.config;

import java.time.Duration;

/// What the HTTP binding bears at once.
///
/// @param connections open TCP connections
/// @param requests requests in work; streams do not count once they run
/// @param streams open streams of events
/// @param streamsPerAgent open streams of events of one agent
/// @param bodyTime how long a request's body may take to arrive
/// @param idleTime how long a connection may be idle, or take to bring the head of a request
/// @param heartbeat how long a stream says nothing before it sends a heartbeat
/// @param stall how long a stream waits for a reader that takes nothing before it is cut off
/// @param grace how long requests in work may take to finish when the node ends
public record HttpLimits(
    int connections,
    int requests,
    int streams,
    int streamsPerAgent,
    Duration bodyTime,
    Duration idleTime,
    Duration heartbeat,
    Duration stall,
    Duration grace) {

  /// What a node uses unless told otherwise.
  public static final HttpLimits DEFAULT =
      new HttpLimits(
          20_000,
          512,
          10_000,
          200,
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  /// Refuses what is not positive.
  ///
  /// @throws IllegalArgumentException when a limit is below 1, or a duration not positive
  public HttpLimits {
    if (connections < 1 || requests < 1 || streams < 1 || streamsPerAgent < 1) {
      throw new IllegalArgumentException("every limit is at least 1");
    }
    for (Duration each : new Duration[] {bodyTime, idleTime, heartbeat, stall, grace}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("every duration is longer than nothing");
      }
    }
  }

  /// How often a WebSocket connection is asked whether its client is there: half as often as a
  /// stream that says nothing else.
  ///
  /// @return 30 seconds, unless told otherwise
  public Duration socketHeartbeat() {
    return heartbeat.multipliedBy(2);
  }
}
