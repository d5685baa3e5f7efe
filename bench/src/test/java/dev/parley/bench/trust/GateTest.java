package dev.parley.bench.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What is counted at the gate, in runs small enough to count by hand.
final class GateTest {
  private static final Setting.Size SIZE = new Setting.Size(1, 1, 1, 0, 0, 4, 1, 1);
  private static final double LOW = 10;
  private static final double HIGH = 60;

  private final Trader honest = new Trader(0, Trader.Role.HONEST, 0.9, 0, Attack.NAIVE);
  private final Trader cheater = new Trader(1, Trader.Role.CHEATER, 0.9, 1, Attack.NAIVE);

  private static GateWatch watch(double score, Trader... traders) {
    GateWatch watch = new GateWatch(SIZE);
    for (Trader trader : traders) {
      watch.joined(trader, score);
    }
    return watch;
  }

  @Test
  void countsWhatIsBrokenAboveTheGateUntilARoundEndsBelowIt() {
    GateWatch watch = watch(HIGH, honest, cheater);
    watch.dealt(honest, cheater, 0, true, 300_00);
    watch.dealt(honest, cheater, 0, false, 100_00);
    watch.endOf(_ -> HIGH);
    watch.dealt(honest, cheater, 1, true, 200_00);
    watch.endOf(_ -> LOW);
    watch.dealt(honest, cheater, 2, true, 900_00);
    watch.endOf(_ -> HIGH);
    watch.dealt(honest, cheater, 3, true, 900_00);
    watch.endOf(_ -> HIGH);
    Gate gate = watch.outcome();
    assertThat(gate.traitors()).isEqualTo(1);
    assertThat(gate.lagBreaches()).isEqualTo(2);
    assertThat(gate.lagValue()).isEqualTo(500);
    assertThat(gate.uncaught()).isZero();
  }

  @Test
  void whoCheatsBelowTheGateBetraysNobody() {
    GateWatch watch = watch(LOW, honest, cheater);
    watch.dealt(honest, cheater, 0, true, 300_00);
    watch.endOf(_ -> LOW);
    assertThat(watch.outcome().traitors()).isZero();
    assertThat(watch.outcome().lagBreaches()).isNaN();
  }

  @Test
  void whoStaysAboveIsNotCaught() {
    GateWatch watch = watch(HIGH, honest, cheater);
    watch.dealt(honest, cheater, 0, true, 300_00);
    watch.endOf(_ -> HIGH);
    assertThat(watch.outcome().uncaught()).isEqualTo(1);
  }

  @Test
  void misfortuneIsNoCheating() {
    Trader later = new Trader(1, Trader.Role.CHEATER, 0.9, 1, Attack.EXIT);
    GateWatch watch = watch(HIGH, honest, later);
    watch.dealt(honest, later, 0, true, 300_00);
    watch.endOf(_ -> HIGH);
    assertThat(watch.outcome().traitors()).isZero();
    watch.dealt(honest, later, 3, true, 300_00);
    assertThat(watch.outcome().traitors()).isEqualTo(1);
  }

  @Test
  void anAttackIsPaidForByIdentitiesFakesAndWork() {
    GateWatch watch = watch(LOW, honest, cheater);
    watch.dealt(honest, cheater, 0, true, 300_00);
    watch.dealt(honest, cheater, 0, false, 100_00);
    watch.faked();
    Gate gate = watch.outcome();
    assertThat(gate.gainPerCost()).isEqualTo(400 / (10 + 0.21 + 90));
    assertThat(gate.takenPerIdentity()).isEqualTo(300);
  }

  @Test
  void newcomersAreCountedByWhatTheySoldUntilTheyWereAbove() {
    Trader other = new Trader(1, Trader.Role.HONEST, 0.9, 1, Attack.NAIVE);
    GateWatch watch = watch(LOW, honest, other);
    watch.dealt(other, honest, 0, false, 100);
    watch.dealt(other, honest, 0, false, 100);
    watch.endOf(_ -> LOW);
    watch.dealt(other, honest, 1, false, 100);
    watch.endOf(trader -> trader == honest ? HIGH : LOW);
    Gate gate = watch.outcome();
    assertThat(gate.sessionsUntil()).isEqualTo(3);
    assertThat(gate.neverThrough()).isEqualTo(0.5);
    assertThat(gate.honestBelow()).isEqualTo(0.5);
  }

  @Test
  void theMeanLeavesOutRunsWithoutAFigure() {
    GateWatch some = watch(HIGH, honest, cheater);
    some.dealt(honest, cheater, 0, true, 300_00);
    Gate mean = Gate.mean(List.of(some.outcome(), watch(LOW, honest, cheater).outcome()));
    assertThat(mean.lagBreaches()).isEqualTo(1);
    assertThat(mean.traitors()).isEqualTo(0.5);
  }
}
