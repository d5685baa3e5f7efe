package dev.parley.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.core.learning.Forecast.What;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Predictions are scored on what came later, and admit it where the naive one is better.
final class ForecastTest {

  private static Forecast one(Cases cases, What what) {
    return Forecast.of(cases.all()).stream()
        .filter(f -> f.what() == what)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void knowsCounterpartiesApart() {
    Cases cases = new Cases();
    for (int i = 0; i < 60; i++) {
      if (i % 2 == 0) {
        cases.with("yes.example").deal(100);
      } else {
        cases.with("no.example").parting();
      }
    }
    Forecast agreement = one(cases, What.AGREEMENT);
    assertThat(agreement.sessions()).isEqualTo(55);
    assertThat(agreement.naive()).isCloseTo(0.25, within(0.02));
    assertThat(agreement.error()).isLessThan(0.1);
    assertThat(agreement.verdict()).isEqualTo("better");
  }

  @Test
  void admitsThatTheNaiveOneIsBetter() {
    Cases cases = new Cases();
    // Each counterparty turns round half way: what it did before misleads.
    for (int i = 0; i < 40; i++) {
      for (int org = 0; org < 2; org++) {
        cases.with("org" + org + ".example");
        if ((org == 0) == (i < 20)) {
          cases.deal(100);
        } else {
          cases.parting();
        }
      }
    }
    Forecast agreement = one(cases, What.AGREEMENT);
    assertThat(agreement.error()).isGreaterThan(agreement.naive());
    assertThat(agreement.verdict()).isEqualTo("worse");
  }

  @Test
  void predictsThePriceOfEachCounterparty() {
    Random random = new Random(7);
    Cases cases = new Cases();
    for (int i = 0; i < 80; i++) {
      int org = i % 4;
      cases.with("org" + org + ".example").deal(100 + 20L * org + random.nextInt(5));
    }
    Forecast price = one(cases, What.CLOSING_PRICE);
    assertThat(price.measure()).isEqualTo(Forecast.Measure.MAE);
    assertThat(price.error()).isLessThan(price.naive() / 2);
    assertThat(price.naive()).isCloseTo(20, within(3.0));
  }

  @Test
  void scoresBreachesWhereThereWereObligations() {
    Cases cases = new Cases();
    for (int i = 0; i < 40; i++) {
      cases.with("good.example").obliged(new Case.Kept(1, 0, 0), Case.Kept.NONE).deal(100);
      cases.with("bad.example").obliged(new Case.Kept(0, 1, 0), Case.Kept.NONE).deal(100);
      cases.with("bad.example").parting();
    }
    Forecast breach = one(cases, What.BREACH);
    assertThat(breach.sessions()).isEqualTo(75);
    assertThat(breach.verdict()).isEqualTo("better");
  }

  @Test
  void looksAtNothingThatCameLater() {
    Cases cases = new Cases();
    for (int i = 0; i < 30; i++) {
      cases.deal(100);
    }
    double before = one(cases, What.CLOSING_PRICE).error();
    assertThat(before).isZero();
    cases.deal(900);
    Forecast after = one(cases, What.CLOSING_PRICE);
    assertThat(after.error()).isCloseTo(800.0 / after.sessions(), within(1e-6));
  }

  @Test
  void saysTooFewWhereAScoreMeansNothing() {
    Cases cases = new Cases();
    for (int i = 0; i < Forecast.FEWEST_BEFORE + Forecast.FEWEST_SCORED - 1; i++) {
      cases.deal(100);
    }
    assertThat(one(cases, What.AGREEMENT).verdict()).isEqualTo("too-few");
    assertThat(Forecast.of(new Cases().deal(100).all())).isEmpty();
    assertThat(one(cases.deal(100), What.AGREEMENT).verdict()).isEqualTo("equal");
  }
}
