package dev.parley.cli.scenarios;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.charset.StandardCharsets;

/// Reads documents that have to be readable.
final class Json {
  private static final JsonLimits LIMITS = new JsonLimits(8 << 20, 128, 10_000);

  private Json() {}

  static JsonValue value(String text) {
    return switch (StrictJson.read(text.getBytes(StandardCharsets.UTF_8), LIMITS)) {
      case Parsed.Value(JsonValue value, _) -> value;
      case Parsed.Malformed malformed ->
          throw new IllegalArgumentException("no JSON: " + text + ": " + malformed.detail());
    };
  }

  static JsonObject object(String text) {
    if (value(text) instanceof JsonObject object) {
      return object;
    }
    throw new IllegalArgumentException("no object: " + text);
  }

  static JsonObject object(byte[] bytes) {
    return object(new String(bytes, StandardCharsets.UTF_8));
  }
}
