package dev.parley.console.learning;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the script of the pages draws. Stateless.
final class Drawing {
  private Drawing() {}

  static String json(List<String> labels, List<JsonValue> series) {
    JsonObject all =
        JsonObject.of("labels", JsonArray.ofStrings(labels), "series", JsonArray.of(series));
    return new String(CanonicalJson.bytes(all), StandardCharsets.UTF_8);
  }
}
