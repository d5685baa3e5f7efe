package dev.parley.core.message;

import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An amount in a currency, exact (protocol section 9). On the wire the amount is a number of at
/// most 15 significant digits, or a decimal string.
///
/// @param amount not negative
/// @param currency an ISO 4217 code, three capitals
public record Money(BigDecimal amount, String currency) {
  /// The most significant digits that a JSON number carries exactly.
  public static final int MAX_NUMBER_DIGITS = 15;

  /// No money in no currency: what reading goes on with where a fault was noted, and what nobody
  /// sees then. ISO 4217 has the code `XXX` for it.
  public static final Money NONE = new Money(BigDecimal.ZERO, "XXX");

  static final String AMOUNT_FORM = "a number of at most 15 digits or a decimal text, not negative";

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern DECIMAL =
      Pattern.compile("(?:0|[1-9][0-9]{0,29})(?:\\.[0-9]{1,10})?");

  /// Reads an object `{amount, currency}` from outside.
  ///
  /// @param json the object
  /// @param pointer where it lies, for the refusal
  /// @return the money, or `malformed`
  public static Decoded<Money> decode(JsonObject json, String pointer) {
    return decode(json, "amount", pointer);
  }

  /// Reads an amount beside its `currency`.
  ///
  /// @param json the object that has both
  /// @param member the name of the amount
  /// @param pointer where the object lies, for the refusal
  /// @return the money, or `malformed`
  public static Decoded<Money> decode(JsonObject json, String member, String pointer) {
    BigDecimal amount = amount(json.get(member));
    if (amount == null) {
      return Decoded.refused(
          ErrorCode.MALFORMED
              .because(pointer + "/" + member + ": has to be " + AMOUNT_FORM)
              .with("pointer", pointer + "/" + member));
    }
    String currency = json.string("currency").orElse("");
    if (!CURRENCY.matcher(currency).matches()) {
      return Decoded.refused(
          ErrorCode.MALFORMED
              .because(pointer + "/currency: has to be three capitals (ISO 4217)")
              .with("pointer", pointer + "/currency"));
    }
    return Decoded.valid(new Money(amount, currency));
  }

  static @Nullable BigDecimal amount(@Nullable JsonValue value) {
    return switch (value) {
      case JsonNumber n when n.value() >= 0 && n.exact().precision() <= MAX_NUMBER_DIGITS ->
          n.exact();
      case JsonString(String text) when DECIMAL.matcher(text).matches() -> new BigDecimal(text);
      case null, default -> null;
    };
  }
}
