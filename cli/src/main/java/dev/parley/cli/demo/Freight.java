package dev.parley.cli.demo;

import dev.parley.client.Pledge;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the auction of the demo is about: a load that somebody has to carry.
final class Freight {
  /// What a carrier offers.
  static final String CAPABILITY = "freight";

  static final String CURRENCY = "USD";
  static final String WHAT = "18 t of machine parts from Hamburg to Lyon";
  private static final int TONNES = 18;

  private Freight() {}

  /// What is wanted, as the call says it.
  static JsonObject wanted() {
    return JsonObject.EMPTY
        .with("from", "Hamburg")
        .with("to", "Lyon")
        .with("tonnes", TONNES)
        .with("currency", CURRENCY);
  }

  static JsonObject bid(BigDecimal price) {
    return JsonObject.EMPTY.with("price", price.toPlainString()).with("currency", CURRENCY);
  }

  /// The price of a bid that was opened.
  static Optional<BigDecimal> price(JsonObject terms) {
    try {
      return terms
          .string("currency")
          .filter(CURRENCY::equals)
          .flatMap(_ -> terms.string("price"))
          .map(BigDecimal::new)
          .filter(price -> price.signum() > 0);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// The promise that follows from the bid that won.
  static Pledge pledge(
      BigDecimal price, AgentUri shipper, AgentUri carrier, String proposalId, Instant deadline) {
    return Pledge.until(deadline)
        .fulfilling(proposalId)
        .worth(price, CURRENCY)
        .escrow(price, CURRENCY, shipper, carrier)
        .obligation(
            JsonObject.builder()
                .put("party", carrier.text())
                .put("beneficiary", shipper.text())
                .put("action", "carry " + WHAT)
                .put("acceptance", tonnes())
                .build());
  }

  private static JsonArray tonnes() {
    return JsonArray.of(
        List.of(
            JsonObject.builder()
                .put("path", "/tonnes")
                .put("op", "ge")
                .put("value", JsonNumber.of(TONNES))
                .build()));
  }

  static JsonObject delivered() {
    return JsonObject.EMPTY.with("tonnes", TONNES).with("place", "Lyon, gate 4");
  }

  /// Whether a promise is the one that follows from a bid.
  static boolean fits(
      JsonObject body, BigDecimal price, AgentUri shipper, AgentUri carrier, String proposalId) {
    JsonObject expected = pledge(price, shipper, carrier, proposalId, Instant.EPOCH).body();
    return List.of("terms", "value", "escrow", "proposalId").stream()
        .allMatch(member -> Objects.equals(expected.get(member), body.get(member)));
  }
}
