package dev.parley.a2a.task;

import java.time.Duration;

/// What a server of tasks bears.
///
/// @param tasks how many it keeps; the oldest that have ended go first
/// @param running how many are worked on at once
/// @param history how many messages one task has
/// @param artifactBytes how much one task brings forth, in bytes of its canonical form
/// @param watchers how many watch one task at once
/// @param patience how long a caller waits for a task that it did not ask to stream
public record TaskLimits(
    int tasks, int running, int history, int artifactBytes, int watchers, Duration patience) {
  /// For an agent of its own.
  public static final TaskLimits USUAL =
      new TaskLimits(1_000, 100, 100, 4 * 1024 * 1024, 20, Duration.ofMinutes(5));

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException if one is below 1 or not positive
  public TaskLimits {
    if (Math.min(Math.min(tasks, running), Math.min(history, Math.min(artifactBytes, watchers))) < 1
        || !patience.isPositive()) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }
}
