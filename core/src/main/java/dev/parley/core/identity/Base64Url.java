package dev.parley.core.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Base64url without padding (RFC 7515, section 2), and of each value only the one canonical
/// spelling.
final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<byte[]> decode(String text) {
    if (!endsCanonically(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Java's decoder takes padding, and stray bits in the last digit.
  private static boolean endsCanonically(String text) {
    int strayBits =
        switch (text.length() % 4) {
          case 2 -> 0xF;
          case 3 -> 0x3;
          default -> 0;
        };
    return text.isEmpty()
        || (text.charAt(text.length() - 1) != '='
            && (strayBits == 0
                || (DIGITS.indexOf(text.charAt(text.length() - 1)) & strayBits) == 0));
  }
}
