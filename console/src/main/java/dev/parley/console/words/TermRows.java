package dev.parley.console.words;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Terms as rows of a table, compared with those that they answer. Stateless.
public final class TermRows {
  /// More than that nobody reads in a table; the raw envelope has all of it.
  public static final int MOST = 60;

  private TermRows() {}

  /// How a term compares with what was offered before.
  public enum Change {
    /// There is nothing to compare with, or it is the same.
    NONE,
    /// It was not there.
    ADDED,
    /// It had another value.
    CHANGED,
    /// It is not there any more.
    REMOVED
  }

  /// A term.
  ///
  /// @param name its path in the terms
  /// @param value its value; that of before where it was removed
  /// @param before its value before, where that was another
  /// @param change how it compares
  public record Row(String name, String value, String before, Change change) {}

  /// The rows of terms.
  ///
  /// @param terms the terms
  /// @param answered those that they answer, if any
  /// @return at most 60
  public static List<Row> of(JsonObject terms, Optional<JsonObject> answered) {
    Map<String, String> now = flat(terms);
    Map<String, String> before = answered.map(TermRows::flat).orElseGet(Map::of);
    List<Row> rows = new ArrayList<>();
    now.forEach(
        (name, value) -> {
          String old = before.get(name);
          Change change =
              answered.isEmpty() || value.equals(old)
                  ? Change.NONE
                  : old == null ? Change.ADDED : Change.CHANGED;
          rows.add(
              new Row(name, value, change == Change.CHANGED && old != null ? old : "", change));
        });
    before.forEach(
        (name, value) -> {
          if (!now.containsKey(name)) {
            rows.add(new Row(name, value, "", Change.REMOVED));
          }
        });
    return rows.stream().limit(MOST).toList();
  }

  /// The numbers in terms, by their path: what can be drawn over the rounds.
  ///
  /// @param terms the terms
  /// @return in the order of the terms
  public static Map<String, BigDecimal> numbers(JsonObject terms) {
    Map<String, BigDecimal> out = new LinkedHashMap<>();
    numbers("", terms, out);
    return out;
  }

  private static void numbers(String path, JsonValue value, Map<String, BigDecimal> out) {
    switch (value) {
      case JsonObject object -> {
        for (String name : object.names()) {
          JsonValue inner = object.get(name);
          if (inner != null) {
            numbers(joined(path, name), inner, out);
          }
        }
      }
      case JsonNumber number -> out.put(path, number.exact());
      case JsonString(String text) -> {
        if (text.matches("-?[0-9]{1,15}(\\.[0-9]{1,10})?")) {
          out.put(path, new BigDecimal(text));
        }
      }
      case JsonArray _, JsonBoolean _, JsonNull _ -> {}
    }
  }

  private static Map<String, String> flat(JsonObject terms) {
    Map<String, String> out = new LinkedHashMap<>();
    flat("", terms, out);
    return out;
  }

  private static void flat(String path, JsonValue value, Map<String, String> out) {
    switch (value) {
      case JsonObject object -> {
        for (String name : object.names()) {
          JsonValue inner = object.get(name);
          if (inner != null && out.size() < MOST) {
            flat(joined(path, name), inner, out);
          }
        }
      }
      case JsonArray array -> {
        for (int i = 0; i < array.size() && out.size() < MOST; i++) {
          flat(joined(path, Integer.toString(i + 1)), array.get(i), out);
        }
      }
      case JsonString(String text) -> out.put(path, Plain.text(text));
      case JsonNumber number -> out.put(path, number.canonicalText());
      case JsonBoolean truth -> out.put(path, Plain.word(truth.name()));
      case JsonNull none -> out.put(path, Plain.word(none.name()));
    }
  }

  private static String joined(String path, String name) {
    String word = Plain.text(name);
    return path.isEmpty() ? word : path + " · " + word;
  }
}
