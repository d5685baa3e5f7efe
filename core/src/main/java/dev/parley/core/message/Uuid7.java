package dev.parley.core.message;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// UUIDs of version 7 as the protocol writes them (section 2): lower-case, with hyphens.
final class Uuid7 {
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private Uuid7() {}

  static Optional<UUID> parse(String text) {
    if (text.length() != 36 || !FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(UUID.fromString(text));
  }

  static UUID requireVersion7(UUID value) {
    if (value.version() != 7 || value.variant() != 2) {
      throw new IllegalArgumentException("not a UUID of version 7: " + value);
    }
    return value;
  }
}
