package dev.parley.core.transcript;

import dev.parley.core.error.Refusal;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.Optional;
import java.util.OptionalLong;

/// Where a transcript does not hold, and what is wrong there.
///
/// @param line the line of the file, from 1
/// @param position the position of the message, if it is about one
/// @param refusal the code, the reason, and the values that disagree
public record Finding(long line, OptionalLong position, Refusal refusal) {

  /// What should have stood there.
  ///
  /// @return the detail `expected`, if the refusal has one
  public Optional<String> expected() {
    return detail("expected");
  }

  /// What stands there.
  ///
  /// @return the detail `found`, if the refusal has one
  public Optional<String> found() {
    return detail("found");
  }

  private Optional<String> detail(String name) {
    JsonObject details = refusal.details();
    return switch (details.get(name)) {
      case JsonString(String text) -> Optional.of(text);
      case null -> Optional.empty();
      case JsonValue other -> Optional.of(CanonicalJson.text(other));
    };
  }

  /// The place in words.
  ///
  /// @return for example `line 7, position 3`
  public String place() {
    return position.isPresent()
        ? "line " + line + ", position " + position.getAsLong()
        : "line " + line;
  }
}
