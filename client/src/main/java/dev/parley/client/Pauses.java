package dev.parley.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long to wait before trying again, and the waiting itself.
interface Pauses {
  /// Waits on the wall clock.
  Pauses REAL =
      duration -> {
        try {
          Thread.sleep(duration);
        } catch (InterruptedException e) {
          throw NoAnswerException.interrupted(e);
        }
      };

  void pause(Duration duration);

  /// The wait before another attempt: a random part of a time that doubles, so that clients that
  /// failed together do not come back together.
  ///
  /// @param failures how often it failed already, at least 1
  static Duration beforeRetry(int failures) {
    long most = Math.min(5_000L, 100L << Math.min(failures, 10));
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(10, most + 1));
  }
}
