package dev.parley.a2a.task;

import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;

/// What happens to a task, as those who watch it hear it.
public sealed interface TaskEvent {

  /// The task as it stands; the first that everybody hears.
  ///
  /// @param task the task
  /// @param view what of it is wanted
  record Snapshot(Task task, Task.View view) implements TaskEvent {}

  /// It stands elsewhere.
  ///
  /// @param taskId which task
  /// @param contextId what it belongs to
  /// @param status where it stands now
  /// @param metadata what extensions say of the task
  record Status(String taskId, String contextId, Task.Status status, JsonObject metadata)
      implements TaskEvent {}

  /// It has brought something forth.
  ///
  /// @param taskId which task
  /// @param contextId what it belongs to
  /// @param artifact what
  /// @param extent how much of it
  record Artifact(String taskId, String contextId, JsonObject artifact, Extent extent)
      implements TaskEvent {}

  /// How much of an artifact is told.
  enum Extent {
    /// All of it.
    WHOLE,
    /// Its beginning.
    FIRST_CHUNK,
    /// What comes behind what was told before.
    CHUNK,
    /// The same, and nothing follows.
    LAST_CHUNK;

    /// Whether it comes behind what was told before.
    ///
    /// @return false for what replaces it
    public boolean appends() {
      return switch (this) {
        case CHUNK, LAST_CHUNK -> true;
        case WHOLE, FIRST_CHUNK -> false;
      };
    }

    /// Whether nothing follows.
    ///
    /// @return true for the end and for what is whole
    public boolean ends() {
      return switch (this) {
        case WHOLE, LAST_CHUNK -> true;
        case FIRST_CHUNK, CHUNK -> false;
      };
    }
  }

  /// The form on the wire.
  ///
  /// @return a `StreamResponse`
  default JsonObject json() {
    return switch (this) {
      case Snapshot(Task task, Task.View view) -> JsonObject.of("task", task.json(view));
      case Status(String taskId, String contextId, Task.Status status, JsonObject metadata) -> {
        JsonObject update =
            JsonObject.builder()
                .put("taskId", taskId)
                .put("contextId", contextId)
                .put("status", status.json())
                .build();
        yield JsonObject.of(
            "statusUpdate", metadata.size() == 0 ? update : update.with("metadata", metadata));
      }
      case Artifact(String taskId, String contextId, JsonObject artifact, Extent extent) ->
          JsonObject.of(
              "artifactUpdate",
              JsonObject.builder()
                  .put("taskId", taskId)
                  .put("contextId", contextId)
                  .put("artifact", artifact)
                  .put("append", JsonBoolean.of(extent.appends()))
                  .put("lastChunk", JsonBoolean.of(extent.ends()))
                  .build());
    };
  }
}
