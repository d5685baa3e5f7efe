package dev.parley.core.json;

import java.nio.charset.StandardCharsets;
import java.util.List;

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

  /// The canonical bytes of an object, and where in them the value of one of its members stands.
  ///
  /// @param bytes UTF-8
  /// @param member the place of the value
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  public record Marked(byte[] bytes, Span member) {}

  /// The canonical bytes of an object, with the place of a member, so that the same object with
  /// another value there can be hashed without being written again.
  ///
  /// @param object the object
  /// @param member a member that it has
  /// @return the bytes and the place
  /// @throws IllegalArgumentException when there is no such member, and as [#bytes] does
  public static Marked marked(JsonObject object, String member) {
    if (!object.has(member)) {
      throw new IllegalArgumentException("no member " + member);
    }
    CanonicalWriter writer = new CanonicalWriter();
    Span span = writer.object(object, member);
    return new Marked(writer.written(), span);
  }

  /// An object without some of its members, from its own canonical bytes.
  ///
  /// @param bytes an array that holds the object in canonical form
  /// @param object where it stands
  /// @param absent names of members, ASCII; those that do not exist are ignored
  /// @return the canonical bytes of what is left, a new array
  public static byte[] without(byte[] bytes, Span object, List<String> absent) {
    return new CanonicalScan(bytes, object).without(absent);
  }
}
