package dev.parley.a2a.task;

import dev.parley.a2a.wire.TaskState;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/// What ties a task to the session that it belongs to. What the session says of the commitment
/// shows on the task; what becomes of the task never changes a commitment.
public interface Tie extends AutoCloseable {
  /// The commitment.
  ///
  /// @return as the caller referred to it
  SessionReference reference();

  /// What the session says now.
  ///
  /// @return the object under the extension's URI in the task's metadata
  JsonObject metadata();

  /// Tells the session what happened, before anybody else hears of it.
  ///
  /// @param event a status or an artifact
  /// @return whether the session has it
  Told tell(TaskEvent event);

  /// Has somebody hear of what becomes of the commitment, from now on until this is closed.
  ///
  /// @param hears is called on another thread, one call at a time
  void follow(Consumer<Change> hears);

  @Override
  void close();

  /// Whether a session has what it was told.
  enum Told {
    /// It has.
    RECORDED,
    /// It has not: it has ended, or the node declined it.
    DECLINED
  }

  /// What became of the commitment.
  ///
  /// @param state where that puts the task, unless it has ended; nothing if it changes nothing
  /// @param text for people
  /// @param metadata what the session says now
  record Change(Optional<TaskState> state, String text, JsonObject metadata) {}
}
