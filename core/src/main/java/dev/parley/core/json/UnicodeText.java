package dev.parley.core.json;

/// The Unicode rules of I-JSON (RFC 7493, section 2.1): no surrogates that stand alone, no
/// noncharacters.
final class UnicodeText {
  private UnicodeText() {}

  static void requireWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= Character.MIN_SURROGATE) {
        i += requireWellFormedAt(text, i);
      }
    }
  }

  /// Returns how many further chars the code point takes.
  private static int requireWellFormedAt(String text, int index) {
    int codePoint = text.codePointAt(index);
    if (codePoint <= Character.MAX_VALUE && Character.isSurrogate((char) codePoint)) {
      throw new IllegalArgumentException("lone surrogate at index " + index);
    }
    if (isNoncharacter(codePoint)) {
      throw new IllegalArgumentException("noncharacter at index " + index);
    }
    return Character.charCount(codePoint) - 1;
  }

  /// The 66 code points that Unicode promises never to assign.
  static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }
}
