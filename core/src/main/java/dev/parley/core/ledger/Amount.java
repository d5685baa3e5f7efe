package dev.parley.core.ledger;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.OptionalInt;

/// An amount that an account can hold: whole minor units of an ISO 4217 currency (protocol section
/// 9). Immutable.
///
/// @param units minor units, cents for example; 0 to [#MAX_UNITS]
/// @param currency three capitals
public record Amount(long units, String currency) implements Comparable<Amount> {
  /// The most that one amount may be: 15 digits, which is what a JSON number carries exactly.
  public static final long MAX_UNITS = 999_999_999_999_999L;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /// Checks the range.
  ///
  /// @throws IllegalArgumentException outside of it
  public Amount {
    if (units < 0 || units > MAX_UNITS) {
      throw new IllegalArgumentException("not an amount: " + units);
    }
  }

  /// Nothing, in a currency.
  ///
  /// @param currency three capitals
  /// @return 0
  public static Amount zero(String currency) {
    return new Amount(0, currency);
  }

  /// One unit of a currency, a dollar for example.
  ///
  /// @param currency three capitals
  /// @return as many minor units as make one
  public static Amount one(String currency) {
    return new Amount(
        BigDecimal.ONE.movePointRight(digits(currency).orElse(0)).longValueExact(), currency);
  }

  /// Turns money from outside into an amount.
  ///
  /// @param money what was written
  /// @param pointer where it was written, for the refusal
  /// @return the amount; else `malformed`: an unknown currency, a fraction of a minor unit, or too
  ///   much
  public static Decoded<Amount> of(Money money, String pointer) {
    OptionalInt digits = digits(money.currency());
    if (digits.isEmpty()) {
      return malformed(pointer + "/currency", "has to be a currency with minor units (ISO 4217)");
    }
    BigDecimal units = money.amount().movePointRight(digits.getAsInt());
    if (units.compareTo(BigDecimal.valueOf(MAX_UNITS)) > 0) {
      return malformed(pointer + "/amount", "is more than an account can hold");
    }
    if (units.stripTrailingZeros().scale() > 0) {
      return malformed(
          pointer + "/amount",
          "has more than the " + digits.getAsInt() + " decimals of " + money.currency());
    }
    return Decoded.valid(new Amount(units.longValueExact(), money.currency()));
  }

  private static Decoded<Amount> malformed(String pointer, String why) {
    return Decoded.refused(
        ErrorCode.MALFORMED.because(pointer + ": " + why).with("pointer", pointer));
  }

  /// How many decimals a currency has.
  ///
  /// @param currency any text
  /// @return nothing if there is no such currency, or one without minor units, such as gold
  public static OptionalInt digits(String currency) {
    try {
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      return digits < 0 ? OptionalInt.empty() : OptionalInt.of(digits);
    } catch (IllegalArgumentException unknown) {
      return OptionalInt.empty();
    }
  }

  /// Whether this is more than nothing.
  ///
  /// @return true above 0
  public boolean positive() {
    return units > 0;
  }

  /// The sum.
  ///
  /// @param other in the same currency
  /// @return both together
  /// @throws IllegalArgumentException for another currency, or above [#MAX_UNITS]
  public Amount plus(Amount other) {
    return new Amount(Math.addExact(units, same(other).units), currency);
  }

  /// The difference.
  ///
  /// @param other in the same currency, not more than this
  /// @return what is left
  /// @throws IllegalArgumentException for another currency, or below 0
  public Amount minus(Amount other) {
    return new Amount(Math.subtractExact(units, same(other).units), currency);
  }

  /// The greater of two.
  ///
  /// @param other in the same currency
  /// @return one of them
  /// @throws IllegalArgumentException for another currency
  public Amount atLeast(Amount other) {
    return compareTo(other) < 0 ? other : this;
  }

  /// A part of it, rounded down to the minor unit.
  ///
  /// @param percent 0 or more; above 100 counts as 100
  /// @return at most this
  public Amount percent(BigDecimal percent) {
    BigDecimal capped = percent.min(HUNDRED).max(BigDecimal.ZERO);
    return new Amount(
        BigDecimal.valueOf(units)
            .multiply(capped)
            .divide(HUNDRED, 0, RoundingMode.DOWN)
            .longValueExact(),
        currency);
  }

  private Amount same(Amount other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " is not " + other.currency);
    }
    return other;
  }

  /// As a decimal number of the currency.
  ///
  /// @return exact, with as many decimals as the currency has
  public BigDecimal decimal() {
    return BigDecimal.valueOf(units, digits(currency).orElse(0));
  }

  /// The amount as the node's API shows it.
  ///
  /// @return `{amount, currency}`, the amount as a decimal text
  public JsonObject json() {
    return JsonObject.EMPTY.with("amount", decimal().toPlainString()).with("currency", currency);
  }

  /// Compares amounts of one currency.
  ///
  /// @throws IllegalArgumentException for another currency
  @Override
  public int compareTo(Amount other) {
    return Long.compare(units, same(other).units);
  }

  /// For people.
  @Override
  public String toString() {
    return decimal().toPlainString() + " " + currency;
  }
}
