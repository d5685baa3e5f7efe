package dev.parley.a2a.task;

import dev.parley.a2a.wire.TaskState;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A page of tasks.
///
/// @param tasks what changed last comes first
/// @param next where the next page begins, if there is one
/// @param total how many there are in all
public record TaskPage(List<Task> tasks, Optional<String> next, int total) {
  /// The most tasks of a page.
  public static final int MOST = 100;

  /// How many there are unless asked for.
  public static final int USUAL = 50;

  /// What is asked for.
  ///
  /// @param caller whose tasks
  /// @param contextId of which context, if only that
  /// @param state in which state, if only that
  /// @param after changed after when, if only that
  /// @param token where it begins, from the page before
  /// @param limit how many at most, 1 to [#MOST]
  public record Request(
      String caller,
      Optional<String> contextId,
      Optional<TaskState> state,
      Optional<Instant> after,
      Optional<String> token,
      int limit) {}

  static String token(Task last) {
    return Timestamp.format(last.status().since()) + "~" + last.id();
  }

  static Optional<TaskStore.Place> place(String token) {
    int split = token.indexOf('~');
    return split < 0
        ? Optional.empty()
        : Timestamp.parse(token.substring(0, split))
            .map(since -> new TaskStore.Place(since, token.substring(split + 1)));
  }
}
