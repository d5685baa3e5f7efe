package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.GeneratedDocument;
import dev.parley.core.session.Act;
import dev.parley.core.session.Cell;
import dev.parley.core.session.Seat;
import dev.parley.core.session.StateName;
import edu.mit.csail.sdg.translator.A4Solution;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checker finds no counterexample to the properties of the session, and finds one when a cell
/// of the table or a rule is broken.
class ModelTest {
  private static final List<String> PROPERTIES =
      List.of(
          "S1_same_view",
          "S2_bound_by_all",
          "S3_no_back_door",
          "S5_nothing_after_the_end",
          "S8_not_by_silence",
          "S9_only_principals_bind",
          "S10_duplicates_change_nothing",
          "L1_each_session_ends",
          "L2_each_commitment_is_settled",
          "L3_each_escalation_is_answered",
          "L5_some_timer_runs");

  @TempDir private Path folder;

  @Test
  void theTableOfTheModelIsTheOneOfTheMachine() {
    GeneratedDocument.mustSay("model/table.als", TableModule.of(TableModule.Table.REAL));
  }

  @Test
  void everyPropertyHolds() {
    Model model = Model.read(folder, Model.rules(), TableModule.Table.REAL);
    assertThat(model.properties()).containsExactlyElementsOf(PROPERTIES);
    for (String property : PROPERTIES) {
      A4Solution solution = model.run(property);
      assertThat(solution.satisfiable())
          .as("%s has a counterexample:%n%s", property, solution)
          .isFalse();
    }
  }

  /// A property that only holds because nothing can happen would say nothing.
  @ParameterizedTest
  @ValueSource(strings = {"Bound", "Resolved", "Timed"})
  void whatTheModelIsAboutCanHappen(String instance) {
    Model model = Model.read(folder, Model.rules(), TableModule.Table.REAL);
    assertThat(model.run(instance).satisfiable()).isTrue();
  }

  @ParameterizedTest
  @MethodSource
  void aBrokenCellOfTheTableIsFound(
      StateName state, Act act, Seat seat, Cell broken, String property) {
    TableModule.Table table = TableModule.Table.REAL.but(state, act, seat, broken);
    assertThat(table.cell(state, act, seat))
        .isNotEqualTo(TableModule.Table.REAL.cell(state, act, seat));
    assertThat(Model.read(folder, Model.rules(), table).run(property).satisfiable()).isTrue();
  }

  static Stream<Arguments> aBrokenCellOfTheTableIsFound() {
    return Stream.of(
        Arguments.of(
            StateName.CLOSED,
            Act.COMMIT,
            Seat.INITIATOR,
            Cell.TO_AGREEING,
            "S5_nothing_after_the_end"),
        Arguments.of(
            StateName.CONVERSING,
            Act.COMMIT,
            Seat.AUTHORITY,
            Cell.TO_AGREEING,
            "S9_only_principals_bind"),
        Arguments.of(
            StateName.ESCALATED,
            Act.ACCEPT_COMMITMENT,
            Seat.COUNTERPARTY,
            Cell.SAME,
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
            Cell.SAME,
            "L3_each_escalation_is_answered"));
  }

  @ParameterizedTest
  @MethodSource
  void aBrokenRuleIsFound(String rule, String property) {
    Model model = Model.read(folder, Model.rulesWithout(rule), TableModule.Table.REAL);
    assertThat(model.run(property).satisfiable()).isTrue();
  }

  static Stream<Arguments> aBrokenRuleIsFound() {
    return Stream.of(
        Arguments.of("withdraw-before-first-accept", "S1_same_view"),
        Arguments.of("withdraw-proposed", "S10_duplicates_change_nothing"),
        Arguments.of("commit-once", "S10_duplicates_change_nothing"),
        Arguments.of("answer-awaited", "S10_duplicates_change_nothing"),
        Arguments.of("vote-nothing-open", "S3_no_back_door"),
        Arguments.of("resolution-nothing-open", "S3_no_back_door"),
        Arguments.of("fatal-nothing-open", "S3_no_back_door"),
        Arguments.of("release-by-creditor", "S3_no_back_door"),
        Arguments.of("expiry-running", "S3_no_back_door"));
  }
}
