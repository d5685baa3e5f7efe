package dev.parley.client.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.client.negotiation.Landscape.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What can be worked out by hand comes out.
final class LandscapeTest {
  private static Landscape of(String text) {
    return Landscape.of(Samples.first(text), Samples.second(text));
  }

  @Test
  void findsTheFrontierAndTheFairPoints() {
    Landscape hedge = of(Samples.HEDGE);
    assertThat(hedge.outcomes()).isEqualTo(4);
    assertThat(hedge.pareto())
        .containsExactly(new Point(1, 0), new Point(0.6, 0.7), new Point(0, 1));
    assertThat(hedge.nash()).isEqualTo(new Point(0.6, 0.7));
    assertThat(hedge.kalai()).isEqualTo(new Point(0.6, 0.7));
    assertThat(hedge.kalaiSmorodinsky()).isEqualTo(new Point(0.6, 0.7));
    assertThat(hedge.welfare()).isCloseTo(1.3, within(1e-12));
    assertThat(hedge.opposition()).isCloseTo(0.5, within(1e-12));
    assertThat(hedge.rational()).isEqualTo(1);
  }

  @Test
  void countsGainsFromTheReservationValues() {
    Landscape price = of(Samples.PRICE);
    assertThat(price.pareto()).hasSize(11);
    // Gains of 0.5 in all, in steps of 0.1: 0.3 × 0.2 twice, of which the first side's comes first.
    assertThat(price.nash()).isEqualTo(new Point(0.5, 0.5));
    assertThat(price.kalai()).isEqualTo(new Point(0.5, 0.5));
    // Shares of the best gains: 0.3 / 0.8 and 0.2 / 0.7, of which the smaller is .286.
    assertThat(price.kalaiSmorodinsky()).isEqualTo(new Point(0.5, 0.5));
    assertThat(price.rational()).isEqualTo(6.0 / 11);
  }

  @Test
  void utilitiesAreExact() {
    Preferences gardener = Samples.first(Samples.HEDGE);
    assertThat(List.of(gardener.utility(0), gardener.utility(1), gardener.utility(3)))
        .containsExactly(100_000, 60_000, 0);
    assertThat(gardener.justReaching(60_000)).isEqualTo(1);
    assertThat(gardener.justReaching(60_001)).isEqualTo(0);
    assertThat(gardener.justReaching(1)).isEqualTo(2);
    assertThat(gardener.acceptable()).isEqualTo(4);
    assertThat(Samples.first(Samples.PRICE).floor()).isEqualTo(20_000);
  }

  @Test
  void measuresAnAgreementAndItsAbsence() {
    Preferences first = Samples.first(Samples.PRICE);
    Preferences second = Samples.second(Samples.PRICE);
    Landscape landscape = Landscape.of(first, second);
    Bargain agreed = new Bargain(List.of(new Move.Offer(0), new Move.Offer(5), new Move.Accept()));
    Measures measures = Measures.of(agreed, first, second, landscape, Side.FIRST);
    assertThat(measures.utility()).isEqualTo(0.5);
    assertThat(measures.advantage()).isCloseTo(0.375, within(1e-12));
    assertThat(List.of(measures.nash(), measures.pareto(), measures.welfare())).containsOnly(1.0);
    assertThat(measures.rounds()).isEqualTo(2);
    Bargain failed = new Bargain(List.of(new Move.Offer(0), new Move.End()));
    Measures nothing = Measures.of(failed, first, second, landscape, Side.SECOND);
    assertThat(nothing.agreement()).isZero();
    assertThat(nothing.utility()).isEqualTo(0.3);
    assertThat(nothing.partner()).isEqualTo(0.2);
    assertThat(nothing.advantage()).isZero();
    assertThat(nothing.nash()).isCloseTo(1 - Math.sqrt(0.09 + 0.04) / Math.sqrt(2), within(1e-12));
    assertThat(Measures.mean(List.of(measures, nothing)).agreement()).isEqualTo(0.5);
  }
}
