package dev.parley.bench.trip;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A host's connection to `parley mcp`, run as the launcher runs it. Not thread-safe.
sealed interface Tools extends AutoCloseable permits ToolStreams, ToolRequests {
  /// The version of the Model Context Protocol that is spoken.
  String VERSION = "2025-11-25";

  /// How long an answer may be.
  JsonLimits LIMITS = new JsonLimits(4 << 20, 64, 10_000);

  /// Asks for something.
  ///
  /// @param request a request of JSON-RPC
  /// @return the text of the answer
  String ask(String request) throws IOException;

  @Override
  void close();

  /// A request.
  ///
  /// @param id its number
  /// @param method what is asked for
  /// @param params with what
  /// @return one line of JSON-RPC
  static String request(long id, String method, JsonObject params) {
    return JsonObject.builder()
        .put("jsonrpc", "2.0")
        .put("id", id)
        .put("method", method)
        .put("params", params)
        .build()
        .toString();
  }

  /// What a host says first.
  ///
  /// @return a request
  static String hello() {
    return request(
        0,
        "initialize",
        JsonObject.builder()
            .put("protocolVersion", VERSION)
            .put("capabilities", JsonObject.EMPTY)
            .put("clientInfo", JsonObject.EMPTY.with("name", "bench").with("version", "1"))
            .build());
  }

  /// What it says once it was answered.
  ///
  /// @return a notification
  static String ready() {
    return JsonObject.EMPTY
        .with("jsonrpc", "2.0")
        .with("method", "notifications/initialized")
        .toString();
  }

  /// The call of a tool.
  ///
  /// @param id its number
  /// @param tool the tool
  /// @param arguments what it gets
  /// @return a request
  static String call(long id, String tool, JsonObject arguments) {
    return request(
        id, "tools/call", JsonObject.EMPTY.with("name", tool).with("arguments", arguments));
  }

  /// What a tool answered.
  ///
  /// @param answer of JSON-RPC
  /// @return its structured content
  /// @throws IllegalStateException when it has none, as an error has not
  static JsonObject content(String answer) {
    JsonObject json =
        StrictJson.read(answer.getBytes(StandardCharsets.UTF_8), LIMITS)
                instanceof Parsed.Value(JsonObject object, _)
            ? object
            : JsonObject.EMPTY;
    return json.object("result")
        .flatMap(result -> result.object("structuredContent"))
        .orElseThrow(() -> new IllegalStateException("no answer of a tool: " + answer));
  }
}
