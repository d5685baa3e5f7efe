package dev.parley.core.json;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A JSON object whose members are always in canonical order: sorted by the UTF-16 code units of
/// their names (RFC 8785, section 3.2.3).
///
/// Names are unique. A look-up takes a logarithmic number of comparisons, whatever names a peer has
/// chosen.
public final class JsonObject implements JsonValue {
  /// The object without members.
  public static final JsonObject EMPTY = new JsonObject(new String[0], new JsonValue[0]);

  private final String[] names;
  private final JsonValue[] values;

  /// Takes ownership of arrays of equal length whose names are unique and in canonical order.
  JsonObject(String[] names, JsonValue[] values) {
    this.names = names;
    this.values = values;
  }

  /// Starts an object.
  ///
  /// @return an empty builder
  public static Builder builder() {
    return new Builder();
  }

  /// An object of one member.
  ///
  /// @param name its name
  /// @param value its value
  /// @return the object
  public static JsonObject of(String name, JsonValue value) {
    return builder().put(name, value).build();
  }

  /// An object of two members.
  ///
  /// @param name1 a name
  /// @param value1 its value
  /// @param name2 another name
  /// @param value2 its value
  /// @return the object
  public static JsonObject of(String name1, JsonValue value1, String name2, JsonValue value2) {
    return builder().put(name1, value1).put(name2, value2).build();
  }

  /// An object of three members.
  ///
  /// @param name1 a name
  /// @param value1 its value
  /// @param name2 another name
  /// @param value2 its value
  /// @param name3 a third name
  /// @param value3 its value
  /// @return the object
  public static JsonObject of(
      String name1,
      JsonValue value1,
      String name2,
      JsonValue value2,
      String name3,
      JsonValue value3) {
    return builder().put(name1, value1).put(name2, value2).put(name3, value3).build();
  }

  /// The value of a member.
  ///
  /// @param name its name
  /// @return the value, or null when there is no such member
  public @Nullable JsonValue get(String name) {
    int index = Arrays.binarySearch(names, name);
    return index < 0 ? null : values[index];
  }

  /// Whether a member exists, whatever its value.
  ///
  /// @param name its name
  /// @return true when it does
  public boolean has(String name) {
    return Arrays.binarySearch(names, name) >= 0;
  }

  /// The number of members.
  ///
  /// @return zero or more
  public int size() {
    return names.length;
  }

  /// The names in canonical order.
  ///
  /// @return an unmodifiable list
  public List<String> names() {
    return List.of(names);
  }

  /// The text of a string member.
  ///
  /// @param name its name
  /// @return empty when it is absent or not a string
  public Optional<String> string(String name) {
    return get(name) instanceof JsonString(String text) ? Optional.of(text) : Optional.empty();
  }

  /// The value of a whole-number member.
  ///
  /// @param name its name
  /// @return empty when it is absent, not a number or not whole
  public OptionalLong integer(String name) {
    return get(name) instanceof JsonNumber number && number.isIntegral()
        ? OptionalLong.of(number.asLong())
        : OptionalLong.empty();
  }

  /// An object member.
  ///
  /// @param name its name
  /// @return empty when it is absent or not an object
  public Optional<JsonObject> object(String name) {
    return get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  /// An array member.
  ///
  /// @param name its name
  /// @return empty when it is absent or not an array
  public Optional<JsonArray> array(String name) {
    return get(name) instanceof JsonArray array ? Optional.of(array) : Optional.empty();
  }

  /// This object with one member added or replaced.
  ///
  /// @param name its name
  /// @param value its value
  /// @return a new object
  public JsonObject with(String name, JsonValue value) {
    return toBuilder().put(name, value).build();
  }

  /// This object with one string member added or replaced.
  ///
  /// @param name its name
  /// @param value its text
  /// @return a new object
  public JsonObject with(String name, String value) {
    return with(name, new JsonString(value));
  }

  /// This object with one number member added or replaced.
  ///
  /// @param name its name
  /// @param value within ±(2^53−1)
  /// @return a new object
  public JsonObject with(String name, long value) {
    return with(name, JsonNumber.of(value));
  }

  /// This object without some members.
  ///
  /// @param absent their names; those that do not exist are ignored
  /// @return an object that has none of them
  public JsonObject without(String... absent) {
    String[] keptNames = new String[names.length];
    JsonValue[] keptValues = new JsonValue[names.length];
    List<String> dropped = List.of(absent);
    int kept = 0;
    for (int i = 0; i < names.length; i++) {
      if (!dropped.contains(names[i])) {
        keptNames[kept] = names[i];
        keptValues[kept++] = values[i];
      }
    }
    return kept == names.length
        ? this
        : new JsonObject(Arrays.copyOf(keptNames, kept), Arrays.copyOf(keptValues, kept));
  }

  private Builder toBuilder() {
    Builder builder = new Builder();
    for (int i = 0; i < names.length; i++) {
      builder.members.put(names[i], values[i]);
    }
    return builder;
  }

  String nameAt(int index) {
    return names[index];
  }

  JsonValue valueAt(int index) {
    return values[index];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonObject that
        && Arrays.equals(names, that.names)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
  }

  /// The canonical text.
  @Override
  public String toString() {
    return CanonicalJson.text(this);
  }

  /// Collects members in any order; a name put twice keeps the last value. Not thread-safe.
  public static final class Builder {
    private final TreeMap<String, JsonValue> members = new TreeMap<>();

    private Builder() {}

    /// Puts a member.
    ///
    /// @param name its name
    /// @param value its value
    /// @return this builder
    /// @throws IllegalArgumentException when the name has no UTF-8 form, see [JsonString]
    public Builder put(String name, JsonValue value) {
      UnicodeText.requireWellFormed(name);
      members.put(name, value);
      return this;
    }

    /// Puts a string member.
    ///
    /// @param name its name
    /// @param value its text
    /// @return this builder
    public Builder put(String name, String value) {
      return put(name, new JsonString(value));
    }

    /// Puts a number member.
    ///
    /// @param name its name
    /// @param value within ±(2^53−1)
    /// @return this builder
    public Builder put(String name, long value) {
      return put(name, JsonNumber.of(value));
    }

    /// Puts a boolean member.
    ///
    /// @param name its name
    /// @param value its truth value
    /// @return this builder
    public Builder put(String name, boolean value) {
      return put(name, JsonBoolean.of(value));
    }

    /// Puts a member unless its value is null.
    ///
    /// @param name its name
    /// @param value its value, or null to put nothing
    /// @return this builder
    public Builder putIfPresent(String name, @Nullable JsonValue value) {
      return value == null ? this : put(name, value);
    }

    /// Puts a string member unless its text is null.
    ///
    /// @param name its name
    /// @param value its text, or null to put nothing
    /// @return this builder
    public Builder putIfPresent(String name, @Nullable String value) {
      return value == null ? this : put(name, value);
    }

    /// The object of what was put so far.
    ///
    /// @return an object that later puts do not change
    public JsonObject build() {
      return new JsonObject(
          members.keySet().toArray(String[]::new), members.values().toArray(JsonValue[]::new));
    }
  }
}
