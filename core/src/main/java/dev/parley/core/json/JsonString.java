package dev.parley.core.json;

/// A JSON string: Unicode text without lone surrogates, so that its UTF-8 form exists.
///
/// @param value the text
public record JsonString(String value) implements JsonValue {
  /// Checks that the text has a UTF-8 form.
  ///
  /// @throws IllegalArgumentException when the text has a lone surrogate or a noncharacter, which
  ///   the strict reader would refuse as well
  public JsonString {
    UnicodeText.requireWellFormed(value);
  }
}
