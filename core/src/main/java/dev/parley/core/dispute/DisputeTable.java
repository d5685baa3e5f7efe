package dev.parley.core.dispute;

import static dev.parley.core.dispute.StageName.CONTESTED;
import static dev.parley.core.dispute.StageName.DECIDED;
import static dev.parley.core.dispute.StageName.DRAWING;
import static dev.parley.core.dispute.StageName.FILED;
import static dev.parley.core.dispute.StageName.PERSON;
import static dev.parley.core.dispute.StageName.REVEALING;
import static dev.parley.core.dispute.StageName.RULED;
import static dev.parley.core.dispute.StageName.SEALING;
import static dev.parley.core.dispute.StageName.VOTING;

import java.util.List;
import java.util.Set;

/// Who may do what at which stage of a dispute, as one total function (protocol section 11). Rules
/// that need more come after it. `docs/disputes.md` is generated from here.
public final class DisputeTable {
  private DisputeTable() {}

  /// Looks a cell up.
  ///
  /// @param stage where the dispute stands
  /// @param kind what is recorded
  /// @param seat by whom
  /// @return the stages to which it may lead; none if it is refused
  public static List<StageName> cell(StageName stage, RecordKind kind, DisputeSeat seat) {
    return by(kind).contains(seat) ? cell(stage, kind, seat == DisputeSeat.PERSON) : List.of();
  }

  /// Who may make a record at all.
  ///
  /// @param kind the record
  /// @return their seats; for FILED those of the dispute that it begins
  public static Set<DisputeSeat> by(RecordKind kind) {
    return switch (kind) {
      case FILED -> Set.of(DisputeSeat.COMPLAINANT, DisputeSeat.STEWARD);
      case ANSWERED -> Set.of(DisputeSeat.RESPONDENT);
      case WITHDRAWN -> Set.of(DisputeSeat.COMPLAINANT);
      case BONDED, REVEALED, APPEALED -> Set.of(DisputeSeat.COMPLAINANT, DisputeSeat.RESPONDENT);
      case SEALED -> Set.of(DisputeSeat.COMPLAINANT, DisputeSeat.RESPONDENT, DisputeSeat.STEWARD);
      case DRAWN, EXPIRED, FINAL -> Set.of(DisputeSeat.STEWARD);
      case VOTED -> Set.of(DisputeSeat.MEMBER);
      case RULED -> Set.of(DisputeSeat.STEWARD, DisputeSeat.PERSON);
      case FORGIVEN -> Set.of(DisputeSeat.VICTIM);
    };
  }

  private static List<StageName> cell(StageName stage, RecordKind kind, boolean person) {
    return switch (kind) {
      case FILED -> List.of();
      case ANSWERED -> at(stage, FILED, DECIDED, CONTESTED, SEALING);
      case BONDED -> at(stage, CONTESTED, CONTESTED, SEALING);
      case WITHDRAWN -> isOpen(stage) ? List.of(DECIDED) : List.of();
      case SEALED -> at(stage, SEALING, SEALING, REVEALING);
      case REVEALED -> at(stage, REVEALING, REVEALING, DRAWING);
      case DRAWN -> at(stage, DRAWING, VOTING, PERSON);
      case VOTED -> at(stage, VOTING, VOTING, DECIDED);
      case RULED -> isRuledIn(stage, person) ? List.of(RULED) : List.of();
      case APPEALED -> at(stage, RULED, SEALING, PERSON);
      case FORGIVEN -> mayFollowRuling(stage) ? List.of(stage) : List.of();
      case EXPIRED -> expired(stage);
      case FINAL -> at(stage, RULED, StageName.FINAL);
    };
  }

  private static List<StageName> at(StageName stage, StageName only, StageName... next) {
    return stage == only ? List.of(next) : List.of();
  }

  /// Whether nobody may have ruled yet and nothing is decided.
  private static boolean isOpen(StageName stage) {
    return switch (stage) {
      case FILED, CONTESTED, SEALING, REVEALING, DRAWING, VOTING, PERSON -> true;
      case DECIDED, RULED, FINAL -> false;
    };
  }

  private static boolean isRuledIn(StageName stage, boolean person) {
    return switch (stage) {
      case FILED, DECIDED, CONTESTED, VOTING -> !person;
      case PERSON -> true;
      case RULED, SEALING, REVEALING, DRAWING, FINAL -> false;
    };
  }

  /// Whether a ruling may stand there that can be forgiven.
  private static boolean mayFollowRuling(StageName stage) {
    return switch (stage) {
      case RULED, SEALING, REVEALING, DRAWING, VOTING, PERSON, FINAL -> true;
      case FILED, DECIDED, CONTESTED -> false;
    };
  }

  private static List<StageName> expired(StageName stage) {
    return switch (stage) {
      case SEALING -> List.of(REVEALING, DRAWING, PERSON);
      case REVEALING -> List.of(DRAWING);
      case DRAWING, VOTING -> List.of(PERSON);
      case FILED, DECIDED, RULED, CONTESTED, PERSON, FINAL -> List.of();
    };
  }
}
