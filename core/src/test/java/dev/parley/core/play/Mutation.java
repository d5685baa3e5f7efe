package dev.parley.core.play;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/// Changes one thing somewhere in a value: a member goes, is doubled under another name, or becomes
/// something else.
final class Mutation {
  private static final String[] TEXTS = {
    "",
    " ",
    "\u0000",
    "x".repeat(200),
    "agent://a.example/b",
    "sha256:" + "0".repeat(64),
    "2026-02-30T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "0000-01-01T00:00:00.000Z",
    "\ud83d\ude00"
  };
  private static final double[] NUMBERS = {
    0, 1, -1, 0.5, 1e-300, 1e15 + 0.5, JsonNumber.INTEGER_MAX, -JsonNumber.INTEGER_MAX
  };

  private Mutation() {}

  static JsonObject of(JsonObject object, Dice dice) {
    if (object.size() == 0) {
      return object.with("x", 1);
    }
    String name = dice.pick(object.names()).orElseThrow();
    JsonValue value = object.get(name);
    if (value == null) {
      throw new IllegalStateException("no member " + name);
    }
    if (value instanceof JsonObject inner && dice.chance(75)) {
      return object.with(name, of(inner, dice));
    }
    return switch (dice.below(4)) {
      case 0 -> object.without(name);
      case 1 -> object.with(dice.pick(object.names()).orElseThrow(), value);
      default -> object.with(name, other(value, dice));
    };
  }

  private static JsonValue other(JsonValue value, Dice dice) {
    if (value instanceof JsonArray array && array.size() > 0 && dice.chance(60)) {
      List<JsonValue> values = new ArrayList<>(array.values());
      int at = dice.below(values.size());
      JsonValue element = values.get(at);
      switch (dice.below(3)) {
        case 0 -> values.remove(at);
        case 1 -> values.add(element);
        default ->
            values.set(at, element instanceof JsonObject o ? of(o, dice) : other(element, dice));
      }
      return JsonArray.of(values);
    }
    return switch (dice.below(7)) {
      case 0 -> JsonNull.NULL;
      case 1 -> dice.of(JsonBoolean.TRUE, JsonBoolean.FALSE);
      case 2 -> new JsonNumber(NUMBERS[dice.below(NUMBERS.length)]);
      case 3 -> new JsonString(dice.of(TEXTS));
      case 4 -> JsonArray.of(List.of(value, value));
      case 5 -> JsonObject.EMPTY;
      default -> nudged(value, dice);
    };
  }

  /// Almost the same.
  private static JsonValue nudged(JsonValue value, Dice dice) {
    return switch (value) {
      case JsonString(String text) when !text.isEmpty() -> {
        int at = dice.below(text.length());
        char c = (char) ('!' + dice.below(94));
        yield new JsonString(
            Character.isSurrogate(text.charAt(at))
                ? text + c
                : text.substring(0, at) + c + text.substring(at + 1));
      }
      case JsonNumber n when n.isIntegral() && Math.abs(n.asLong()) < 1_000_000 ->
          JsonNumber.of(n.asLong() + dice.below(3) - 1);
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _, JsonArray _, JsonObject _ ->
          JsonArray.EMPTY;
    };
  }
}
