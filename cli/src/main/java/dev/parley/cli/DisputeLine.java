package dev.parley.cli;

import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.Ruling;
import dev.parley.core.wire.Timestamp;
import java.time.Instant;

/// One record of a dispute in one line, for people.
final class DisputeLine {
  private DisputeLine() {}

  static String of(Instant acceptedAt, DisputeRecord record) {
    return "dispute "
        + Timestamp.format(acceptedAt)
        + "  "
        + record.by()
        + "  "
        + words(record.act());
  }

  /// What a record says.
  static String words(DisputeAct act) {
    return switch (act) {
      case DisputeAct.Filed f ->
          "files "
              + f.reason().wire()
              + " against "
              + f.filedAgainst()
              + " about "
              + f.commitmentId()
              + ", severity "
              + f.severity();
      case DisputeAct.Answered a -> a.denied() ? "denies it" : "concedes";
      case DisputeAct.Bonded b -> "stakes " + b.bond().amount();
      case DisputeAct.Withdrawn _ -> "takes the complaint back";
      case DisputeAct.Sealed s ->
          "seals a number for the draw"
              + s.candidates().map(all -> " from " + all.size() + " candidates").orElse("");
      case DisputeAct.Revealed _ -> "reveals its number";
      case DisputeAct.Drawn d ->
          d.panel().isEmpty()
              ? "finds too few who could judge"
              : "draws a panel of " + d.panel().size();
      case DisputeAct.Voted v -> "votes: " + decision(v.decision());
      case DisputeAct.Ruled r -> "rules by " + ruling(r.ruling());
      case DisputeAct.Appealed _ -> "appeals";
      case DisputeAct.Forgiven _ -> "forgives";
      case DisputeAct.Expired e -> "records that the time to " + e.timer().wire() + " is over";
      case DisputeAct.Final f -> "ends it: " + f.outcome() + ", " + ruling(f.ruling());
    };
  }

  /// A ruling in words.
  static String ruling(Ruling ruling) {
    return ruling.basis().wire() + ": " + decision(ruling.decision());
  }

  private static String decision(Decision decision) {
    return decision.upheld()
        ? "upheld, severity "
            + decision.severity()
            + ", "
            + decision.valueShare().movePointRight(2).stripTrailingZeros().toPlainString()
            + " % of the escrow"
        : "not upheld";
  }
}
