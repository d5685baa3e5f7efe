package dev.parley.console.learning;

import dev.parley.console.page.Drawn;
import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The prices that were agreed on for one thing, each against those before it.
///
/// @param title what was sold, and for how much
/// @param prices the newest last
public record PriceCurve(String title, List<Price> prices) {
  /// How many a page draws.
  static final int MOST = 8;

  /// A price.
  ///
  /// @param session in which session
  /// @param endedAt when that ended
  /// @param with with whom
  /// @param amount how much
  /// @param low the least before
  /// @param high the greatest before
  public record Price(
      String session,
      String endedAt,
      String with,
      Optional<BigDecimal> amount,
      Optional<BigDecimal> low,
      Optional<BigDecimal> high) {
    /// How much.
    ///
    /// @return exact
    public String exact() {
      return amount.map(BigDecimal::toPlainString).orElse("–");
    }

    /// Between what the prices before were.
    ///
    /// @return in words
    public String before() {
      return low.isEmpty() || high.isEmpty()
          ? "the first"
          : low.get().toPlainString() + " to " + high.get().toPlainString();
    }
  }

  static PriceCurve of(JsonObject band) {
    return new PriceCurve(
        "%s: %s to %s, median %s, sessions: %d"
            .formatted(
                Reading.subject(band),
                Reading.amount(band, "low"),
                Reading.amount(band, "high"),
                Reading.amount(band, "median"),
                Reading.count(band, "sessions")),
        Reading.rows(band, "newest").stream()
            .map(
                row ->
                    new Price(
                        Reading.text(row, "sessionId"),
                        Reading.at(row, "endedAt"),
                        Plain.agent(Reading.text(row, "counterparty")),
                        Reading.number(row, "amount"),
                        Reading.number(row, "lowBefore"),
                        Reading.number(row, "highBefore")))
            .toList());
  }

  /// What a script draws.
  ///
  /// @return `{labels, series: [{name, values}]}`
  public String json() {
    return new Drawn(
            prices.stream().map(Price::endedAt).toList(),
            List.of(
                line("price", Price::amount),
                line("least before", Price::low),
                line("greatest before", Price::high)))
        .json();
  }

  private JsonObject line(String name, Function<Price, Optional<BigDecimal>> of) {
    return Drawn.line(name, prices.stream().map(of).toList());
  }
}
