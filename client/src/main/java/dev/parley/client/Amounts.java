package dev.parley.client;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Money;
import java.math.BigDecimal;

/// How amounts are written (protocol section 9): as a number where that is exact, else as text.
final class Amounts {
  private Amounts() {}

  static JsonValue json(BigDecimal amount) {
    boolean exact =
        amount.stripTrailingZeros().precision() <= Money.MAX_NUMBER_DIGITS
            && amount.abs().compareTo(BigDecimal.valueOf(JsonNumber.INTEGER_MAX)) <= 0
            && new JsonNumber(amount.doubleValue()).exact().compareTo(amount) == 0;
    return exact ? new JsonNumber(amount.doubleValue()) : new JsonString(amount.toPlainString());
  }

  static JsonObject json(Money money) {
    return JsonObject.EMPTY.with("amount", json(money.amount())).with("currency", money.currency());
  }
}
