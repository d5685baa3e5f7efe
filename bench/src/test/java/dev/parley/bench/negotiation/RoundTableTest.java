package dev.parley.bench.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.negotiation.RoundTable.Course;
import dev.parley.bench.negotiation.RoundTable.Turn;
import dev.parley.client.negotiation.Move;
import dev.parley.client.negotiation.Preferences;
import dev.parley.client.negotiation.Strategy;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Three bargain in turn, in memory.
final class RoundTableTest {
  private static final int ROUNDS = 20;

  private static RoundTable table(String domain, Strategy... strategies) {
    return new RoundTable(Trio.named(domain), List.of(strategies), ROUNDS);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void agreedIsWhatBothOthersHaveAcceptedInARow(Strategy strategy) {
    for (String domain : Trio.NAMES) {
      Course course = table(domain, strategy, Strategy.LINEAR, Strategy.CONCEDER).play();
      List<Turn> turns = course.turns();
      assertThat(turns).hasSizeLessThanOrEqualTo(ROUNDS * Trio.SIDES + 1);
      for (int i = 0; i < turns.size(); i++) {
        assertThat(turns.get(i).side()).isEqualTo(i % Trio.SIDES);
      }
      if (course.agreement().isPresent()) {
        assertThat(turns.subList(turns.size() - 3, turns.size()).stream().map(Turn::move))
            .containsExactly(
                new Move.Offer(course.agreement().getAsInt()),
                new Move.Accept(),
                new Move.Accept());
        for (int side = 0; side < Trio.SIDES; side++) {
          Preferences own = Trio.named(domain).sides().get(side);
          assertThat(own.utility(course.agreement().getAsInt()))
              .isGreaterThanOrEqualTo(own.profile().reservation());
        }
      } else {
        assertThat(turns.getLast().move()).isEqualTo(new Move.End());
      }
    }
  }

  @Test
  void threeWhoConcedeAgree() {
    for (String domain : Trio.NAMES) {
      assertThat(
              table(domain, Strategy.LINEAR, Strategy.LINEAR, Strategy.LINEAR).play().agreement())
          .as(domain)
          .isPresent();
    }
  }

  @Test
  void threeWhoDoNotConcedeDoNot() {
    Course course =
        table("three-relay", Strategy.HARDLINER, Strategy.HARDLINER, Strategy.HARDLINER).play();
    assertThat(course.agreement()).isEmpty();
    assertThat(
            Collections.frequency(
                course.turns().stream().map(Turn::move).toList(), new Move.Accept()))
        .isZero();
  }

  @Test
  void theSameTableGoesTheSameWay() {
    RoundTable table = table("three-exhibition", Strategy.MICRO, Strategy.BOULWARE, Strategy.MICRO);
    assertThat(table.play()).isEqualTo(table.play());
  }

  @Test
  void efficientIsWhereNobodyCouldHaveMoreForNothing() {
    Trio trio = Trio.named("three-relay");
    int best = -1;
    for (int outcome = 0; outcome < trio.domain().size(); outcome++) {
      best = best < 0 || trio.welfare(outcome) > trio.welfare(best) ? outcome : best;
    }
    assertThat(trio.efficient(best)).isTrue();
    assertThat(trio.welfare(best)).isEqualTo(trio.best());
    long wasted = 0;
    for (int outcome = 0; outcome < trio.domain().size(); outcome++) {
      wasted += trio.efficient(outcome) ? 0 : 1;
    }
    assertThat(wasted).isPositive();
  }
}
