package dev.parley.server.time;

import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Starts at the present and runs 3,600 times as fast: a second is an hour.
public final class AcceleratedClock implements NodeClock {
  private static final long FACTOR = 3600;

  private final Instant start = Timestamp.whole(Instant.now());
  private final long startNanos = System.nanoTime();

  /// Makes a clock that starts now.
  public AcceleratedClock() {}

  @Override
  public Instant now() {
    long elapsed = System.nanoTime() - startNanos;
    return Timestamp.whole(start.plus(Duration.ofNanos(elapsed).multipliedBy(FACTOR)));
  }

  @Override
  public ClockKind kind() {
    return ClockKind.ACCELERATED;
  }

  @Override
  public Optional<Duration> realTimeUntil(Instant time) {
    Duration left = Duration.between(now(), time).dividedBy(FACTOR);
    return Optional.of(left.isNegative() ? Duration.ZERO : left.plusMillis(1));
  }

  @Override
  public void whenMoved(Runnable listener) {
    // It runs by itself.
  }
}
