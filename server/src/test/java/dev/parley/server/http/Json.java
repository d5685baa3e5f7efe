package dev.parley.server.http;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// Reads what a node answers.
final class Json {
  private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 100, 100_000);

  private Json() {}

  static JsonObject object(String text) {
    if (StrictJson.read(text.getBytes(StandardCharsets.UTF_8), LIMITS)
        instanceof Parsed.Value(JsonObject json, _)) {
      return json;
    }
    throw new AssertionError("not a JSON object: " + text);
  }

  static JsonObject object(HttpResponse<String> response) {
    return object(response.body());
  }

  /// What a refusal says beside its code.
  static JsonObject details(HttpResponse<String> response) {
    return object(response).object("error").flatMap(e -> e.object("details")).orElseThrow();
  }

  /// The code of a refusal.
  static String code(HttpResponse<String> response) {
    return object(response).object("error").flatMap(e -> e.string("code")).orElse("none");
  }
}
