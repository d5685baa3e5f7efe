package dev.parley.core.learning;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.learning.Bargain.Subject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The numbers on which sessions closed, each against those before it. Immutable.
///
/// @param subject which number
/// @param prices in the order of the sessions' ends
record PriceBand(Subject subject, List<Price> prices) {
  /// The most bands, and the most prices of one band, that a report tells: the newest.
  static final int MOST = 20;

  /// One closing.
  ///
  /// @param session where
  /// @param at when the session ended
  /// @param counterparty with whom
  /// @param amount on which number
  /// @param place where it stood in the band before it; nothing for the first
  record Price(
      SessionId session,
      Instant at,
      AgentUri counterparty,
      BigDecimal amount,
      Optional<Place> place) {}

  /// Where a number stood.
  ///
  /// @param low the least before it
  /// @param high the greatest before it
  record Place(BigDecimal low, BigDecimal high) {

    /// Whether it went beyond what was seen.
    String words(BigDecimal amount) {
      return amount.compareTo(low) < 0 ? "below" : amount.compareTo(high) > 0 ? "above" : "within";
    }

    /// 0 at the low end, 1 at the high end; nothing outside, or in a band without width.
    Optional<BigDecimal> share(BigDecimal amount) {
      BigDecimal width = high.subtract(low);
      return width.signum() == 0 || !words(amount).equals("within")
          ? Optional.empty()
          : Optional.of(amount.subtract(low).divide(width, MathContext.DECIMAL64));
    }
  }

  /// The cases about each number that closed on one, in the order of their ends.
  static Map<Subject, List<Case>> struck(List<Case> cases) {
    Map<Subject, List<Case>> out = new TreeMap<>();
    for (Case each : cases) {
      each.struck()
          .ifPresent(b -> out.computeIfAbsent(b.subject(), _ -> new ArrayList<>()).add(each));
    }
    return out;
  }

  static BigDecimal closing(Case struck) {
    return struck.bargain().flatMap(Bargain::closing).orElseThrow();
  }

  /// The bands, most prices first.
  static List<PriceBand> of(List<Case> cases) {
    List<PriceBand> out = new ArrayList<>();
    struck(cases).forEach((subject, group) -> out.add(of(subject, group)));
    out.sort((a, b) -> Integer.compare(b.prices().size(), a.prices().size()));
    return out;
  }

  private static PriceBand of(Subject subject, List<Case> cases) {
    List<Price> prices = new ArrayList<>();
    Optional<Place> band = Optional.empty();
    for (Case each : cases) {
      BigDecimal amount = closing(each);
      prices.add(
          new Price(
              each.session(),
              each.endedAt(),
              each.counterparty().orElseThrow().agent(),
              amount,
              band));
      band =
          Optional.of(
              band.map(b -> new Place(b.low().min(amount), b.high().max(amount)))
                  .orElseGet(() -> new Place(amount, amount)));
    }
    return new PriceBand(subject, prices);
  }

  private List<BigDecimal> amounts() {
    return prices.stream().map(Price::amount).toList();
  }

  JsonObject json() {
    List<Price> newest = prices.subList(Math.max(0, prices.size() - MOST), prices.size());
    return subject(subject)
        .with("sessions", prices.size())
        .with("low", Figures.exact(Figures.least(amounts())))
        .with("median", Figures.exact(Figures.medianNumber(amounts())))
        .with("high", Figures.exact(Figures.greatest(amounts())))
        .with("newest", JsonArray.of(newest.stream().map(PriceBand::json).toList()));
  }

  static JsonObject subject(Subject subject) {
    return JsonObject.builder()
        .put("capability", subject.capability())
        .put("path", subject.path())
        .put("currency", subject.currency())
        .put("role", subject.role().name().toLowerCase(Locale.ROOT))
        .build();
  }

  private static JsonObject json(Price price) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("sessionId", price.session().toString())
            .put("endedAt", Timestamp.format(price.at()))
            .put("counterparty", price.counterparty().text())
            .put("amount", Figures.exact(price.amount()));
    price
        .place()
        .ifPresent(
            place -> {
              out.put("lowBefore", Figures.exact(place.low()))
                  .put("highBefore", Figures.exact(place.high()))
                  .put("against", place.words(price.amount()));
              place
                  .share(price.amount())
                  .ifPresent(share -> out.put("place", Figures.ratio(share.doubleValue())));
            });
    return out.build();
  }
}
