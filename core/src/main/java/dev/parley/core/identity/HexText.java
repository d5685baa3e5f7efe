package dev.parley.core.identity;

/// The protocol's one spelling of bytes: a prefix, then lower-case hexadecimal digits.
final class HexText {
  private HexText() {}

  static boolean isSpelt(String text, String prefix, int bytes) {
    if (text.length() != prefix.length() + 2 * bytes || !text.startsWith(prefix)) {
      return false;
    }
    for (int i = prefix.length(); i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
