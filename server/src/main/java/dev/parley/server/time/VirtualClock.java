package dev.parley.server.time;

import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/// Moves only when told to, and never back.
public final class VirtualClock implements NodeClock {
  private final AtomicReference<Instant> time;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /// Makes a clock.
  ///
  /// @param start what it shows first; what is finer than a millisecond is cut off
  public VirtualClock(Instant start) {
    time = new AtomicReference<>(Timestamp.whole(start));
  }

  /// Moves it.
  ///
  /// @param by how far, not negative; what is finer than a millisecond is cut off
  /// @return what it shows then
  /// @throws IllegalArgumentException when `by` is negative
  public Instant advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    Instant now = time.updateAndGet(t -> Timestamp.whole(t.plus(by)));
    listeners.forEach(Runnable::run);
    return now;
  }

  @Override
  public Instant now() {
    return time.get();
  }

  @Override
  public ClockKind kind() {
    return ClockKind.VIRTUAL;
  }

  @Override
  public Optional<Duration> realTimeUntil(Instant until) {
    return now().isBefore(until) ? Optional.empty() : Optional.of(Duration.ZERO);
  }

  @Override
  public void whenMoved(Runnable listener) {
    listeners.add(listener);
  }
}
