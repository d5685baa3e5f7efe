package dev.parley.core.json;

/// A JSON literal `true` or `false`.
public enum JsonBoolean implements JsonValue {
  /// The literal `true`.
  TRUE,
  /// The literal `false`.
  FALSE;

  /// The constant for a Java boolean.
  ///
  /// @param value the truth value
  /// @return the literal of the same meaning
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /// The same truth value in Java.
  ///
  /// @return whether this is [#TRUE]
  public boolean asBoolean() {
    return this == TRUE;
  }
}
