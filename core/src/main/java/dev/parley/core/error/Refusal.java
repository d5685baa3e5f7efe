package dev.parley.core.error;

import dev.parley.core.json.JsonObject;

/// Why something was refused: a value, never an exception, since a peer can cause it. It changes
/// nothing and leaves no trace. Protocol section 12.
///
/// @param code the documented code
/// @param message what exactly is wrong, in plain words; never a secret, never a stranger's
///   business
/// @param details the values that disagreed, for machines
public record Refusal(ErrorCode code, String message, JsonObject details) {

  /// The same refusal with one more detail.
  ///
  /// @param name the member's name
  /// @param value its text
  /// @return a new refusal
  public Refusal with(String name, String value) {
    return new Refusal(code, message, details.with(name, value));
  }

  /// The same refusal with one more detail.
  ///
  /// @param name the member's name
  /// @param value its number
  /// @return a new refusal
  public Refusal with(String name, long value) {
    return new Refusal(code, message, details.with(name, value));
  }

  /// The published wire form, `{"error": {"code", "message", "details"}}`.
  ///
  /// @return a new object
  public JsonObject json() {
    return JsonObject.builder()
        .put(
            "error",
            JsonObject.builder()
                .put("code", code.wire())
                .put("message", message)
                .put("details", details)
                .build())
        .build();
  }
}
