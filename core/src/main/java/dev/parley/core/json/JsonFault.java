package dev.parley.core.json;

/// Why bytes are not a document of this protocol (section 2, limits).
public enum JsonFault {
  /// No bytes, or white space only.
  EMPTY,
  /// Not the grammar of RFC 8259.
  SYNTAX,
  /// One object has a name twice, in any spelling.
  DUPLICATE_KEY,
  /// Bytes in a string that are not UTF-8: overlong, truncated, a surrogate, beyond U+10FFFF.
  INVALID_UTF8,
  /// An escaped surrogate without its other half.
  LONE_SURROGATE,
  /// A code point that is none (U+FFFE, U+FDD0 …), which I-JSON excludes.
  NONCHARACTER,
  /// A number that overflows, underflows to zero, or is whole and beyond ±(2^53−1).
  NUMBER_RANGE,
  /// Minus zero in any spelling.
  NEGATIVE_ZERO,
  /// More open arrays and objects than allowed.
  TOO_DEEP,
  /// More bytes than allowed.
  TOO_LARGE,
  /// More members in one object than allowed.
  TOO_MANY_MEMBERS,
  /// A byte-order mark before the document.
  BYTE_ORDER_MARK,
  /// Something other than white space after the document.
  TRAILING_BYTES
}
