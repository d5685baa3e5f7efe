package dev.parley.a2a.wire;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.Optional;

/// Messages and artifacts of A2A as JSON: checked when they come from outside, put together when
/// they are ours.
public final class MessageForm {
  private static final int ID_MAX = 128;
  private static final int PARTS_MAX = 100;
  private static final List<String> CONTENTS = List.of("text", "raw", "url", "data");

  private MessageForm() {}

  /// Checks a message of a caller.
  ///
  /// @param message what it sent
  /// @return the message; else `INVALID_PARAMS`
  public static Outcome<JsonObject> checked(JsonObject message) {
    if (id(message, "messageId").isEmpty()) {
      return wrong("message.messageId has to be a text of 1 to 128 characters");
    }
    for (String name : List.of("contextId", "taskId")) {
      if (message.has(name) && !isEmpty(message, name) && id(message, name).isEmpty()) {
        return wrong("message." + name + " has to be a text of at most 128 characters");
      }
    }
    if (!message.string("role").equals(Optional.of("ROLE_USER"))) {
      return wrong("message.role has to be ROLE_USER");
    }
    if (message.has("metadata") && message.object("metadata").isEmpty()) {
      return wrong("message.metadata has to be an object");
    }
    return parts(message)
        .map(rule -> MessageForm.<JsonObject>wrong("message." + rule))
        .orElseGet(() -> Outcome.done(message));
  }

  /// What is wrong with the parts of a message or artifact.
  ///
  /// @param holder the message or artifact
  /// @return nothing if they are in order
  public static Optional<String> parts(JsonObject holder) {
    Optional<JsonArray> parts = holder.array("parts");
    if (parts.isEmpty() || parts.get().size() == 0 || parts.get().size() > PARTS_MAX) {
      return Optional.of("parts has to be a list of 1 to " + PARTS_MAX);
    }
    for (JsonValue each : parts.get()) {
      if (!(each instanceof JsonObject part)
          || CONTENTS.stream().filter(part::has).count() != 1
          || (!part.has("data")
              && CONTENTS.stream().map(part::get).noneMatch(JsonString.class::isInstance))) {
        return Optional.of("parts: each has exactly one of text, raw, url and data");
      }
    }
    return Optional.empty();
  }

  private static boolean isEmpty(JsonObject message, String name) {
    return message.string(name).filter(String::isEmpty).isPresent();
  }

  /// An identifier.
  ///
  /// @param object where it stands
  /// @param name its member
  /// @return nothing if it is absent, empty, too long or no text
  public static Optional<String> id(JsonObject object, String name) {
    return object.string(name).filter(id -> !id.isEmpty() && id.length() <= ID_MAX);
  }

  private static <T> Outcome<T> wrong(String rule) {
    return Outcome.refused(A2aError.INVALID_PARAMS, rule);
  }

  /// A message of one text.
  ///
  /// @param messageId its id
  /// @param role `ROLE_USER` or `ROLE_AGENT`
  /// @param text what it says
  /// @return the message
  public static JsonObject text(String messageId, String role, String text) {
    return JsonObject.builder()
        .put("messageId", messageId)
        .put("role", role)
        .put("parts", JsonArray.of(List.of(JsonObject.EMPTY.with("text", text))))
        .build();
  }

  /// An artifact of one text.
  ///
  /// @param artifactId its id, unique in the task
  /// @param name for people
  /// @param text the content
  /// @return the artifact
  public static JsonObject artifact(String artifactId, String name, String text) {
    return JsonObject.builder()
        .put("artifactId", artifactId)
        .put("name", name)
        .put("parts", JsonArray.of(List.of(JsonObject.EMPTY.with("text", text))))
        .build();
  }
}
