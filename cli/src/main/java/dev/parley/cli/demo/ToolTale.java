package dev.parley.cli.demo;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Inform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Tells what an INFORM says of tools and tasks: calls by MCP, work by A2A.
final class ToolTale {
  private static final String TOOL = "mcp-tool";
  private static final String STATE = "TASK_STATE_";
  private static final int SHOWN_OF_A_HASH = 19;

  private ToolTale() {}

  private static JsonObject data(JsonObject body) {
    return body.object("data").orElse(JsonObject.EMPTY);
  }

  /// What is said of an A2A task.
  static Optional<JsonObject> task(JsonObject body) {
    return data(body).object("a2a");
  }

  private static List<String> offered(Envelope envelope) {
    return envelope.context().stream()
        .filter(entry -> entry.string("type").equals(Optional.of(TOOL)))
        .flatMap(entry -> entry.string("tool").stream())
        .toList();
  }

  private static boolean isCall(JsonObject body) {
    return data(body).has("argumentsHash") && data(body).has("tool");
  }

  /// A sentence without its subject.
  ///
  /// @return nothing if it says nothing of tools and tasks
  static Optional<String> sentence(Inform inform, Envelope envelope) {
    JsonObject body = envelope.body();
    if (isCall(body)) {
      return Optional.of("calls the tool " + data(body).string("tool").orElse("") + " by MCP");
    }
    if (!offered(envelope).isEmpty()) {
      return Optional.of("offers tools by MCP: " + String.join(", ", offered(envelope)));
    }
    if (inform.informType().equals("disclosure")) {
      return Optional.of("tells the salt under which the A2A task names the terms");
    }
    return task(body)
        .map(
            task ->
                task.object("artifact")
                    .map(artifact -> "hands over by A2A: " + artifact.string("name").orElse(""))
                    .orElseGet(() -> "reports on the A2A task: " + state(task)));
  }

  private static String state(JsonObject task) {
    String state = task.string("state").orElse("").replace(STATE, "").toLowerCase(Locale.ROOT);
    return task.string("text")
        .filter(text -> !text.isEmpty())
        .map(t -> state + ", " + t)
        .orElse(state);
  }

  /// More of it, a line each.
  ///
  /// @return nothing if it says nothing of tools and tasks
  static Optional<List<String>> details(Inform inform, Envelope envelope) {
    if (sentence(inform, envelope).isEmpty()) {
      return Optional.empty();
    }
    JsonObject data = data(envelope.body());
    List<String> lines = new ArrayList<>();
    if (isCall(envelope.body())) {
      lines.add("asks for " + words(data.object("arguments").orElse(JsonObject.EMPTY)));
      data.object("result")
          .flatMap(result -> result.object("structuredContent"))
          .ifPresent(content -> lines.add("gets " + words(content)));
      data.string("resultHash")
          .ifPresent(hash -> lines.add("recorded as " + hash.substring(0, SHOWN_OF_A_HASH) + "…"));
    }
    return Optional.of(lines);
  }

  private static String words(JsonObject json) {
    List<String> out = new ArrayList<>();
    for (String name : json.names()) {
      JsonValue value = Objects.requireNonNull(json.get(name));
      out.add(
          name
              + " "
              + (value instanceof JsonString(String text) ? text : CanonicalJson.text(value)));
    }
    return String.join(", ", out);
  }
}
