package dev.parley.core.json;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads one number. The value is the double nearest to the text; the short ones are exact without
/// the general algorithm.
final class NumberReader {
  /// Up to 15 digits and powers of ten up to 10^22 are exact doubles, so one division rounds
  /// correctly.
  private static final int EXACT_DIGITS = 15;

  private static final double[] EXACT_POWERS = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < EXACT_POWERS.length; i++) {
      EXACT_POWERS[i] = power;
      power *= 10;
    }
  }

  private final JsonBytes in;
  private long digits;
  private int significant;
  private int fraction;
  private boolean plain = true;

  private NumberReader(JsonBytes in) {
    this.in = in;
  }

  static @Nullable JsonValue read(JsonBytes in) {
    return new NumberReader(in).number();
  }

  private @Nullable JsonValue number() {
    int from = in.at;
    boolean negative = in.peek() == '-';
    if (negative) {
      in.at++;
    }
    boolean leadingZero = in.peek() == '0';
    int count = digits();
    if (count == 0 || (leadingZero && count > 1)) {
      in.fail(JsonFault.SYNTAX, from, "not a number");
      return null;
    }
    if (in.peek() == '.') {
      plain = false;
      in.at++;
      fraction = digits();
      if (fraction == 0) {
        in.fail(JsonFault.SYNTAX, in.at, "a digit is expected");
        return null;
      }
    }
    boolean exact = significant <= EXACT_DIGITS && fraction < EXACT_POWERS.length;
    if ((in.peek() | 0x20) == 'e') {
      exact = false;
      plain = false;
      if (!exponent()) {
        return null;
      }
    }
    double magnitude = exact ? digits / EXACT_POWERS[fraction] : general(from, negative);
    return checked(from, negative, magnitude);
  }

  private @Nullable JsonValue checked(int from, boolean negative, double magnitude) {
    if (significant == 0 && negative) {
      in.fail(JsonFault.NEGATIVE_ZERO, from, "minus zero");
      return null;
    }
    if (magnitude == 0 && significant > 0) {
      in.fail(JsonFault.NUMBER_RANGE, from, "underflows to zero");
      return null;
    }
    if (!JsonNumber.inRange(magnitude)) {
      in.fail(JsonFault.NUMBER_RANGE, from, "beyond the range of numbers");
      return null;
    }
    JsonNumber number = new JsonNumber(negative ? -magnitude : magnitude);
    // Digits without a point or an exponent have no leading zeros here, and are a whole number in
    // range: there is no other way to write it.
    in.canonical &= plain || isSpelt(from, number.canonicalText());
    return number;
  }

  private boolean isSpelt(int from, String text) {
    if (in.at - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (in.bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private double general(int from, boolean negative) {
    int first = negative ? from + 1 : from;
    return Double.parseDouble(
        new String(in.bytes, first, in.at - first, StandardCharsets.ISO_8859_1));
  }

  private boolean exponent() {
    in.at++;
    int sign = in.peek();
    if (sign == '+' || sign == '-') {
      in.at++;
    }
    int from = in.at;
    while (isDigit(in.peek())) {
      in.at++;
    }
    if (in.at == from) {
      in.fail(JsonFault.SYNTAX, in.at, "a digit is expected");
      return false;
    }
    return true;
  }

  /// Reads digits into the significand, which is only used while it has few; returns how many there
  /// were.
  private int digits() {
    int from = in.at;
    for (int b = in.peek(); isDigit(b); b = in.peek()) {
      if (significant > 0 || b != '0') {
        significant++;
        if (significant <= EXACT_DIGITS) {
          digits = digits * 10 + (b - '0');
        }
      }
      in.at++;
    }
    return in.at - from;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }
}
