package dev.parley.core.identity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The protocol's one spelling of bytes: a prefix, then lower-case hexadecimal digits.
final class HexText {
  /// For each byte 0 if it is a lower-case hexadecimal digit, else 1. What ISO 8859-1 cannot spell
  /// becomes a question mark, which is none.
  private static final byte[] WRONG = new byte[256];

  static {
    Arrays.fill(WRONG, (byte) 1);
    for (char digit : "0123456789abcdef".toCharArray()) {
      WRONG[digit] = 0;
    }
  }

  private HexText() {}

  static boolean isSpelt(String text, String prefix, int bytes) {
    if (text.length() != prefix.length() + 2 * bytes || !text.startsWith(prefix)) {
      return false;
    }
    // Every hash and signature passes here, more than once: no branch for each digit.
    byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1);
    int wrong = 0;
    for (int i = prefix.length(); i < digits.length; i++) {
      wrong |= WRONG[digits[i] & 0xFF];
    }
    return wrong == 0;
  }
}
