package dev.parley.cli.demo;

import dev.parley.core.json.JsonObject;
import java.math.BigDecimal;

/// What is sold in the story of the stack.
final class Crates {
  /// What is looked for.
  static final String CAPABILITY = "warehouse";

  static final String ARTICLE = "crate-60x40";
  static final int WANTED = 20;
  static final String CURRENCY = "USD";

  /// The name of the delivery note among the artifacts of the task.
  static final String NOTE = "delivery-note";

  private Crates() {}

  static JsonObject offer(BigDecimal unitPrice) {
    return JsonObject.EMPTY
        .with("article", ARTICLE)
        .with("quantity", WANTED)
        .with("unitPrice", unitPrice.toPlainString())
        .with("currency", CURRENCY);
  }

  static BigDecimal total(BigDecimal unitPrice) {
    return unitPrice.multiply(BigDecimal.valueOf(WANTED));
  }

  static BigDecimal unitPrice(JsonObject terms) {
    return new BigDecimal(terms.string("unitPrice").orElse("0"));
  }
}
