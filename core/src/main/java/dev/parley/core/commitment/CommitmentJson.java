package dev.parley.core.commitment;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.wire.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How a commitment is shown to readers; derived from the records, never signed.
final class CommitmentJson {
  private CommitmentJson() {}

  static JsonObject of(Commitment c) {
    List<JsonValue> obligations = new ArrayList<>();
    for (Obligation o : c.obligations()) {
      obligations.add(obligation(o));
    }
    JsonObject.Builder out =
        JsonObject.builder()
            .put("commitmentId", c.id())
            .put("committer", c.committer().text())
            .put("status", c.status().name())
            .put("position", c.position())
            .put("hash", c.madeBy().text())
            .put("needed", agents(c.needed()))
            .put("accepted", agents(c.accepted()))
            .put("obligations", JsonArray.of(obligations));
    c.amends().ifPresent(a -> out.put("amends", a));
    c.value()
        .ifPresent(
            v ->
                out.put(
                    "value",
                    JsonObject.EMPTY
                        .with("amount", v.amount().toPlainString())
                        .with("currency", v.currency())));
    c.escrow().ifPresent(e -> out.put("escrow", escrow(e)));
    c.exitFee().ifPresent(fee -> out.put("exitFee", fee.json()));
    return out.build();
  }

  private static JsonObject escrow(Escrow e) {
    return e.amount()
        .json()
        .with("depositor", e.depositor().text())
        .with("beneficiary", e.beneficiary().text())
        .with("releaseCondition", e.release().wire())
        .with(
            "shares",
            JsonArray.ofStrings(
                e.shares().stream().map(s -> s.decimal().toPlainString()).toList()));
  }

  private static JsonObject obligation(Obligation o) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("index", o.index())
            .put("party", o.debtor().text())
            .put("beneficiary", o.creditor().text())
            .put("action", o.terms().action())
            .put("deadline", Timestamp.format(o.deadline()))
            .put("status", o.status().name());
    o.terms().lateUntil().ifPresent(t -> out.put("lateUntil", Timestamp.format(t)));
    o.claimId().ifPresent(c -> out.put("fulfillmentId", c));
    o.claimedAt().ifPresent(t -> out.put("claimedAt", Timestamp.format(t)));
    o.disputeId().ifPresent(dispute -> out.put("disputeId", dispute));
    o.exitPaid().ifPresent(fee -> out.put("exitPaid", fee.json()));
    return out.build();
  }

  private static JsonArray agents(Set<AgentUri> agents) {
    return JsonArray.ofStrings(agents.stream().map(AgentUri::text).sorted().toList());
  }
}
