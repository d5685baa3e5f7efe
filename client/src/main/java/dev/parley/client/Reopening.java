package dev.parley.client;

import java.time.Duration;

/// How long something that broke is opened anew: with pauses that grow, until the settings'
/// patience is at an end. For one thread.
final class Reopening {
  private final HttpCalls calls;
  private final String lost;
  private int failures;
  private long failingSince;

  /// @param calls knows the patience and how to pause
  /// @param lost what to say once patience is at an end
  Reopening(HttpCalls calls, String lost) {
    this.calls = calls;
    this.lost = lost;
  }

  void succeeded() {
    failures = 0;
  }

  /// Pauses before the next attempt.
  ///
  /// @param why what went wrong
  /// @param left what the caller has time for
  /// @throws TransportException when it has failed for too long
  void failed(Exception why, Duration left) {
    if (failures++ == 0) {
      failingSince = System.nanoTime();
    }
    if (System.nanoTime() - failingSince > calls.settings().patience().toNanos()) {
      throw new TransportException(lost + ": " + why.getMessage(), why);
    }
    Duration pause = Pauses.beforeRetry(failures);
    calls.pauses().pause(pause.compareTo(left) < 0 ? pause : left);
  }
}
