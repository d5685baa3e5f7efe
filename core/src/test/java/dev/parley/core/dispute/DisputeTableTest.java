package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.NODE;
import static dev.parley.core.dispute.DisputeCase.PERSON;
import static dev.parley.core.dispute.DisputeCase.THIRD;
import static dev.parley.core.dispute.DisputeCase.appeal;
import static dev.parley.core.dispute.DisputeCase.decision;
import static dev.parley.core.dispute.DisputeCase.deny;
import static dev.parley.core.dispute.DisputeCase.filed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.GeneratedDocument;
import dev.parley.core.Speaker;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The table of disputes, its page, and that the machine keeps to it.
class DisputeTableTest {
  private static final String INTRODUCTION =
      """
      # Disputes

      Who may record what at which stage of a dispute. A row is a record and those who may make it; a column is a stage; a
      cell says which stage follows. `–` is refused with `invalid_transition`; who takes no part is `not_participant`, and
      whose seat the row does not name is `unauthorized`. What a cell allows can still be refused by a rule
      that needs more. `filed` begins a dispute, at FILED. The steward's RULED, EXPIRED and FINAL have to be what follows from
      the records, and come once the time of the stage is over; from then on nobody else is heard (`timeout`). This page is
      generated from `DisputeTable` and compared by a test that tries every cell.

      """;

  private static final String TIMERS =
      """

      ## Times

      What each stage waits for. If nothing comes, the steward records what the last column says. `filing` runs from the
      deadline, or from when the obligation came to where it stands, whichever is later.

      """;

  private static final String BASES =
      """

      ## What rulings rest on

      """;

  @Test
  void thePageSaysWhatTheTableDoes() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    List<String> titles = new ArrayList<>(List.of("Record", "Signed for", "By"));
    Arrays.stream(StageName.values()).map(Enum::name).forEach(titles::add);
    page.append(GeneratedDocument.head(titles));
    for (RecordKind kind : RecordKind.values()) {
      rows(kind).forEach((cells, seats) -> page.append(row(kind, seats, cells)));
    }
    page.append(TIMERS);
    page.append(GeneratedDocument.head(List.of("Time", "Stage", "Length", "If nothing comes")));
    page.append(
        GeneratedDocument.row(
            List.of("`filing`", "–", words(DisputeTimer.FILING), "no dispute any more")));
    for (DisputeTimer timer : DisputeTimer.values()) {
      page.append(
          GeneratedDocument.row(
              List.of(
                  "`" + timer.wire() + "`",
                  stage(timer).name(),
                  words(timer.length()),
                  consequence(timer))));
    }
    page.append(BASES).append(GeneratedDocument.head(List.of("Basis", "Can be appealed")));
    for (Ruling.Basis basis : Ruling.Basis.values()) {
      page.append(
          GeneratedDocument.row(
              List.of("`" + basis.wire() + "`", basis.appealable() ? "yes" : "no")));
    }
    GeneratedDocument.mustSay("disputes.md", page.toString());
  }

  /// Seats for which a record leads to the same stages share a row.
  private static Map<List<String>, List<DisputeSeat>> rows(RecordKind kind) {
    Map<List<String>, List<DisputeSeat>> out = new LinkedHashMap<>();
    for (DisputeSeat seat : DisputeSeat.values()) {
      if (DisputeTable.by(kind).contains(seat)) {
        List<String> cells = new ArrayList<>();
        for (StageName stage : StageName.values()) {
          cells.add(text(stage, DisputeTable.cell(stage, kind, seat)));
        }
        out.computeIfAbsent(cells, _ -> new ArrayList<>()).add(seat);
      }
    }
    return out;
  }

  private static String text(StageName from, List<StageName> next) {
    return next.isEmpty()
        ? "–"
        : next.stream().map(n -> n == from ? "same" : n.name()).collect(Collectors.joining(", "));
  }

  private static String row(RecordKind kind, List<DisputeSeat> seats, List<String> cells) {
    List<String> out = new ArrayList<>();
    out.add("**" + kind.wire() + "**");
    out.add("`" + kind.purpose().prefix() + "`");
    out.add(seats.stream().map(DisputeSeat::title).collect(Collectors.joining(", ")));
    out.addAll(cells);
    return GeneratedDocument.row(out);
  }

  private static String words(Duration length) {
    return length.isZero()
        ? "at once"
        : length.toDays() > 2 ? length.toDays() + " days" : length.toHours() + " h";
  }

  private static StageName stage(DisputeTimer timer) {
    return switch (timer) {
      case ANSWER -> StageName.FILED;
      case RULING -> StageName.DECIDED;
      case BOND -> StageName.CONTESTED;
      case SEAL -> StageName.SEALING;
      case REVEAL -> StageName.REVEALING;
      case DRAW -> StageName.DRAWING;
      case VOTE -> StageName.VOTING;
      case APPEAL -> StageName.RULED;
      case PERSON -> StageName.PERSON;
    };
  }

  private static String consequence(DisputeTimer timer) {
    return switch (timer) {
      case ANSWER -> "`ruled`: upheld by silence";
      case RULING -> "`ruled` as it follows from the records";
      case BOND -> "`ruled` against whoever staked nothing, the complainant first";
      case SEAL -> "`expired`: those who sealed reveal; if the steward did not, a person rules";
      case REVEAL -> "`expired`: what is not revealed counts as zeros";
      case DRAW -> "`expired`: a person rules";
      case VOTE -> "`ruled` by the majority of the seats, else `expired`: a person rules";
      case APPEAL -> "`final`; at once where the basis cannot be appealed";
      case PERSON -> "`ruled`: the ruling before stands; without one, nothing is upheld";
    };
  }

  /// A dispute at a stage, with times that still run.
  static DisputeCase at(StageName stage) {
    DisputeCase bonded = stage == StageName.FILED ? DisputeCase.declined().files() : bonded();
    return switch (stage) {
      case FILED -> bonded;
      case DECIDED -> DisputeCase.declined().files().says(BETA, DisputeCase.concede());
      case RULED -> bonded.unanimous(decision(true, 3, "1"));
      case CONTESTED -> DisputeCase.declined().contested();
      case SEALING -> bonded;
      case REVEALING ->
          bonded
              .says(NODE, bonded.seals(DisputeCase.candidates(12)))
              .says(ALPHA, seal(ALPHA))
              .says(BETA, seal(BETA));
      case DRAWING -> bonded.revealed();
      case VOTING -> bonded.revealed().drawn();
      case PERSON -> {
        bonded.says(NODE, bonded.seals(List.of())).revealed();
        yield bonded.says(NODE, bonded.draw());
      }
      case FINAL ->
          DisputeCase.declined().files().says(BETA, DisputeCase.concede()).steward().steward();
    };
  }

  private static DisputeCase bonded() {
    return DisputeCase.declined().bonded();
  }

  private static DisputeAct seal(Speaker side) {
    return new DisputeAct.Sealed(1, DisputeCase.nonce(side, 1).seal(side.uri(), DisputeCase.ID, 1));
  }

  private static DisputeAct act(RecordKind kind, DisputeCase dispute, Speaker by) {
    Ruling ruling = new Ruling(Ruling.Basis.PERSON, decision(true, 3, "1"));
    return switch (kind) {
      case FILED -> filed(by, by.equals(BETA) ? ALPHA : BETA, DisputeReason.FULFILLMENT_MISMATCH);
      case ANSWERED -> deny();
      case BONDED -> new DisputeAct.Bonded(DisputeCase.bond());
      case WITHDRAWN -> new DisputeAct.Withdrawn();
      case SEALED ->
          by.equals(NODE) && DisputeMachine.sealDue(dispute.dispute())
              ? dispute.seals(DisputeCase.candidates(12))
              : seal(by);
      case REVEALED -> new DisputeAct.Revealed(1, DisputeCase.nonce(by, 1));
      case DRAWN ->
          dispute.stage() == StageName.DRAWING
              ? dispute.draw()
              : new DisputeAct.Drawn(1, Nonce.NONE, List.of());
      case VOTED -> new DisputeAct.Voted(1, ruling.decision(), Optional.empty());
      case RULED ->
          by.equals(NODE)
              ? stewards(dispute, kind, new DisputeAct.Ruled(ruling, Optional.empty()))
              : new DisputeAct.Ruled(ruling, Optional.empty());
      case APPEALED -> appeal();
      case FORGIVEN -> new DisputeAct.Forgiven();
      case EXPIRED ->
          stewards(dispute, kind, new DisputeAct.Expired(DisputeTimer.SEAL, dispute.now));
      case FINAL -> stewards(dispute, kind, new DisputeAct.Final(ruling, Outcome.BREACHED));
    };
  }

  /// What the steward has to record once the time is over, if it is of that kind.
  private static DisputeAct stewards(DisputeCase dispute, RecordKind kind, DisputeAct otherwise) {
    return Deadlines.act(dispute.dispute()).filter(a -> a.kind() == kind).orElse(otherwise);
  }

  @ParameterizedTest
  @EnumSource(StageName.class)
  void theMachineKeepsToTheTable(StageName stage) {
    int allowed = 0;
    for (RecordKind kind : RecordKind.values()) {
      for (Speaker by : speakers(at(stage))) {
        DisputeCase dispute = at(stage);
        DisputeAct act = act(kind, dispute, by);
        boolean inTime = kind == RecordKind.DRAWN || kind == RecordKind.SEALED;
        if (by.equals(NODE) && !inTime && stage != StageName.FINAL) {
          dispute.overdue();
        }
        Set<DisputeSeat> seats = dispute.dispute().seats(by.uri());
        boolean inTable =
            seats.stream().anyMatch(s -> !DisputeTable.cell(stage, kind, s).isEmpty());
        Optional<ErrorCode> refused =
            dispute.step(dispute.record(by, act)) instanceof DisputeStep.Refused r
                ? Optional.of(r.refusal().code())
                : Optional.empty();
        if (inTable) {
          allowed++;
          assertThat(refused.filter(ErrorCode.UNAUTHORIZED::equals))
              .as("%s by %s in %s", kind, by.uri(), stage)
              .satisfiesAnyOf(
                  r -> assertThat(r).isEmpty(),
                  r -> assertThat(kind).isEqualTo(RecordKind.APPEALED));
        } else {
          assertThat(refused)
              .as("%s by %s in %s", kind, by.uri(), stage)
              .isPresent()
              .get()
              .isIn(
                  ErrorCode.INVALID_TRANSITION, ErrorCode.UNAUTHORIZED, ErrorCode.NOT_PARTICIPANT);
        }
      }
    }
    assertThat(allowed).isPositive();
  }

  private static List<Speaker> speakers(DisputeCase dispute) {
    List<Speaker> out = new ArrayList<>(List.of(ALPHA, BETA, THIRD, NODE, PERSON));
    if (dispute.stage() == StageName.VOTING) {
      out.addAll(dispute.panel());
    }
    return out;
  }
}
