package dev.parley.a2a.task;

import dev.parley.a2a.wire.TaskState;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.json.JsonObject;
import java.util.Optional;

/// A task in the hands of the one who works on it. Thread-safe.
public interface Work {
  /// The task as it stands.
  ///
  /// @return with all that was said about it
  Task task();

  /// What is asked for now.
  ///
  /// @return the caller's message
  JsonObject message();

  /// The commitment under which it is asked for.
  ///
  /// @return nothing for a task that belongs to no session
  Optional<SessionReference> reference();

  /// Says where it stands. For a task of a session, this is told there first.
  ///
  /// @param state where
  /// @param text for people; may be empty
  /// @return whether the task goes on; after its end nothing changes it
  Going status(TaskState state, String text);

  /// Hands over something that was brought forth. For a task of a session, this is told there
  /// first.
  ///
  /// @param artifact with `artifactId` and `parts`
  /// @param extent how much of it
  /// @return whether the task goes on
  Going artifact(JsonObject artifact, TaskEvent.Extent extent);

  /// Whether anybody still waits for it: the caller may have cancelled it, or its commitment may
  /// have ended.
  ///
  /// @return whether the task goes on
  Going going();

  /// Whether a task goes on.
  enum Going {
    /// It does.
    ON,
    /// It has ended; stop working.
    OVER
  }
}
