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
      case BONDED, SEALED, REVEALED, APPEALED ->
          Set.of(DisputeSeat.COMPLAINANT, DisputeSeat.RESPONDENT);
      case DRAWN, EXPIRED, FINAL -> Set.of(DisputeSeat.STEWARD);
      case VOTED -> Set.of(DisputeSeat.MEMBER);
      case RULED -> Set.of(DisputeSeat.STEWARD, DisputeSeat.PERSON);
      case FORGIVEN -> Set.of(DisputeSeat.VICTIM);
    };
  }

  private static List<StageName> cell(StageName stage, RecordKind kind, boolean person) {
    return switch (stage) {
      case FILED ->
          switch (kind) {
            case ANSWERED -> List.of(DECIDED, CONTESTED, SEALING);
            case WITHDRAWN -> List.of(DECIDED);
            case RULED -> unless(person, RULED);
            case FILED,
                BONDED,
                SEALED,
                REVEALED,
                DRAWN,
                VOTED,
                APPEALED,
                FORGIVEN,
                EXPIRED,
                FINAL ->
                List.of();
          };
      case DECIDED -> kind == RecordKind.RULED ? unless(person, RULED) : List.of();
      case RULED ->
          switch (kind) {
            case APPEALED -> List.of(SEALING, PERSON);
            case FORGIVEN -> List.of(RULED);
            case FINAL -> List.of(StageName.FINAL);
            case FILED,
                ANSWERED,
                BONDED,
                WITHDRAWN,
                SEALED,
                REVEALED,
                DRAWN,
                VOTED,
                RULED,
                EXPIRED ->
                List.of();
          };
      case CONTESTED ->
          switch (kind) {
            case BONDED -> List.of(CONTESTED, SEALING);
            case WITHDRAWN -> List.of(DECIDED);
            case RULED -> unless(person, RULED);
            case FILED,
                ANSWERED,
                SEALED,
                REVEALED,
                DRAWN,
                VOTED,
                APPEALED,
                FORGIVEN,
                EXPIRED,
                FINAL ->
                List.of();
          };
      case SEALING ->
          panel(
              stage,
              kind,
              RecordKind.SEALED,
              List.of(SEALING, REVEALING),
              List.of(REVEALING, DRAWING));
      case REVEALING ->
          panel(stage, kind, RecordKind.REVEALED, List.of(REVEALING, DRAWING), List.of(DRAWING));
      case DRAWING ->
          panel(stage, kind, RecordKind.DRAWN, List.of(VOTING, PERSON), List.of(PERSON));
      case VOTING ->
          kind == RecordKind.RULED
              ? unless(person, RULED)
              : panel(stage, kind, RecordKind.VOTED, List.of(VOTING, DECIDED), List.of(PERSON));
      case PERSON ->
          switch (kind) {
            case RULED -> List.of(RULED);
            case FORGIVEN -> List.of(PERSON);
            case WITHDRAWN -> List.of(DECIDED);
            case FILED,
                ANSWERED,
                BONDED,
                SEALED,
                REVEALED,
                DRAWN,
                VOTED,
                APPEALED,
                EXPIRED,
                FINAL ->
                List.of();
          };
      case FINAL -> kind == RecordKind.FORGIVEN ? List.of(StageName.FINAL) : List.of();
    };
  }

  /// On the way to a panel: the record of the stage, its time's end, giving up, forgiving.
  private static List<StageName> panel(
      StageName stage,
      RecordKind kind,
      RecordKind own,
      List<StageName> next,
      List<StageName> expired) {
    if (kind == own) {
      return next;
    }
    return switch (kind) {
      case EXPIRED -> expired;
      case WITHDRAWN -> List.of(DECIDED);
      case FORGIVEN -> List.of(stage);
      case FILED, ANSWERED, BONDED, SEALED, REVEALED, DRAWN, VOTED, RULED, APPEALED, FINAL ->
          List.of();
    };
  }

  private static List<StageName> unless(boolean person, StageName next) {
    return person ? List.of() : List.of(next);
  }
}
