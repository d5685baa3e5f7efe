package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;

/// Writes what [ActReader] reads.
final class ActWriter {
  private ActWriter() {}

  static void write(DisputeAct act, JsonObject.Builder out) {
    switch (act) {
      case DisputeAct.Filed filed -> filed(filed, out);
      case DisputeAct.Answered answered -> {
        out.put("answer", answered.denied() ? "deny" : "concede");
        answered.statement().ifPresent(s -> out.put("statement", s));
        answered.evidence().ifPresent(e -> out.put("evidence", e));
      }
      case DisputeAct.Bonded(Bond bond) -> out.put("bond", bond.json());
      case DisputeAct.Withdrawn _, DisputeAct.Forgiven _ -> {}
      case DisputeAct.Sealed sealed -> {
        out.put("round", sealed.round()).put("nonceHash", sealed.nonceHash().text());
        sealed
            .candidates()
            .map(all -> JsonArray.of(all.stream().map(Candidate::json).toList()))
            .ifPresent(all -> out.put("candidates", all));
      }
      case DisputeAct.Revealed revealed ->
          out.put("round", revealed.round()).put("nonce", revealed.nonce().text());
      case DisputeAct.Drawn drawn -> drawn(drawn, out);
      case DisputeAct.Voted voted -> {
        out.put("round", voted.round());
        voted.decision().write(out);
        voted.grounds().ifPresent(g -> out.put("grounds", g));
      }
      case DisputeAct.Ruled ruled -> {
        ruling(ruled.ruling(), out);
        ruled.grounds().ifPresent(g -> out.put("grounds", g));
      }
      case DisputeAct.Appealed appealed -> {
        appealed.bond().ifPresent(b -> out.put("bond", b.json()));
        appealed.grounds().ifPresent(g -> out.put("grounds", g));
      }
      case DisputeAct.Expired expired ->
          out.put("timer", expired.timer().wire()).put("due", Timestamp.format(expired.due()));
      case DisputeAct.Final end -> {
        ruling(end.ruling(), out);
        out.put("outcome", end.outcome().name());
      }
    }
  }

  private static void filed(DisputeAct.Filed filed, JsonObject.Builder out) {
    out.put("commitmentId", filed.commitmentId())
        .put("obligation", filed.obligation())
        .put("filedBy", filed.filedBy().text())
        .put("filedAgainst", filed.filedAgainst().text())
        .put("reason", filed.reason().wire())
        .put("severity", filed.severity())
        .put("valueShare", Decision.text(filed.valueShare()))
        .put("evidence", filed.evidence());
  }

  private static void drawn(DisputeAct.Drawn drawn, JsonObject.Builder out) {
    out.put("round", drawn.round())
        .put("nonce", drawn.nonce().text())
        .put("panel", JsonArray.ofStrings(drawn.panel().stream().map(AgentUri::text).toList()));
  }

  private static void ruling(Ruling ruling, JsonObject.Builder out) {
    out.put("basis", ruling.basis().wire());
    ruling.decision().write(out);
  }
}
