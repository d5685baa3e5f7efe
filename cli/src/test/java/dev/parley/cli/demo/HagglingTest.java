package dev.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HagglingTest {
  private static final int MOST_OFFERS = 100;

  /// How a talk between the two went.
  private record Course(
      List<BigDecimal> bids, List<BigDecimal> asks, Optional<BigDecimal> agreed) {}

  @Test
  void meetsBetweenTheLimitsAfterSeveralCounters() {
    Course course = haggle(buyer("1.80", "2.60"), seller("3.20", "2.10"));
    assertThat(course.agreed()).isPresent();
    assertThat(course.agreed().get()).isBetween(price("2.10"), price("2.60"));
    assertThat(course.bids().size() + course.asks().size()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void givesUpWhenNoPriceSuitsBoth() {
    assertThat(haggle(buyer("1.80", "2.00"), seller("3.20", "2.50")).agreed()).isEmpty();
  }

  @Test
  void agreesAtOnceWhenTheFirstOfferIsTheListPrice() {
    Course course = haggle(buyer("3.20", "4.00"), seller("3.20", "2.10"));
    assertThat(course.agreed()).contains(price("3.20"));
    assertThat(course.asks()).isEmpty();
  }

  @Test
  void neverPassesALimitAndAlwaysEnds() {
    SplittableRandom random = new SplittableRandom(20_261_124);
    for (int round = 0; round < 2_000; round++) {
      BigDecimal opening = BigDecimal.valueOf(random.nextInt(50, 300), 2);
      BigDecimal limit = opening.add(BigDecimal.valueOf(random.nextInt(0, 300), 2));
      BigDecimal floor = BigDecimal.valueOf(random.nextInt(50, 500), 2);
      BigDecimal list = floor.add(BigDecimal.valueOf(random.nextInt(0, 300), 2));
      Haggling buyer = new PatientBuyer(opening, limit, random.nextInt(2, 9));
      Haggling seller =
          new MirroringSeller(list, floor, BigDecimal.valueOf(random.nextInt(1, 200), 2));
      Course course = haggle(buyer, seller);
      String talk = "round " + round + ": " + buyer + " with " + seller + " gave " + course;
      assertThat(course.bids()).as(talk).allMatch(bid -> bid.compareTo(limit) <= 0);
      assertThat(course.asks()).as(talk).allMatch(ask -> ask.compareTo(floor) >= 0);
      course.agreed().ifPresent(a -> assertThat(a).as(talk).isBetween(floor, limit));
    }
  }

  private static Course haggle(Haggling buyer, Haggling seller) {
    List<BigDecimal> bids = new ArrayList<>(List.of(buyer.opening()));
    List<BigDecimal> asks = new ArrayList<>();
    while (bids.size() + asks.size() < MOST_OFFERS) {
      boolean sellersTurn = bids.size() > asks.size();
      List<BigDecimal> ours = sellersTurn ? asks : bids;
      List<BigDecimal> theirs = sellersTurn ? bids : asks;
      switch ((sellersTurn ? seller : buyer).answer(List.copyOf(ours), List.copyOf(theirs))) {
        case Move.Take _ -> {
          return new Course(bids, asks, Optional.of(theirs.getLast()));
        }
        case Move.Ask(BigDecimal price, _) -> ours.add(price);
        case Move.Walk _ -> {
          return new Course(bids, asks, Optional.empty());
        }
      }
    }
    throw new AssertionError("no end after " + MOST_OFFERS + " offers: " + bids + " " + asks);
  }

  private static Haggling buyer(String opening, String limit) {
    return new PatientBuyer(price(opening), price(limit), 5);
  }

  private static Haggling seller(String list, String floor) {
    return new MirroringSeller(price(list), price(floor), price("1.20"));
  }

  private static BigDecimal price(String text) {
    return new BigDecimal(text);
  }
}
