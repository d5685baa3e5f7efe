package dev.parley.core.json;

import java.util.Arrays;

/// Writes values in canonical form into a growing buffer.
final class CanonicalWriter {
  private static final int BUFFER_START = 1024;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /// A char takes at most six bytes, as an escape with four digits.
  private static final int CHAR_BYTES_MAX = 6;

  private byte[] buffer = new byte[BUFFER_START];
  private int length;

  byte[] written() {
    return Arrays.copyOf(buffer, length);
  }

  void value(JsonValue value) {
    switch (value) {
      case JsonString(String text) -> string(text);
      case JsonObject object -> object(object);
      case JsonNumber number -> ascii(number.canonicalText());
      case JsonArray array -> array(array);
      case JsonBoolean literal -> ascii(literal == JsonBoolean.TRUE ? "true" : "false");
      case JsonNull _ -> ascii("null");
    }
  }

  private void object(JsonObject object) {
    mark('{');
    for (int i = 0; i < object.size(); i++) {
      name(object, i);
      value(object.valueAt(i));
    }
    mark('}');
  }

  private void name(JsonObject object, int i) {
    if (i > 0) {
      mark(',');
    }
    string(object.nameAt(i));
    mark(':');
  }

  /// Writes an object and says where the value of one of its members is.
  Span object(JsonObject object, String member) {
    Span span = new Span(0, 0);
    mark('{');
    for (int i = 0; i < object.size(); i++) {
      name(object, i);
      int from = length;
      value(object.valueAt(i));
      if (object.nameAt(i).equals(member)) {
        span = new Span(from, length);
      }
    }
    mark('}');
    return span;
  }

  private void array(JsonArray array) {
    mark('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        mark(',');
      }
      value(array.get(i));
    }
    mark(']');
  }

  private void string(String text) {
    reserve(text.length() + 2);
    byte[] out = buffer;
    int at = length;
    out[at++] = '"';
    int i = 0;
    int count = text.length();
    while (i < count) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x80 || c == '"' || c == '\\') {
        break;
      }
      out[at++] = (byte) c;
      i++;
    }
    length = at;
    while (i < count) {
      int codePoint = UnicodeText.codePointAt(text, i);
      reserve(CHAR_BYTES_MAX);
      codePoint(codePoint);
      i += Character.charCount(codePoint);
    }
    mark('"');
  }

  private void codePoint(int c) {
    if (c == '"' || c == '\\') {
      put('\\');
      put(c);
    } else if (c < ' ') {
      control(c);
    } else if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | c >> 6);
      put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12);
      put(0x80 | (c >> 6 & 0x3F));
      put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3F));
      put(0x80 | (c >> 6 & 0x3F));
      put(0x80 | (c & 0x3F));
    }
  }

  private void control(int c) {
    int letter =
        switch (c) {
          case '\b' -> 'b';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\f' -> 'f';
          case '\r' -> 'r';
          default -> 'u';
        };
    put('\\');
    put(letter);
    if (letter == 'u') {
      put('0');
      put('0');
      put(HEX[c >> 4]);
      put(HEX[c & 0xF]);
    }
  }

  private void ascii(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void mark(char c) {
    reserve(1);
    put(c);
  }

  private void put(int b) {
    buffer[length++] = (byte) b;
  }

  private void reserve(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }
}
