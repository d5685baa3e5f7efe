package dev.parley.core.json;

import java.util.Iterator;
import java.util.List;

/// A JSON array.
public final class JsonArray implements JsonValue, Iterable<JsonValue> {
  /// The array without elements.
  public static final JsonArray EMPTY = new JsonArray(List.of());

  private final List<JsonValue> values;

  private JsonArray(List<JsonValue> values) {
    this.values = values;
  }

  /// An array of values.
  ///
  /// @param values the elements, copied
  /// @return the array
  public static JsonArray of(List<? extends JsonValue> values) {
    return values.isEmpty() ? EMPTY : new JsonArray(List.copyOf(values));
  }

  /// An array of strings.
  ///
  /// @param texts the elements
  /// @return the array
  public static JsonArray ofStrings(List<String> texts) {
    return of(texts.stream().map(JsonString::new).toList());
  }

  /// The elements in order.
  ///
  /// @return an unmodifiable list
  public List<JsonValue> values() {
    return values;
  }

  /// The number of elements.
  ///
  /// @return zero or more
  public int size() {
    return values.size();
  }

  /// The element at a place.
  ///
  /// @param index from 0 to size − 1
  /// @return the element
  /// @throws IndexOutOfBoundsException when there is none
  public JsonValue get(int index) {
    return values.get(index);
  }

  @Override
  public Iterator<JsonValue> iterator() {
    return values.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /// The canonical text.
  @Override
  public String toString() {
    return CanonicalJson.text(this);
  }
}
