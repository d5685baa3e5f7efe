package dev.parley.cli.demo;

import dev.parley.client.Agent;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/// An agent's account at the node, looked into before money is promised. For one thread.
///
/// @param agent whose
record Purse(Agent agent) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /// Waits until there is enough, since whoever funds the account may take a moment.
  ///
  /// @throws IllegalStateException when there is not
  void mustHave(BigDecimal amount, String currency) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    BigDecimal available = available(currency);
    while (available.compareTo(amount) < 0) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(
            "%s %s are needed, the account has %s".formatted(amount, currency, available));
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for money", e);
      }
      available = available(currency);
    }
  }

  private BigDecimal available(String currency) {
    for (JsonValue each : agent.statement().array("balances").orElse(JsonArray.EMPTY)) {
      if (each instanceof JsonObject balance
          && balance.string("currency").equals(Optional.of(currency))) {
        return new BigDecimal(balance.string("available").orElse("0"));
      }
    }
    return BigDecimal.ZERO;
  }
}
