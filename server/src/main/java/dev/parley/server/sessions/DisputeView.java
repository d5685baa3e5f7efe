package dev.parley.server.sessions;

import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeFacts;
import dev.parley.core.dispute.Ruling;
import dev.parley.core.dispute.Stage;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.store.StoredJson;
import dev.parley.server.store.StoredRecord;
import java.util.Collection;
import java.util.List;

/// A dispute as the API shows it: derived from the records, never signed.
final class DisputeView {
  private DisputeView() {}

  /// What it is about and where it stands.
  static JsonObject summary(Dispute dispute) {
    DisputeFacts facts = dispute.facts();
    JsonObject.Builder out =
        JsonObject.builder()
            .put("disputeId", dispute.id())
            .put("sessionId", facts.sessionId().toString())
            .put("commitmentId", facts.commitmentId())
            .put("obligation", facts.obligation())
            .put("reason", dispute.filed().reason().wire())
            .put("filedBy", dispute.filed().filedBy().text())
            .put("filedAt", Timestamp.format(dispute.filedAt()))
            .put("complainant", dispute.complainant().text())
            .put("respondent", dispute.respondent().text())
            .put("stage", dispute.stage().name().name())
            .put("nextPosition", dispute.head().nextPosition())
            .put("head", dispute.head().hash().text());
    dispute
        .due()
        .ifPresent(
            due ->
                out.put("timer", due.timer().wire())
                    .put("due", Timestamp.format(due.due()))
                    .put("waitedOn", agents(due.waitedOn())));
    if (dispute.stage() instanceof Stage.Final(var outcome)) {
      out.put("outcome", outcome.name());
    }
    return out.build();
  }

  /// All of it, with its records.
  static JsonObject of(Dispute dispute, List<StoredRecord> records) {
    JsonObject.Builder out = JsonObject.builder();
    JsonObject summary = summary(dispute);
    summary.names().forEach(name -> out.putIfPresent(name, summary.get(name)));
    out.put("victim", dispute.victim().text())
        .put("severity", dispute.filed().severity())
        .put("round", dispute.round())
        .put("people", agents(dispute.facts().people().stream().sorted().toList()));
    dispute.bondDue().ifPresent(bond -> out.put("bond", bond.json()));
    dispute.facts().stake().ifPresent(stake -> out.put("escrow", stake.escrow().json()));
    out.put("bonds", JsonArray.of(dispute.bonds().stream().map(DisputeView::bond).toList()));
    dispute.standing().ifPresent(ruling -> out.put("ruling", ruling(ruling)));
    if (dispute.stage() instanceof Stage.Voting voting) {
      out.put("panel", agents(voting.panel()));
    }
    dispute.forgivenAt().ifPresent(at -> out.put("forgivenAt", Timestamp.format(at)));
    return out.put("records", JsonArray.of(records.stream().map(DisputeView::record).toList()))
        .build();
  }

  private static JsonObject bond(Bond.Posted posted) {
    return posted.bond().json().with("by", posted.by().text());
  }

  private static JsonObject ruling(Ruling ruling) {
    return JsonObject.builder()
        .put("basis", ruling.basis().wire())
        .put("upheld", ruling.decision().upheld())
        .put("severity", ruling.decision().severity())
        .put("valueShare", ruling.decision().valueShare().toPlainString())
        .build();
  }

  private static JsonArray agents(Collection<AgentUri> agents) {
    return JsonArray.ofStrings(agents.stream().map(AgentUri::text).toList());
  }

  /// One record with its place.
  static JsonObject record(StoredRecord record) {
    return JsonObject.builder()
        .put("position", record.position())
        .put("acceptedAt", Timestamp.format(record.acceptedAt()))
        .put("record", StoredJson.of(record.canonical()))
        .build();
  }
}
