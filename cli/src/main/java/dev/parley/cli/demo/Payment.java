package dev.parley.cli.demo;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.util.Optional;

/// The payment of the demo: an order to a bank that does not exist, with its hash. What it shows is
/// that the payer says, signed, that exactly this was ordered; whether money moved no message can
/// show.
final class Payment {
  private Payment() {}

  static JsonObject evidence(Deal deal, AgentUri payer, AgentUri payee, String commitmentId) {
    JsonObject order = order(deal, payer, payee, commitmentId);
    return JsonObject.of("order", order, "orderHash", hash(order));
  }

  /// What is wrong with the other side's evidence; nothing if it shows what was agreed.
  static Optional<String> objection(
      Deal deal, AgentUri payer, AgentUri payee, String commitmentId, JsonObject evidence) {
    JsonObject expected = order(deal, payer, payee, commitmentId);
    Optional<JsonObject> order = evidence.object("order");
    if (!order.equals(Optional.of(expected))) {
      return Optional.of(
          "the order is " + order.map(Object::toString).orElse("missing") + ", not " + expected);
    }
    return hash(expected).equals(evidence.get("orderHash"))
        ? Optional.empty()
        : Optional.of("the order's hash does not fit");
  }

  private static JsonObject order(Deal deal, AgentUri payer, AgentUri payee, String commitmentId) {
    return JsonObject.builder()
        .put("from", payer.text())
        .put("to", payee.text())
        .put("amount", new JsonNumber(deal.total().doubleValue()))
        .put("currency", deal.currency())
        .put("reference", commitmentId)
        .build();
  }

  private static JsonString hash(JsonObject order) {
    return new JsonString(Hash.of(CanonicalJson.bytes(order)).text());
  }
}
