package dev.parley.core.json;

/// The Unicode rules of I-JSON (RFC 7493, section 2.1): no surrogates that stand alone, no
/// noncharacters.
final class UnicodeText {
  private UnicodeText() {}

  static void requireWellFormed(String text) {
    int i = 0;
    while (i < text.length()) {
      i += Character.charCount(codePointAt(text, i));
    }
  }

  /// The code point at an index of text that a program made.
  static int codePointAt(String text, int index) {
    int codePoint = text.codePointAt(index);
    if (codePoint >= Character.MIN_SURROGATE
        && (isSurrogate(codePoint) || isNoncharacter(codePoint))) {
      throw new IllegalArgumentException(
          "a lone surrogate or noncharacter at index " + index + " has no place in I-JSON");
    }
    return codePoint;
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint <= Character.MAX_SURROGATE;
  }

  /// The 66 code points that Unicode promises never to assign.
  static boolean isNoncharacter(int codePoint) {
    return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
  }
}
