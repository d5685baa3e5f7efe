package dev.parley.core.json;

/// Writes doubles as ECMAScript does (ECMA-262, Number::toString), which RFC 8785 section 3.2.2.3
/// prescribes.
///
/// `Double.toString` finds the shortest digits since JDK 19; only their arrangement differs, and
/// that Java insists on two digits where one would do.
final class NumberText {
  /// Decimal exponents between which ECMAScript writes no exponent.
  private static final int PLAIN_FROM = -6;

  private static final int PLAIN_TO = 21;

  private NumberText() {}

  static String canonical(double value) {
    if (value == (long) value && Math.abs(value) <= JsonNumber.INTEGER_MAX) {
      return Long.toString((long) value);
    }
    String java = Double.toString(Math.abs(value));
    int mark = java.indexOf('E');
    String mantissa = mark < 0 ? java : java.substring(0, mark);
    int exponent = mark < 0 ? 0 : Integer.parseInt(java, mark + 1, java.length(), 10);
    int dot = mantissa.indexOf('.');
    String digits = mantissa.substring(0, dot) + mantissa.substring(dot + 1);
    int point = dot + exponent;
    int leading = leadingZeros(digits);
    digits = withoutTrailingZeros(digits.substring(leading));
    point -= leading;
    if (digits.length() == 2 && Math.abs(value) < Double.MIN_NORMAL) {
      String shorter = oneDigit(Math.abs(value), digits, point);
      if (!shorter.isEmpty()) {
        point += shorter.length() - 1;
        digits = "1".equals(shorter) ? shorter : shorter.substring(0, 1);
      }
    }
    return arrange(value < 0, digits, point);
  }

  /// One digit that reads back as the same double, or "10" when rounding carries, or nothing. Only
  /// the smallest subnormals have one.
  private static String oneDigit(double value, String twoDigits, int point) {
    int tenfold = Integer.parseInt(twoDigits);
    String rounded = Integer.toString((tenfold + 5) / 10);
    return Double.parseDouble(rounded + "e" + (point - 1)) == value ? rounded : "";
  }

  /// The digits `d1 d2 …` stand for `0.d1d2… × 10^point`.
  private static String arrange(boolean negative, String digits, int point) {
    StringBuilder out = new StringBuilder(26);
    if (negative) {
      out.append('-');
    }
    int count = digits.length();
    if (count <= point && point <= PLAIN_TO) {
      return out.append(digits).repeat('0', point - count).toString();
    }
    if (0 < point && point <= PLAIN_TO) {
      return out.append(digits, 0, point).append('.').append(digits, point, count).toString();
    }
    if (PLAIN_FROM < point && point <= 0) {
      return out.append("0.").repeat('0', -point).append(digits).toString();
    }
    out.append(digits.charAt(0));
    if (count > 1) {
      out.append('.').append(digits, 1, count);
    }
    int exponent = point - 1;
    return out.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent)).toString();
  }

  private static int leadingZeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }

  private static String withoutTrailingZeros(String digits) {
    int length = digits.length();
    while (length > 1 && digits.charAt(length - 1) == '0') {
      length--;
    }
    return digits.substring(0, length);
  }
}
