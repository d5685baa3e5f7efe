package dev.parley.a2a.task;

import dev.parley.a2a.wire.TaskState;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A task as it stands. Immutable.
///
/// @param id its id
/// @param contextId what it belongs to, as the caller sees it
/// @param status where it stands
/// @param artifacts what it has brought forth
/// @param history what was said about it, oldest first
/// @param metadata what extensions say of it
public record Task(
    String id,
    String contextId,
    Status status,
    List<JsonObject> artifacts,
    List<JsonObject> history,
    JsonObject metadata) {

  /// Copies.
  public Task {
    artifacts = List.copyOf(artifacts);
    history = List.copyOf(history);
  }

  /// Where a task stands.
  ///
  /// @param state the state
  /// @param message what the agent says to it, if anything
  /// @param since since when
  public record Status(TaskState state, Optional<JsonObject> message, Instant since) {

    /// The form on the wire.
    ///
    /// @return a `TaskStatus`
    public JsonObject json() {
      return JsonObject.builder()
          .put("state", state.wire())
          .putIfPresent("message", message.orElse(null))
          .put("timestamp", Timestamp.format(since))
          .build();
    }
  }

  Task in(Status next) {
    return new Task(id, contextId, next, artifacts, history, metadata);
  }

  Task heard(JsonObject message) {
    List<JsonObject> all = new ArrayList<>(history);
    all.add(message);
    return new Task(id, contextId, status, artifacts, all, metadata);
  }

  Task with(JsonObject more) {
    return new Task(id, contextId, status, artifacts, history, more);
  }

  /// With one more artifact, one replaced, or one made longer.
  Task with(JsonObject artifact, TaskEvent.Extent extent) {
    List<JsonObject> all = new ArrayList<>(artifacts);
    Optional<String> id = artifact.string("artifactId");
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).string("artifactId").equals(id)) {
        all.set(i, extent.appends() ? longer(all.get(i), artifact) : artifact);
        return new Task(this.id, contextId, status, all, history, metadata);
      }
    }
    all.add(artifact);
    return new Task(this.id, contextId, status, all, history, metadata);
  }

  private static JsonObject longer(JsonObject before, JsonObject more) {
    List<JsonValue> parts = new ArrayList<>(before.array("parts").orElse(JsonArray.EMPTY).values());
    parts.addAll(more.array("parts").orElse(JsonArray.EMPTY).values());
    return before.with("parts", JsonArray.of(parts));
  }

  /// Which parts of a task somebody wants.
  ///
  /// @param history how many of the last messages at most; nothing for all
  /// @param artifacts whether with what it has brought forth
  public record View(Optional<Integer> history, Artifacts artifacts) {
    /// Everything.
    public static final View WHOLE = new View(Optional.empty(), Artifacts.SHOWN);
  }

  /// Whether artifacts are wanted.
  public enum Artifacts {
    /// They are.
    SHOWN,
    /// They are not.
    LEFT_OUT
  }

  /// The form on the wire.
  ///
  /// @param view what of it is wanted
  /// @return a `Task`
  public JsonObject json(View view) {
    JsonObject.Builder out =
        JsonObject.builder().put("id", id).put("contextId", contextId).put("status", status.json());
    if (view.artifacts() == Artifacts.SHOWN) {
      out.put("artifacts", JsonArray.of(artifacts));
    }
    int shown = Math.min(history.size(), view.history().orElse(history.size()));
    if (shown > 0) {
      out.put("history", JsonArray.of(history.subList(history.size() - shown, history.size())));
    }
    if (metadata.size() > 0) {
      out.put("metadata", metadata);
    }
    return out.build();
  }
}
