package dev.parley.a2a.bound;

import dev.parley.a2a.wire.TaskState;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A task of another agent, put together from what it says of it. Not thread-safe.
final class RemoteTask {
  /// What is told of artifacts in one message; what is more is told by hash.
  private static final int TOLD_MAX = 128 * 1024;

  private static final int ARTIFACTS_MAX = 100;

  private Optional<JsonObject> task = Optional.empty();
  private Optional<JsonObject> message = Optional.empty();
  private final Map<String, JsonObject> artifacts = new LinkedHashMap<>();

  void hear(JsonObject event) {
    event.object("message").ifPresent(m -> message = Optional.of(m));
    event.object("task").ifPresent(this::whole);
    event
        .object("statusUpdate")
        .ifPresent(
            update ->
                task =
                    Optional.of(
                        task.orElse(JsonObject.EMPTY)
                            .with("id", update.string("taskId").orElse(""))
                            .with("status", update.object("status").orElse(JsonObject.EMPTY))));
    event
        .object("artifactUpdate")
        .flatMap(u -> u.object("artifact").map(a -> kept(a, u.get("append") == JsonBoolean.TRUE)))
        .ifPresent(this::keep);
  }

  private void whole(JsonObject stated) {
    task = Optional.of(stated);
    for (JsonValue each : stated.array("artifacts").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject artifact) {
        keep(artifact);
      }
    }
  }

  private JsonObject kept(JsonObject artifact, boolean append) {
    JsonObject before = artifacts.get(artifact.string("artifactId").orElse(""));
    if (!append || before == null) {
      return artifact;
    }
    List<JsonValue> parts = new ArrayList<>(before.array("parts").orElse(JsonArray.EMPTY).values());
    parts.addAll(artifact.array("parts").orElse(JsonArray.EMPTY).values());
    return before.with("parts", JsonArray.of(parts));
  }

  private void keep(JsonObject artifact) {
    String id = artifact.string("artifactId").orElse("");
    if (artifacts.containsKey(id) || artifacts.size() < ARTIFACTS_MAX) {
      artifacts.put(id, artifact);
    }
  }

  /// Whether anything was said that can be made something of.
  boolean known() {
    return message.isPresent() || state().isPresent();
  }

  Optional<String> id() {
    return task.flatMap(t -> t.string("id")).filter(id -> !id.isEmpty());
  }

  Optional<TaskState> state() {
    return task.flatMap(t -> t.object("status"))
        .flatMap(s -> s.string("state"))
        .flatMap(TaskState::parse);
  }

  Optional<JsonObject> task() {
    return task.map(t -> t.with("artifacts", JsonArray.of(List.copyOf(artifacts.values()))));
  }

  /// Where it stands.
  JsonObject progress() {
    JsonObject.Builder out = JsonObject.builder();
    id().ifPresent(id -> out.put("taskId", id));
    state().ifPresent(state -> out.put("state", state.wire()));
    task.flatMap(t -> t.object("status"))
        .flatMap(s -> s.object("message"))
        .or(() -> message)
        .flatMap(Report::text)
        .ifPresent(text -> out.put("text", new JsonString(text)));
    return out.build();
  }

  /// Where it stands, with what was brought forth.
  JsonObject outcome() {
    List<JsonValue> told = new ArrayList<>();
    int length = 0;
    for (JsonObject artifact : artifacts.values()) {
      JsonObject bounded =
          length + artifact.toString().length() <= TOLD_MAX
              ? Report.bounded(artifact)
              : Report.hashed(artifact);
      length += bounded.toString().length();
      told.add(bounded);
    }
    return progress().with("artifacts", JsonArray.of(told));
  }
}
