package dev.parley.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.error.Decoded;
import dev.parley.core.message.Money;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
  private static Decoded<Amount> read(String amount, String currency) {
    return Amount.of(new Money(new BigDecimal(amount), currency), "/escrow");
  }

  @ParameterizedTest
  @CsvSource({
    "0, USD, 0, 0.00 USD",
    "1, USD, 100, 1.00 USD",
    "0.010, USD, 1, 0.01 USD",
    "1200.5, EUR, 120050, 1200.50 EUR",
    "7, JPY, 7, 7 JPY",
    "1.234, KWD, 1234, 1.234 KWD",
    "9999999999999.99, USD, 999999999999999, 9999999999999.99 USD"
  })
  void moneyBecomesWholeMinorUnits(String amount, String currency, long units, String text) {
    assertThat(read(amount, currency)).isEqualTo(Decoded.valid(new Amount(units, currency)));
    assertThat(new Amount(units, currency)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, USD, /escrow/amount",
    "0.5, JPY, /escrow/amount",
    "10000000000000, USD, /escrow/amount",
    "1000000000000000000000000000000, USD, /escrow/amount",
    "1, XXX, /escrow/currency",
    "1, XAU, /escrow/currency",
    "1, ZZZ, /escrow/currency"
  })
  void whatNoAccountCanHoldIsRefused(String amount, String currency, String pointer) {
    assertThat(read(amount, currency))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> assertThat(refused.refusal().details().string("pointer")).contains(pointer));
  }

  @ParameterizedTest
  @CsvSource({"100, 5, 5", "99, 50, 49", "1, 99.9999, 0", "7, 0, 0", "7, 100, 7", "7, 250, 7"})
  void aPartIsRoundedDown(long units, String percent, long part) {
    assertThat(new Amount(units, "USD").percent(new BigDecimal(percent)))
        .isEqualTo(new Amount(part, "USD"));
  }

  @Test
  void currenciesDoNotMix() {
    Amount dollars = new Amount(1, "USD");
    Amount euros = new Amount(1, "EUR");
    assertThatIllegalArgumentException().isThrownBy(() -> dollars.plus(euros));
    assertThatIllegalArgumentException().isThrownBy(() -> dollars.minus(euros));
    assertThatIllegalArgumentException().isThrownBy(() -> dollars.compareTo(euros));
  }

  @Test
  void nothingIsBelowZeroOrAboveTheMost() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Amount(-1, "USD"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Amount(Amount.MAX_UNITS, "USD").plus(new Amount(1, "USD")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Amount(1, "USD").minus(new Amount(2, "USD")));
  }
}
