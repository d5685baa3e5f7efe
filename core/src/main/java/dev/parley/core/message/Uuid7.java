package dev.parley.core.message;

import java.util.Optional;
import java.util.UUID;

/// UUIDs of version 7 as the protocol writes them (section 2): lower-case, with hyphens.
final class Uuid7 {
  private static final String FORM = "hhhhhhhh-hhhh-7hhh-vhhh-hhhhhhhhhhhh";

  private Uuid7() {}

  static Optional<UUID> parse(String text) {
    if (text.length() != FORM.length()) {
      return Optional.empty();
    }
    for (int i = 0; i < FORM.length(); i++) {
      if (!fits(text.charAt(i), FORM.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(UUID.fromString(text));
  }

  private static boolean fits(char c, char form) {
    return switch (form) {
      case 'h' -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      case 'v' -> c == '8' || c == '9' || c == 'a' || c == 'b';
      default -> c == form;
    };
  }

  static UUID requireVersion7(UUID value) {
    if (value.version() != 7 || value.variant() != 2) {
      throw new IllegalArgumentException("not a UUID of version 7: " + value);
    }
    return value;
  }
}
