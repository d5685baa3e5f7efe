package dev.parley.core.json;

import java.util.Arrays;
import java.util.List;

/// Finds its way in bytes that the strict reader has read and found to be spelt canonically.
/// Nothing is checked again: there is no white space, every string ends and every bracket closes.
final class CanonicalScan {
  private final byte[] bytes;
  private final int end;
  private int at;

  CanonicalScan(byte[] bytes, Span span) {
    this.bytes = bytes;
    this.at = span.from();
    this.end = span.to();
  }

  /// The object that begins here, but for some members whose names are ASCII and need no escapes.
  byte[] without(List<String> absent) {
    byte[] kept = new byte[end - at];
    int length = 0;
    at++;
    while (bytes[at] != '}') {
      int from = at;
      boolean drop = absent.stream().anyMatch(this::isAt);
      string();
      at++;
      value();
      if (!drop) {
        kept[length] = (byte) (length == 0 ? '{' : ',');
        System.arraycopy(bytes, from, kept, length + 1, at - from);
        length += 1 + at - from;
      }
      if (bytes[at] == ',') {
        at++;
      }
    }
    if (length == 0) {
      kept[length++] = '{';
    }
    kept[length++] = '}';
    return Arrays.copyOf(kept, length);
  }

  private boolean isAt(String name) {
    int closing = at + 1 + name.length();
    if (closing >= end || bytes[closing] != '"') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[at + 1 + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void value() {
    int depth = 0;
    while (at < end) {
      switch (bytes[at]) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          if (depth == 0) {
            return;
          }
          depth--;
          at++;
        }
        case ',' -> {
          if (depth == 0) {
            return;
          }
          at++;
        }
        default -> at++;
      }
    }
  }

  private void string() {
    at = PlainText.end(bytes, at + 1, end);
    while (at < end && bytes[at] != '"') {
      at = PlainText.end(bytes, at + (bytes[at] == '\\' ? 2 : 1), end);
    }
    at++;
  }
}
