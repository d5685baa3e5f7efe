package dev.parley.server.timers;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// What waits for a time besides the timers of sessions. When, stands in the store, so that nothing
/// is forgotten. Thread-safe.
public interface Deadlines {

  /// Records everything that is due.
  ///
  /// @param now the time
  /// @return whether all of it is recorded
  Timekeeper.Pass recordDue(Instant now);

  /// When the next thing is due.
  ///
  /// @return nothing when nothing waits
  Optional<Instant> next();

  /// Has something done whenever a new time is set.
  ///
  /// @param listener gets the time; must not block
  void whenDue(Consumer<Instant> listener);
}
