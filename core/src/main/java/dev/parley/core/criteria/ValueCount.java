package dev.parley.core.criteria;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;

/// How many values a document has, itself included; stops as soon as the answer is known.
final class ValueCount {
  private ValueCount() {}

  static boolean exceeds(JsonValue document, int most) {
    Deque<JsonValue> left = new ArrayDeque<>();
    left.add(document);
    int seen = 0;
    while (!left.isEmpty()) {
      if (++seen > most) {
        return true;
      }
      switch (left.remove()) {
        case JsonArray array -> left.addAll(array.values());
        case JsonObject object -> object.names().forEach(name -> left.add(value(object, name)));
        case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> {}
      }
    }
    return false;
  }

  private static JsonValue value(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value == null ? JsonNull.NULL : value;
  }
}
