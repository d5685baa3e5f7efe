package dev.parley.core.json;

/// A part of an array of bytes.
///
/// @param from the index of its first byte
/// @param to the index after its last
public record Span(int from, int to) {
  /// All of an array.
  ///
  /// @param bytes the array
  /// @return from 0 to its length
  public static Span of(byte[] bytes) {
    return new Span(0, bytes.length);
  }

  /// The number of bytes.
  ///
  /// @return 0 or more
  public int length() {
    return to - from;
  }
}
