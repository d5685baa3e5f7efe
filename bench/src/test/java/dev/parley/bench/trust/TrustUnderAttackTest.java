package dev.parley.bench.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.trust.Algorithm.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The figures that the trust function has to reach in the market of size S, with fixed seeds: they
/// are the same on every machine.
final class TrustUnderAttackTest {
  private static double auc(Setting setting, Kind kind) {
    return TrustLab.outcome(setting, kind).auc();
  }

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"RING", "CAMOUFLAGE", "SPIES", "SYBIL"})
  void tellsTheHonestFromThoseWhoPraiseEachOther(Attack attack) {
    assertThat(auc(Setting.of(attack, Setting.Size.S), Kind.EVIDENCE)).isGreaterThanOrEqualTo(0.88);
  }

  @ParameterizedTest
  @CsvSource({"RING, 0.60", "CAMOUFLAGE, 0.55"})
  void keepsTheOrderWhereNoDisputeIsEverUpheld(Attack attack, double least) {
    Setting lawless = Setting.of(attack, Setting.Size.S).judged(0, 0.1);
    assertThat(auc(lawless, Kind.EVIDENCE)).isGreaterThanOrEqualTo(least);
    assertThat(auc(lawless, Kind.NAIVE_COUNTING)).isLessThan(0.35);
  }

  @ParameterizedTest
  @CsvSource({"NAIVE, 0.03", "WHITEWASH, 0.03", "ON_OFF, 0.045"})
  void isHardlyEverBehindNaiveCounting(Attack attack, double most) {
    Setting setting = Setting.of(attack, Setting.Size.S);
    assertThat(auc(setting, Kind.EVIDENCE))
        .isGreaterThanOrEqualTo(auc(setting, Kind.NAIVE_COUNTING) - most);
  }

  @Test
  void withstandsSlanderWhenThreeOfTenLiesBecomeVerdicts() {
    Setting unjust = Setting.of(Attack.SLANDER, Setting.Size.S).judged(0.9, 0.3);
    assertThat(auc(unjust, Kind.EVIDENCE)).isGreaterThanOrEqualTo(0.70);
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    Setting.Size tiny = new Setting.Size(20, 6, 2, 3, 3, 12, 1, 2);
    for (Attack attack : Attack.values()) {
      for (Kind kind : Kind.values()) {
        Setting setting = Setting.of(attack, tiny);
        assertThat(TrustLab.outcome(setting, kind)).isEqualTo(TrustLab.outcome(setting, kind));
      }
    }
  }
}
