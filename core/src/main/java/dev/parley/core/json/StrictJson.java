package dev.parley.core.json;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads JSON documents from bytes and refuses everything that two readers could understand
/// differently.
///
/// Accepted is I-JSON (RFC 7493) within [JsonLimits]: valid UTF-8 without byte-order mark, unique
/// names, numbers as [JsonNumber] holds them. The time is linear in the bytes but for sorting the
/// members of an object, whatever the content. Stateless and thread-safe.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7493 RFC 7493, The I-JSON Message Format
public final class StrictJson {
  private StrictJson() {}

  /// Reads a document.
  ///
  /// @param bytes the document, all of it
  /// @param limits what it may cost
  /// @return the value or the first fault
  public static Parsed read(byte[] bytes, JsonLimits limits) {
    return read(bytes, 0, bytes.length, limits);
  }

  /// Reads a document and notes where some of its members stand.
  ///
  /// @param bytes the document, all of it
  /// @param limits what it may cost
  /// @param watched is filled in
  /// @return the value or the first fault
  public static Parsed read(byte[] bytes, JsonLimits limits, Watched watched) {
    return read(bytes, 0, bytes.length, limits, watched);
  }

  /// Reads a document from a part of an array.
  ///
  /// @param bytes the array
  /// @param from the document's first byte
  /// @param to the byte after its last
  /// @param limits what it may cost
  /// @return the value or the first fault
  /// @throws IndexOutOfBoundsException when the part lies outside the array
  public static Parsed read(byte[] bytes, int from, int to, JsonLimits limits) {
    return read(bytes, from, to, limits, null);
  }

  private static Parsed read(
      byte[] bytes, int from, int to, JsonLimits limits, @Nullable Watched watched) {
    Objects.checkFromToIndex(from, to, bytes.length);
    if (to - from > limits.maxBytes()) {
      return new Parsed.Malformed(
          JsonFault.TOO_LARGE, limits.maxBytes(), "more than " + limits.maxBytes() + " bytes");
    }
    return new DocumentReader(new JsonBytes(bytes, from, to), limits, watched).read();
  }
}
