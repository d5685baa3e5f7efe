package dev.parley.client.negotiation;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.OptionalInt;

/// One thing to be settled, with the values that it may take. The values are numbered from 0.
/// Immutable.
public sealed interface Issue {

  /// Its name in terms.
  ///
  /// @return unique in the domain
  String name();

  /// How many values it may take.
  ///
  /// @return 1 or more
  int size();

  /// One of its values as it stands in terms.
  ///
  /// @param index from 0
  /// @return a text or a whole number
  /// @throws IndexOutOfBoundsException if there is no such value
  JsonValue value(int index);

  /// Which of its values this is.
  ///
  /// @param value what stands in terms
  /// @return its number; nothing if it is none of them
  OptionalInt index(JsonValue value);

  /// The issue as it stands in a domain.
  ///
  /// @return a new object
  JsonObject json();

  /// Takes one of several words.
  ///
  /// @param name its name
  /// @param values the words, each once
  record Choice(String name, List<String> values) implements Issue {
    /// Copies.
    public Choice {
      values = List.copyOf(values);
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public JsonValue value(int index) {
      return new JsonString(values.get(index));
    }

    @Override
    public OptionalInt index(JsonValue value) {
      int found = value instanceof JsonString(String text) ? values.indexOf(text) : -1;
      return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    @Override
    public JsonObject json() {
      return JsonObject.EMPTY.with("name", name).with("values", JsonArray.ofStrings(values));
    }
  }

  /// Takes a whole number between two, both included.
  ///
  /// @param name its name
  /// @param from the least
  /// @param to the greatest, not below `from`
  record Span(String name, int from, int to) implements Issue {
    @Override
    public int size() {
      return to - from + 1;
    }

    @Override
    public JsonValue value(int index) {
      if (index < 0 || index >= size()) {
        throw new IndexOutOfBoundsException(index);
      }
      return JsonNumber.of((long) from + index);
    }

    @Override
    public OptionalInt index(JsonValue value) {
      return value instanceof JsonNumber number
              && number.isIntegral()
              && number.asLong() >= from
              && number.asLong() <= to
          ? OptionalInt.of((int) (number.asLong() - from))
          : OptionalInt.empty();
    }

    @Override
    public JsonObject json() {
      return JsonObject.EMPTY.with("name", name).with("from", from).with("to", to);
    }
  }
}
