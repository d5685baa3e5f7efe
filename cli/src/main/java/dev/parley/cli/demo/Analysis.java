package dev.parley.cli.demo;

import dev.parley.client.Pledge;
import dev.parley.client.Received;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import java.math.BigDecimal;
import java.time.Instant;

/// What the demo of delegation is about: records that are analysed for a price.
final class Analysis {
  static final String WHAT = "an analysis of 10,000 customer records";
  static final String CURRENCY = "USD";

  /// What the deputy may sign for.
  static final BigDecimal LIMIT = new BigDecimal("500.00");

  static final BigDecimal PRICE = new BigDecimal("450.00");
  static final BigDecimal TOO_MUCH = new BigDecimal("900.00");

  private Analysis() {}

  static JsonObject terms() {
    return JsonObject.EMPTY
        .with("records", 10_000)
        .with("region", "eu")
        .with("price", PRICE.toPlainString())
        .with("currency", CURRENCY);
  }

  static Pledge pledge(BigDecimal price, AgentUri payer, AgentUri provider, Instant deadline) {
    return Pledge.until(deadline)
        .worth(price, CURRENCY)
        .escrow(price, CURRENCY, payer, provider)
        .obligation(
            JsonObject.EMPTY
                .with("party", provider.text())
                .with("beneficiary", payer.text())
                .with("action", "deliver " + WHAT));
  }

  static JsonObject finding() {
    return JsonObject.EMPTY.with("finding", "compliant").with("basis", "GDPR, articles 5 and 28");
  }

  /// Whether a message is an auditor's report.
  static boolean isFinding(Received message) {
    return message.message() instanceof Inform
        && message.body().object("data").filter(data -> data.has("finding")).isPresent();
  }
}
