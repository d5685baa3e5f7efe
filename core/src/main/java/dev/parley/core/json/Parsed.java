package dev.parley.core.json;

/// What reading bytes came to: a value or the first fault. Bytes from a peer never cause an
/// exception.
public sealed interface Parsed {
  /// The bytes are one document.
  ///
  /// @param value its value
  /// @param spelling how the bytes spell it
  record Value(JsonValue value, Spelling spelling) implements Parsed {}

  /// How bytes spell a value.
  enum Spelling {
    /// In the one way of RFC 8785: [CanonicalJson#bytes] would give these bytes.
    CANONICAL,
    /// In another way that means the same.
    OTHER
  }

  /// The bytes are not a document of this protocol.
  ///
  /// @param fault the kind of fault
  /// @param offset the byte, counted from the document's start, at which it was noticed
  /// @param detail one line for people; says nothing that the bytes said
  record Malformed(JsonFault fault, int offset, String detail) implements Parsed {}
}
