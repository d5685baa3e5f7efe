package dev.parley.client.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.client.negotiation.Landscape.Point;
import dev.parley.core.error.Decoded;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Against the definitions, computed the slow way, and against spoilt files. A failure names its
/// seed.
final class RandomScenariosTest {
  private static final int SEEDS = 60;

  /// Two or three issues with few values, so that ties are frequent.
  private static Scenario scenario(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Issue> issues = new ArrayList<>();
    int count = 2 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      issues.add(new Issue.Span("issue " + i, 1, 2 + random.nextInt(4)));
    }
    Domain domain = new Domain("random " + seed, issues);
    return new Scenario(domain, "Anything.", profile(domain, random), profile(domain, random));
  }

  private static Profile profile(Domain domain, SplittableRandom random) {
    List<Integer> weights = new ArrayList<>();
    List<List<Integer>> evaluations = new ArrayList<>();
    int left = 100;
    for (Issue issue : domain.issues()) {
      boolean last = weights.size() + 1 == domain.issues().size();
      int weight = last ? left : random.nextInt(left / 10 + 1) * 10;
      left -= weight;
      weights.add(weight);
      List<Integer> values = new ArrayList<>();
      for (int i = 0; i < issue.size(); i++) {
        values.add(i == 0 ? 1_000 : random.nextInt(5) * 250);
      }
      evaluations.add(values);
    }
    return new Profile("somebody", random.nextInt(6) * 10_000, weights, evaluations);
  }

  @Test
  void theFrontierAndTheFairPointsAreThoseOfTheDefinitions() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = scenario(seed);
      Preferences first = Preferences.of(scenario.domain(), scenario.first());
      Preferences second = Preferences.of(scenario.domain(), scenario.second());
      Landscape landscape = Landscape.of(first, second);
      List<Point> all = new ArrayList<>();
      for (int outcome = 0; outcome < scenario.domain().size(); outcome++) {
        all.add(Landscape.point(first, second, outcome));
      }
      List<Point> undominated =
          all.stream().filter(p -> all.stream().noneMatch(q -> dominates(q, p))).toList();
      assertThat(landscape.pareto())
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(undominated.stream().distinct().toList());
      Point nothing = Landscape.disagreement(first, second);
      double product = 0;
      double smaller = 0;
      for (Point point : all) {
        double one = point.first() - nothing.first();
        double other = point.second() - nothing.second();
        if (one >= 0 && other >= 0) {
          product = Math.max(product, one * other);
          smaller = Math.max(smaller, Math.min(one, other));
        }
      }
      if (landscape.rational() > 0) {
        Point nash = landscape.nash();
        Point kalai = landscape.kalai();
        assertThat((nash.first() - nothing.first()) * (nash.second() - nothing.second()))
            .as("seed %d", seed)
            .isCloseTo(product, within(1e-9));
        assertThat(Math.min(kalai.first() - nothing.first(), kalai.second() - nothing.second()))
            .as("seed %d", seed)
            .isCloseTo(smaller, within(1e-9));
      }
    }
  }

  private static boolean dominates(Point one, Point other) {
    return one.first() >= other.first() && one.second() >= other.second() && !one.equals(other);
  }

  @Test
  void kendallIsThatOfTheDefinition() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] x = random.ints(40, 0, 9).asDoubleStream().toArray();
      double[] y = random.ints(40, 0, 9).asDoubleStream().toArray();
      int difference = 0;
      int inX = 0;
      int inY = 0;
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < i; j++) {
          difference += (int) (Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]));
          inX += x[i] == x[j] ? 0 : 1;
          inY += y[i] == y[j] ? 0 : 1;
        }
      }
      assertThat(Correlation.kendall(x, y))
          .as("seed %d", seed)
          .isCloseTo(difference / Math.sqrt((double) inX * inY), within(1e-12));
    }
  }

  @Test
  void everyBargainKeepsToTheRules() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = scenario(seed);
      Preferences first = Preferences.of(scenario.domain(), scenario.first());
      Preferences second = Preferences.of(scenario.domain(), scenario.second());
      int rounds = 1 + (int) (seed % 9);
      for (Strategy one : Strategy.values()) {
        for (Strategy other : Strategy.values()) {
          Bargain bargain =
              Bargain.between(
                  one.begin(first, Side.FIRST, rounds, seed),
                  other.begin(second, Side.SECOND, rounds, seed));
          assertThat(bargain.rounds()).as("seed %d", seed).isLessThanOrEqualTo(rounds);
          assertThat(bargain.offers(Side.FIRST))
              .as("seed %d", seed)
              .allMatch(offer -> first.utility(offer) >= scenario.first().reservation());
          assertThat(bargain.offers(Side.SECOND))
              .as("seed %d", seed)
              .allMatch(offer -> second.utility(offer) >= scenario.second().reservation());
        }
      }
    }
  }

  @Test
  void aSpoiltFileIsAValueNotAnException() {
    byte[] good = Samples.HEDGE.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (long seed = 0; seed < 4_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = good.clone();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] =
            seed % 2 == 0 ? (byte) random.nextInt(256) : (byte) random.nextInt('0', '9' + 1);
      }
      refused += Scenario.read(bytes) instanceof Decoded.Refused ? 1 : 0;
    }
    assertThat(refused).isBetween(2_000, 3_999);
  }
}
