package dev.parley.console.overview;

import dev.parley.server.sessions.LogFollowing;
import dev.parley.server.sessions.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How many messages a node has accepted in each of the last intervals: read off the log, where
/// every message has its number and its time, so that nothing has to be counted while nobody looks.
/// Thread-safe.
final class Pulse {
  static final Duration INTERVAL = Duration.ofSeconds(5);
  static final int INTERVALS = 60;

  private final Sessions sessions;
  private final NavigableMap<Instant, Long> numbers = new TreeMap<>(); // guarded by this

  Pulse(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Messages a second in each interval, the oldest first.
  ///
  /// @param now the time
  /// @return as many as there are intervals
  synchronized List<Double> perSecond(Instant now) {
    long length = INTERVAL.toMillis();
    long last = now.toEpochMilli() / length * length;
    Instant first = Instant.ofEpochMilli(last - INTERVALS * length);
    numbers.headMap(first, false).clear();
    List<Long> bounds = new ArrayList<>();
    try (LogFollowing log = LogFollowing.of(sessions, 0)) {
      for (int i = 0; i <= INTERVALS; i++) {
        bounds.add(numbers.computeIfAbsent(first.plusMillis(i * length), log::before));
      }
    }
    List<Double> out = new ArrayList<>();
    for (int i = 0; i < INTERVALS; i++) {
      out.add((bounds.get(i + 1) - bounds.get(i)) * 1_000.0 / length);
    }
    return out;
  }
}
