package dev.parley.core.json;

import java.math.BigDecimal;

/// A JSON number: a finite double that, when it is a whole number, lies within ±(2^53−1), so that
/// every reader sees the same value.
///
/// A computed negative zero becomes zero; in bytes it is refused.
///
/// @param value the value
public record JsonNumber(double value) implements JsonValue {
  /// The greatest whole number, 2^53−1.
  public static final long INTEGER_MAX = (1L << 53) - 1;

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException when the value is not finite, or is whole and beyond
  ///   ±(2^53−1)
  public JsonNumber {
    if (!inRange(value)) {
      throw new IllegalArgumentException("not a number of I-JSON: " + value);
    }
    value = value == 0 ? 0.0 : value;
  }

  /// A whole number.
  ///
  /// @param value within ±(2^53−1)
  /// @return the number
  /// @throws IllegalArgumentException when the value is beyond that
  public static JsonNumber of(long value) {
    if (value > INTEGER_MAX || value < -INTEGER_MAX) {
      throw new IllegalArgumentException("beyond ±(2^53−1): " + value);
    }
    return new JsonNumber((double) value);
  }

  /// Whether a double may be a number of a document: finite, and within ±(2^53−1). Every finite
  /// double beyond that is whole.
  static boolean inRange(double value) {
    return Math.abs(value) <= INTEGER_MAX;
  }

  /// Whether this is a whole number.
  ///
  /// @return true for 3, 3.0 and 3e0 alike
  public boolean isIntegral() {
    return value == (long) value;
  }

  /// The value of a whole number.
  ///
  /// @return within ±(2^53−1)
  /// @throws ArithmeticException when [#isIntegral] is false
  public long asLong() {
    if (!isIntegral()) {
      throw new ArithmeticException("not a whole number: " + value);
    }
    return (long) value;
  }

  /// The spelling of RFC 8785: the shortest digits that read back as the same double, as ECMAScript
  /// writes them.
  ///
  /// @return the canonical digits
  public String canonicalText() {
    return NumberText.canonical(value);
  }

  /// The decimal that the canonical digits say. Rules about digits, such as those of money, apply
  /// to it.
  ///
  /// @return the exact decimal of [#canonicalText]
  public BigDecimal exact() {
    return new BigDecimal(canonicalText());
  }
}
