package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.session.Act;
import dev.parley.core.session.Cell;
import dev.parley.core.session.Seat;
import dev.parley.core.session.StateName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A rule of the machine's table is broken on purpose: in the machine itself, and in the table that
/// the model is generated from. The checker finds the property that this breaks, and the comparison
/// finds the act.
class BrokenTableTest {
  private static final int DEPTH = 4;
  private static final int EACH = 45;

  @TempDir private Path folder;

  /// One cell, and what it is changed to.
  private record Broken(StateName state, Act act, Seat seat, Cell cell) {
    TableModule.Table table() {
      return TableModule.Table.REAL.but(state, act, seat, cell);
    }
  }

  @ParameterizedTest
  @MethodSource
  void theCheckerFindsThePropertyAndTheComparisonFindsTheAct(
      StateName state, Act act, Seat seat, Cell cell, String property) {
    Broken broken = new Broken(state, act, seat, cell);
    assertThat(TableModule.of(broken.table()))
        .as("the module that is compared with docs/model/table.als")
        .isNotEqualTo(TableModule.of(TableModule.Table.REAL));
    assertThat(Model.read(folder, Model.rules(), broken.table()).run(property).satisfiable())
        .as("a counterexample to %s", property)
        .isTrue();
    assertThat(new Comparison(new Ground(broken.table()), Relation.REAL).difference(DEPTH))
        .as("what the broken machine does")
        .hasValueSatisfying(found -> assertThat(found).contains(act.name()));
  }

  static Stream<Arguments> theCheckerFindsThePropertyAndTheComparisonFindsTheAct() {
    return Stream.of(
        Arguments.of(
            StateName.ESCALATED,
            Act.ACCEPT_COMMITMENT,
            Seat.COUNTERPARTY,
            Cell.DERIVED,
            "S9_only_principals_bind"),
        Arguments.of(
            StateName.EXECUTING,
            Act.INFORM_EXPIRY,
            Seat.STEWARD,
            Cell.REFUSED,
            "L1_each_session_ends"),
        Arguments.of(
            StateName.ESCALATED,
            Act.INFORM_EXPIRY,
            Seat.STEWARD,
            Cell.REFUSED,
            "L3_each_escalation_is_answered"));
  }

  /// Cells that the sessions of the model cannot tell from their opposite: the rules behind the
  /// table refuse the same, since A has nothing to accept and is nobody's creditor, and J decides.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "AGREEING ACCEPT_COMMITMENT INITIATOR",
          "AGREEING REJECT_COMMITMENT INITIATOR",
          "AGREEING INFORM_RELEASE INITIATOR",
          "EXECUTING INFORM_RELEASE INITIATOR",
          "ESCALATED INFORM_RELEASE INITIATOR",
          "ESCALATED INFORM_RESOLUTION STEWARD");

  /// Cells of acts of the model that allow something, closed: all of them at full size, else each
  /// so many.
  @Test
  void everyCellThatIsClosedIsMissed() {
    List<Broken> all = closed();
    Set<String> tried = new TreeSet<>();
    Set<String> unnoticed = new TreeSet<>();
    for (int i = 0; i < all.size(); i += Boolean.getBoolean("parley.test.full") ? 1 : EACH) {
      Broken broken = all.get(i);
      String name = broken.state() + " " + broken.act() + " " + broken.seat();
      tried.add(name);
      Comparison comparison = new Comparison(new Ground(broken.table()), Relation.REAL);
      if (comparison.difference(5).isEmpty()) {
        unnoticed.add(name);
      }
    }
    tried.retainAll(WITHOUT_EFFECT);
    assertThat(unnoticed).isEqualTo(tried);
  }

  private static List<Broken> closed() {
    Set<Act> acts = new TreeSet<>(Move.whole().stream().map(Move::act).toList());
    List<Broken> out = new ArrayList<>();
    for (StateName state : StateName.values()) {
      for (Act act : acts) {
        for (Seat seat : new TreeSet<>(World.CAST.seats().values())) {
          boolean modelled = state.compareTo(StateName.CONVERSING) >= 0 && !state.terminal();
          if (modelled && TableModule.Table.REAL.cell(state, act, seat) != Cell.REFUSED) {
            out.add(new Broken(state, act, seat, Cell.REFUSED));
          }
        }
      }
    }
    return out;
  }
}
