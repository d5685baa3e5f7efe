package dev.parley.core.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A share as two whole numbers, such as `2/3`, so that it is compared exactly.
///
/// @param numerator 1 to [#MOST], at most the denominator
/// @param denominator 1 to [#MOST]
public record Fraction(int numerator, int denominator) {
  /// The largest number on either side.
  public static final int MOST = 1_000_000;

  /// All of it.
  public static final Fraction ALL = new Fraction(1, 1);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,7})/([0-9]{1,7})");

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException when it is not above 0 and at most 1
  public Fraction {
    if (numerator < 1 || denominator > MOST || numerator > denominator) {
      throw new IllegalArgumentException("a share is above 0 and at most 1");
    }
  }

  /// Reads a fraction from outside.
  ///
  /// @param text any text
  /// @return the fraction, or nothing if it is not written as `2/3` or not above 0 and at most 1
  public static Optional<Fraction> parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int numerator = Integer.parseInt(parts.group(1));
    int denominator = Integer.parseInt(parts.group(2));
    return numerator >= 1 && denominator <= MOST && numerator <= denominator
        ? Optional.of(new Fraction(numerator, denominator))
        : Optional.empty();
  }

  /// Whether a part of a whole reaches this share.
  ///
  /// @param part 0 to 10^9
  /// @param whole 0 to 10^9
  /// @return true if part / whole is at least this
  public boolean reachedBy(long part, long whole) {
    return part * denominator >= whole * numerator;
  }

  /// As on the wire.
  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
