package dev.parley.core.learning;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// How figures are written and taken.
final class Figures {
  private static final int DECIMALS = 4;

  private Figures() {}

  /// A ratio or a score, to four decimals.
  static JsonNumber ratio(double value) {
    return new JsonNumber(
        BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue());
  }

  /// A number of the terms: as a number where that is exact, else as text.
  static JsonValue exact(BigDecimal number) {
    boolean exact =
        number.stripTrailingZeros().precision() <= Money.MAX_NUMBER_DIGITS
            && number.abs().compareTo(BigDecimal.valueOf(JsonNumber.INTEGER_MAX)) <= 0;
    return exact ? new JsonNumber(number.doubleValue()) : new JsonString(number.toPlainString());
  }

  /// The median; of an even number the lower one, so that it is one of them.
  static Duration median(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() - 1) / 2);
  }

  static BigDecimal medianNumber(List<BigDecimal> numbers) {
    List<BigDecimal> sorted = numbers.stream().sorted().toList();
    return sorted.get((sorted.size() - 1) / 2);
  }

  static BigDecimal least(List<BigDecimal> numbers) {
    return Collections.min(numbers);
  }

  static BigDecimal greatest(List<BigDecimal> numbers) {
    return Collections.max(numbers);
  }
}
