package dev.parley.cli.demo;

import dev.parley.client.Pledge;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The promise that follows from a deal: the seller delivers, by criteria that code can check, and
/// the buyer's money lies in escrow until it has.
final class Terms {
  static final int DELIVERY = 0;

  private Terms() {}

  static Pledge pledge(
      Deal deal, AgentUri buyer, AgentUri seller, String proposalId, Instant deadline) {
    return Pledge.until(deadline)
        .fulfilling(proposalId)
        .worth(deal.total(), deal.currency())
        .escrow(deal.total(), deal.currency(), buyer, seller)
        .obligation(delivery(deal, buyer, seller));
  }

  private static JsonObject delivery(Deal deal, AgentUri buyer, AgentUri seller) {
    return JsonObject.builder()
        .put("party", seller.text())
        .put("beneficiary", buyer.text())
        .put(
            "action",
            "deliver %d GPU hours (%s, %s)".formatted(deal.gpuHours(), deal.gpu(), deal.region()))
        .put("verificationMethod", "the buyer recomputes the metered checksums")
        .put("acceptance", atLeast("/gpuHours", JsonNumber.of(deal.gpuHours())))
        .build();
  }

  private static JsonValue atLeast(String path, JsonNumber value) {
    return JsonArray.of(
        List.of(
            JsonObject.builder().put("path", path).put("op", "ge").put("value", value).build()));
  }

  /// What is wrong with a promise that the other side offers; nothing if it is the deal.
  static Optional<String> objection(
      Deal deal, AgentUri buyer, AgentUri seller, String proposalId, JsonObject body) {
    Pledge expected = pledge(deal, buyer, seller, proposalId, Instant.EPOCH);
    for (String member : new String[] {"terms", "value", "escrow", "proposalId"}) {
      if (!Objects.equals(expected.body().get(member), body.get(member))) {
        return Optional.of(
            member + " is " + body.get(member) + ", agreed was " + expected.body().get(member));
      }
    }
    return Optional.empty();
  }
}
