package dev.parley.core.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1);
    return decode(digits, 0, digits.length);
  }

  /// Decodes a part of an array.
  static Optional<byte[]> decode(byte[] digits, int from, int to) {
    if (!endsCanonically(digits, from, to)) {
      return Optional.empty();
    }
    try {
      ByteBuffer decoded = Base64.getUrlDecoder().decode(ByteBuffer.wrap(digits, from, to - from));
      return Optional.of(
          decoded.remaining() == decoded.array().length
              ? decoded.array()
              : Arrays.copyOf(decoded.array(), decoded.remaining()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Java's decoder takes padding, and stray bits in the last digit.
  private static boolean endsCanonically(byte[] digits, int from, int to) {
    int strayBits =
        switch ((to - from) % 4) {
          case 2 -> 0xF;
          case 3 -> 0x3;
          default -> 0;
        };
    return from == to
        || (digits[to - 1] != '='
            && (strayBits == 0 || (DIGITS.indexOf(digits[to - 1]) & strayBits) == 0));
  }
}
