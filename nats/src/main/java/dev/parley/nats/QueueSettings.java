package dev.parley.nats;

import java.time.Duration;

/// How a node deals with its queue.
///
/// @param ackWait after how long a message that was taken and not decided comes again
/// @param deliveries how often a message is tried before it is given up, at least 1
/// @param pause how long it waits after the first try; twice as long after each further one
/// @param retention how long the queue keeps what was accepted
/// @param inFlight how many messages are taken and not decided at most
/// @param check how often the node looks whether the queue still has what it should
public record QueueSettings(
    Duration ackWait,
    int deliveries,
    Duration pause,
    Duration retention,
    int inFlight,
    Duration check) {

  /// 30 s, 10 deliveries, a pause of half a second that doubles, 7 days, 256 in flight, a look
  /// every 5 s.
  public static final QueueSettings DEFAULT =
      new QueueSettings(
          Duration.ofSeconds(30),
          10,
          Duration.ofMillis(500),
          Duration.ofDays(7),
          256,
          Duration.ofSeconds(5));

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if one is not positive
  public QueueSettings {
    for (Duration each : new Duration[] {ackWait, pause, retention, check}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("not a positive duration: " + each);
      }
    }
    if (deliveries < 1 || inFlight < 1) {
      throw new IllegalArgumentException("deliveries and inFlight have to be at least 1");
    }
  }

  /// How long a message waits that was tried so often.
  Duration pauseAfter(long tried) {
    Duration wait = pause.multipliedBy(1L << Math.min(tried - 1, 16));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
