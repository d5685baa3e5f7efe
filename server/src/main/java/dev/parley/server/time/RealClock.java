package dev.parley.server.time;

import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time of the machine.
public final class RealClock implements NodeClock {

  /// Makes a clock.
  public RealClock() {}

  @Override
  public Instant now() {
    return Timestamp.whole(Instant.now());
  }

  @Override
  public ClockKind kind() {
    return ClockKind.REAL;
  }

  @Override
  public Optional<Duration> realTimeUntil(Instant time) {
    Duration left = Duration.between(Instant.now(), time);
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  @Override
  public void whenMoved(Runnable listener) {
    // Nobody moves real time.
  }
}
