package dev.parley.core.json;

import org.jspecify.annotations.Nullable;

/// The bytes of one document, the place where reading stands, and the first fault. Shared by the
/// readers of its parts.
final class JsonBytes {
  final byte[] bytes;
  final int start;
  final int end;
  int at;

  /// Whether everything so far is spelt as RFC 8785 spells it.
  boolean canonical = true;

  private Parsed.@Nullable Malformed fault;

  JsonBytes(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.at = start;
  }

  /// Notes the fault unless there is one already. Returns null, which is how readers hand a fault
  /// upwards.
  @Nullable Void fail(JsonFault kind, int position, String detail) {
    if (fault == null) {
      fault = new Parsed.Malformed(kind, position - start, detail);
    }
    return null;
  }

  Parsed.@Nullable Malformed fault() {
    return fault;
  }

  /// The byte at the current place, or −1 at the end. Bytes above 0x7F are below −1 or −1 itself,
  /// so this serves comparison with ASCII.
  int peek() {
    return at < end ? bytes[at] : -1;
  }

  void skipWhitespace() {
    int i = at;
    while (i < end && isWhitespace(bytes[i])) {
      i++;
    }
    canonical &= i == at;
    at = i;
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
