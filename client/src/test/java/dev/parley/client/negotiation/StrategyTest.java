package dev.parley.client.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How each strategy moves. In the price domain the buyer's utility of outcome n is 100,000 less
/// 10,000 n, so targets can be read off.
final class StrategyTest {
  private static final Preferences BUYER = Samples.first(Samples.PRICE);
  private static final Preferences SELLER = Samples.second(Samples.PRICE);

  private static Bargain bargain(Strategy first, Strategy second, int rounds) {
    return Bargain.between(
        first.begin(BUYER, Side.FIRST, rounds, 1), second.begin(SELLER, Side.SECOND, rounds, 2));
  }

  @Test
  void concedesWithTime() {
    // The seller stands still, so these are the targets of rounds 0 to 4, the floor last.
    assertThat(bargain(Strategy.LINEAR, Strategy.HARDLINER, 5).offers(Side.FIRST))
        .containsExactly(0, 2, 4, 6, 8);
    assertThat(bargain(Strategy.BOULWARE, Strategy.HARDLINER, 5).offers(Side.FIRST))
        .containsExactly(0, 0, 0, 1, 8);
    assertThat(bargain(Strategy.CONCEDER, Strategy.HARDLINER, 5).offers(Side.FIRST))
        .containsExactly(0, 6, 6, 7, 8);
  }

  @Test
  void neverAgreesBelowTheReservationValue() {
    assertThat(bargain(Strategy.CONCEDER, Strategy.HARDLINER, 5).agreement()).isEmpty();
    for (Strategy first : Strategy.values()) {
      for (Strategy second : Strategy.values()) {
        OptionalInt agreed = bargain(first, second, 30).agreement();
        agreed.ifPresent(
            outcome -> {
              assertThat(BUYER.utility(outcome)).isGreaterThanOrEqualTo(20_000);
              assertThat(SELLER.utility(outcome)).isGreaterThanOrEqualTo(30_000);
            });
      }
    }
  }

  @Test
  void answersAConcessionInKind() {
    Player seller = Strategy.TIT_FOR_TAT.begin(SELLER, Side.SECOND, 9, 0);
    assertThat(seller.move(OptionalInt.of(0))).isEqualTo(new Move.Offer(10));
    assertThat(seller.move(OptionalInt.of(2))).isEqualTo(new Move.Offer(8));
    assertThat(seller.move(OptionalInt.of(1))).isEqualTo(new Move.Offer(8));
    assertThat(seller.move(OptionalInt.of(5))).isEqualTo(new Move.Accept());
  }

  @Test
  void microOffersSomethingNewOnlyForSomethingNew() {
    Player buyer = Strategy.MICRO.begin(BUYER, Side.FIRST, 9, 0);
    assertThat(buyer.move(OptionalInt.empty())).isEqualTo(new Move.Offer(0));
    assertThat(buyer.move(OptionalInt.of(10))).isEqualTo(new Move.Offer(1));
    assertThat(buyer.move(OptionalInt.of(10))).isIn(new Move.Offer(0), new Move.Offer(1));
    assertThat(buyer.move(OptionalInt.of(9))).isEqualTo(new Move.Offer(2));
    // Its next one would be 3, which is what it takes too.
    assertThat(buyer.move(OptionalInt.of(3))).isEqualTo(new Move.Accept());
  }

  @Test
  void microMeetsItselfInTheMiddle() {
    assertThat(bargain(Strategy.MICRO, Strategy.MICRO, 30).agreement()).hasValue(5);
  }

  @Test
  void givesUpWhenNothingCanBeAnsweredAnyMore() {
    Bargain hard = bargain(Strategy.HARDLINER, Strategy.HARDLINER, 7);
    assertThat(hard.agreement()).isEmpty();
    assertThat(hard.moves()).hasSize(14).last().isEqualTo(new Move.End());
    assertThat(hard.rounds()).isEqualTo(7);
    assertThat(bargain(Strategy.LINEAR, Strategy.LINEAR, 1).moves()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void playsTheSameAgain(Strategy strategy) {
    for (Strategy other : Strategy.values()) {
      assertThat(bargain(strategy, other, 25)).isEqualTo(bargain(strategy, other, 25));
    }
    assertThat(Strategy.parse(strategy.title())).contains(strategy);
  }

  @Test
  void theModelLearnsWhatTheOtherWants() {
    FrequencyModel model = new FrequencyModel(SELLER.domain());
    FrequencyModel blind = new FrequencyModel(SELLER.domain());
    assertThat(blind.accuracy(SELLER)).isEqualTo(new FrequencyModel.Accuracy(0, 0));
    List.of(10, 10, 10, 10, 9, 9, 9, 8, 8, 7).forEach(model::see);
    FrequencyModel.Accuracy accuracy = model.accuracy(SELLER);
    assertThat(accuracy.pearson()).isGreaterThan(0.8);
    assertThat(accuracy.kendall()).isGreaterThan(0.7);
    assertThat(model.accuracy(BUYER).kendall()).isEqualTo(-accuracy.kendall());
  }

  @Test
  void correlatesAsTheTextbookDoes() {
    double[] x = {1, 2, 2, 4, 5, 6};
    double[] y = {2, 1, 3, 3, 6, 5};
    // 15 pairs, one tied in x, one in y, 11 agree, 2 disagree: 9 / 14.
    assertThat(Correlation.kendall(x, y)).isEqualTo(9.0 / 14);
    assertThat(Correlation.pearson(new double[] {1, 2, 3}, new double[] {2, 4, 6}))
        .isCloseTo(1, within(1e-12));
    assertThat(Correlation.kendall(x, new double[6])).isZero();
  }
}
