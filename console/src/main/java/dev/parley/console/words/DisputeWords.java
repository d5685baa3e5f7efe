package dev.parley.console.words;

import dev.parley.core.dispute.Decision;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.Ruling;
import dev.parley.core.dispute.StageName;

/// What is on record in a dispute (protocol section 11), in plain words. Stateless.
public final class DisputeWords {
  private DisputeWords() {}

  /// What somebody does in a dispute.
  ///
  /// @param act the act
  /// @return a sentence without its subject
  public static String of(DisputeAct act) {
    return switch (act) {
      case DisputeAct.Filed f ->
          "files "
              + f.reason().wire()
              + " against "
              + f.filedAgainst()
              + " about "
              + Plain.text(f.commitmentId())
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
      case DisputeAct.Ruled r -> "rules by " + of(r.ruling());
      case DisputeAct.Appealed _ -> "appeals";
      case DisputeAct.Forgiven _ -> "forgives";
      case DisputeAct.Expired e -> "records that the time to " + e.timer().wire() + " is over";
      case DisputeAct.Final f -> "ends it: " + f.outcome() + ", " + of(f.ruling());
    };
  }

  /// A ruling.
  ///
  /// @param ruling what it rests on and says
  /// @return both
  public static String of(Ruling ruling) {
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

  /// Where a dispute stands.
  ///
  /// @param stage the stage
  /// @return what it waits for
  public static String of(StageName stage) {
    return switch (stage) {
      case FILED -> "waits for an answer";
      case DECIDED -> "is being ruled";
      case RULED -> "ruled, may be appealed";
      case CONTESTED -> "waits for bonds";
      case SEALING -> "seals a draw";
      case REVEALING -> "reveals a draw";
      case DRAWING -> "draws a panel";
      case VOTING -> "waits for a panel";
      case PERSON -> "waits for a person";
      case FINAL -> "over";
    };
  }
}
