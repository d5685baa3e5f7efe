package dev.parley.core.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Base64url without padding (RFC 7515, section 2), and of each value only the one canonical
/// spelling.
final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Java's decoder takes padding and stray bits in the last digit; encoding again finds both.
  static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
