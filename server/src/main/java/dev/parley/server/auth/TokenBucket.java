package dev.parley.server.auth;

import java.time.Duration;
import java.util.Optional;

/// A bucket that fills at a steady rate and from which each request takes one. Thread-safe.
final class TokenBucket {
  private static final double NANOS = 1e9;

  private RateLimit limit;
  private double level;
  private long at;

  TokenBucket(RateLimit limit, long now) {
    this.limit = limit;
    this.level = limit.burst();
    this.at = now;
  }

  /// Takes one.
  ///
  /// @param now in nanoseconds, from any origin
  /// @return nothing if there was one, else how long until there is
  synchronized Optional<Duration> take(long now) {
    fill(now);
    if (level >= 1) {
      level -= 1;
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos((long) Math.ceil((1 - level) / limit.perSecond() * NANOS)));
  }

  /// How long until there is one to take, without taking it.
  synchronized Optional<Duration> delay(long now) {
    fill(now);
    return level >= 1
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) Math.ceil((1 - level) / limit.perSecond() * NANOS)));
  }

  synchronized void limit(RateLimit next) {
    limit = next;
  }

  private void fill(long now) {
    double gained = Math.max(0, now - at) / NANOS * limit.perSecond();
    level = Math.min(limit.burst(), level + gained);
    at = now;
  }
}
