package dev.parley.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads one string after another. Plain ASCII, which nearly all strings are, is copied at once;
/// the rest is decoded here, strictly.
final class StringReader {
  private static final int BUFFER_START = 64;

  private final JsonBytes in;
  private char[] buffer = {};
  private int length;

  StringReader(JsonBytes in) {
    this.in = in;
  }

  /// Reads the string whose opening quote is the current byte. Null after a fault.
  @Nullable String read() {
    int from = in.at + 1;
    int to = PlainText.end(in.bytes, from, in.end);
    if (to < in.end && in.bytes[to] == '"') {
      in.at = to + 1;
      return new String(in.bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    return decoded(from, to);
  }

  /// Reads the name of a member likewise.
  @Nullable String readName() {
    int from = in.at + 1;
    int to = PlainText.end(in.bytes, from, in.end);
    if (to < in.end && in.bytes[to] == '"') {
      in.at = to + 1;
      return Names.of(in.bytes, from, to);
    }
    return decoded(from, to);
  }

  private @Nullable String decoded(int from, int plainTo) {
    length = 0;
    for (int i = from; i < plainTo; i++) {
      append((char) in.bytes[i]);
    }
    in.at = plainTo;
    while (in.at < in.end) {
      byte b = in.bytes[in.at];
      if (b == '"') {
        in.at++;
        return new String(buffer, 0, length);
      }
      boolean good;
      if (b == '\\') {
        good = escape();
      } else if (b >= ' ') {
        append((char) b);
        in.at++;
        good = true;
      } else if (b >= 0) {
        in.fail(JsonFault.SYNTAX, in.at, "a control character that is not escaped");
        good = false;
      } else {
        good = multibyte();
      }
      if (!good) {
        return null;
      }
    }
    in.fail(JsonFault.SYNTAX, in.end, "a string does not end");
    return null;
  }

  private boolean escape() {
    int at = in.at;
    int letter = at + 1 < in.end ? in.bytes[at + 1] : -1;
    if (letter == 'u') {
      return unicodeEscape(at);
    }
    int meaning =
        switch (letter) {
          case '"', '\\', '/' -> letter;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> -1;
        };
    if (meaning < 0) {
      in.fail(JsonFault.SYNTAX, at, "not an escape");
      return false;
    }
    in.canonical &= letter != '/';
    append((char) meaning);
    in.at += 2;
    return true;
  }

  private boolean unicodeEscape(int at) {
    int first = hex(at);
    if (first < 0) {
      in.fail(JsonFault.SYNTAX, at, "four hexadecimal digits are expected");
      return false;
    }
    in.canonical &= isNeeded(first, at);
    in.at += 6;
    if (!Character.isSurrogate((char) first)) {
      return codePoint(first, at);
    }
    int second =
        Character.isHighSurrogate((char) first) && isUnicodeEscape(at + 6) ? hex(at + 6) : -1;
    if (second < 0 || !Character.isLowSurrogate((char) second)) {
      in.fail(JsonFault.LONE_SURROGATE, at, "a surrogate without its other half");
      return false;
    }
    in.at += 6;
    return codePoint(Character.toCodePoint((char) first, (char) second), at);
  }

  /// Whether RFC 8785 writes a character with this escape: a control character that has no escape
  /// of one letter, with lower-case digits.
  private boolean isNeeded(int c, int at) {
    return c < ' '
        && c != '\b'
        && c != '\t'
        && c != '\n'
        && c != '\f'
        && c != '\r'
        && (in.bytes[at + 5] < 'A' || in.bytes[at + 5] > 'F');
  }

  private boolean isUnicodeEscape(int at) {
    return at + 1 < in.end && in.bytes[at] == '\\' && in.bytes[at + 1] == 'u';
  }

  /// The value of the four digits of the escape at a place, or −1.
  private int hex(int escape) {
    if (escape + 6 > in.end) {
      return -1;
    }
    int value = 0;
    for (int i = escape + 2; i < escape + 6; i++) {
      byte b = in.bytes[i];
      int digit = b < 0 ? -1 : Character.digit((char) b, 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /// Decodes one sequence of two to four bytes (Unicode, table 3-7).
  private boolean multibyte() {
    int at = in.at;
    int lead = in.bytes[at] & 0xFF;
    int size = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    int codePoint = lead & (0x7F >> size);
    boolean valid = size > 0 && at + size <= in.end;
    for (int i = 1; valid && i < size; i++) {
      int next = in.bytes[at + i] & 0xFF;
      valid = (next & 0xC0) == 0x80;
      codePoint = codePoint << 6 | (next & 0x3F);
    }
    if (!valid || !isShortest(codePoint, size)) {
      in.fail(JsonFault.INVALID_UTF8, at, "not UTF-8");
      return false;
    }
    in.at += size;
    return codePoint(codePoint, at);
  }

  private static boolean isShortest(int codePoint, int size) {
    return switch (size) {
      case 2 -> true;
      case 3 -> codePoint >= 0x800 && !(codePoint >= 0xD800 && codePoint <= 0xDFFF);
      default -> codePoint >= 0x10000 && codePoint <= Character.MAX_CODE_POINT;
    };
  }

  private boolean codePoint(int codePoint, int at) {
    if (UnicodeText.isNoncharacter(codePoint)) {
      in.fail(JsonFault.NONCHARACTER, at, "a noncharacter");
      return false;
    }
    if (Character.isBmpCodePoint(codePoint)) {
      append((char) codePoint);
    } else {
      append(Character.highSurrogate(codePoint));
      append(Character.lowSurrogate(codePoint));
    }
    return true;
  }

  private void append(char c) {
    if (length == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(BUFFER_START, length * 2));
    }
    buffer[length++] = c;
  }
}
