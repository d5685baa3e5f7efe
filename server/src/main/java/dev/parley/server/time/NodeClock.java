package dev.parley.server.time;

import dev.parley.core.session.ClockKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What time it is for the sessions of a node. Thread-safe.
public sealed interface NodeClock permits RealClock, VirtualClock, AcceleratedClock {

  /// The time.
  ///
  /// @return in whole milliseconds
  Instant now();

  /// The kind of clock, which the node's card and every transcript name.
  ///
  /// @return the kind
  ClockKind kind();

  /// How long in real time until the clock shows a time, if nobody moves it.
  ///
  /// @param time the time
  /// @return zero when it shows it already; nothing when only somebody who moves it brings it there
  Optional<Duration> realTimeUntil(Instant time);

  /// Has something done whenever the clock was moved by hand.
  ///
  /// @param listener runs on the thread that moved it; must not block
  void whenMoved(Runnable listener);

  /// A new clock that starts at the present.
  ///
  /// @param kind which kind
  /// @return the clock
  static NodeClock of(ClockKind kind) {
    return switch (kind) {
      case REAL -> new RealClock();
      case VIRTUAL -> new VirtualClock(Instant.now());
      case ACCELERATED -> new AcceleratedClock();
    };
  }
}
