package dev.parley.mcp;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.Optional;

/// What a tool has to say to the model that called it.
sealed interface ToolAnswer {

  /// It was done.
  ///
  /// @param words a line or two of our own words; nothing that the other side said is in them
  /// @param content what came of it, as the tool's output schema says
  /// @param resource a resource with more of it, if there is one
  record Done(String words, JsonObject content, Optional<String> resource) implements ToolAnswer {}

  /// It was not done, and why: an error of the tool, which the model can do something about.
  ///
  /// @param code the protocol's code, or one of ours
  /// @param message what exactly is wrong
  /// @param next what to do about it
  /// @param details the values that disagreed
  record Declined(String code, String message, String next, JsonObject details)
      implements ToolAnswer {

    /// With one more detail.
    Declined with(String name, JsonValue value) {
      return new Declined(code, message, next, details.with(name, value));
    }

    JsonObject json() {
      return JsonObject.of(
          "error",
          JsonObject.builder()
              .put("code", code)
              .put("message", message)
              .put("next", next)
              .put("details", details)
              .build());
    }
  }

  static Done done(String words, JsonObject content) {
    return new Done(words, content, Optional.empty());
  }

  static Declined declined(ErrorCode code, String message) {
    return declined(code.because(message));
  }

  static Declined declined(Refusal refusal) {
    return new Declined(
        refusal.code().wire(), refusal.message(), refusal.code().remedy(), refusal.details());
  }

  static Declined declined(String code, String message, String next) {
    return new Declined(code, message, next, JsonObject.EMPTY);
  }
}
