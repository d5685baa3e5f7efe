package dev.parley.client;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// One event of a stream (WHATWG HTML, server-sent events).
///
/// @param type its type, `message` where none was stated
/// @param id its own id, if it has one
/// @param content the lines of its content
record ServerEvent(String type, Optional<String> id, String content) {
  private static final JsonLimits LIMITS = new JsonLimits(EventParser.MAX_EVENT_BYTES, 72, 1000);

  /// The content as an object.
  JsonObject json() {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    if (StrictJson.read(bytes, LIMITS) instanceof Parsed.Value(JsonObject json, _)) {
      return json;
    }
    throw new Discrepancy(Discrepancy.Kind.FORM, -1, "a JSON object", "an event " + type)
        .exception();
  }
}
