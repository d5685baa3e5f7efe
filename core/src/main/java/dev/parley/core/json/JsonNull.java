package dev.parley.core.json;

/// The JSON literal `null`.
public enum JsonNull implements JsonValue {
  /// The only null.
  NULL
}
