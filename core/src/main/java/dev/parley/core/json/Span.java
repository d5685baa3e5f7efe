package dev.parley.core.json;

/// A part of an array of bytes. Immutable; that it lies within the array is for whoever made it.
///
/// @param from the index of its first byte, at least 0
/// @param to the index after its last, at least `from`
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
