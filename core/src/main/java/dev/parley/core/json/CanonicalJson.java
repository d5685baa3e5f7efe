package dev.parley.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The canonical form of RFC 8785 (JCS): the one way to write a value, over which everything is
/// hashed and signed.
///
/// Stateless and thread-safe.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8785 RFC 8785, JSON Canonicalization Scheme
public final class CanonicalJson {
  private CanonicalJson() {}

  /// The canonical bytes of a value.
  ///
  /// @param value the value
  /// @return a new array of UTF-8
  /// @throws IllegalArgumentException when a program put text into the value that has no UTF-8
  ///   form, see [JsonString]
  public static byte[] bytes(JsonValue value) {
    CanonicalWriter writer = new CanonicalWriter();
    writer.value(value);
    return writer.written();
  }

  /// The canonical text of a value.
  ///
  /// @param value the value
  /// @return the text whose UTF-8 form is [#bytes]
  /// @throws IllegalArgumentException as [#bytes] does
  public static String text(JsonValue value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /// Whether a document arrived in canonical form.
  ///
  /// @param bytes the document
  /// @param parsed the value read from it
  /// @return true when writing the value gives the same bytes
  public static boolean isCanonical(byte[] bytes, JsonValue parsed) {
    CanonicalWriter writer = new CanonicalWriter();
    writer.value(parsed);
    return Arrays.equals(bytes, writer.written());
  }
}
