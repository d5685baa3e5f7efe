package dev.parley.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.core.learning.Shares.Owned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No organisation makes up more than its share, however many values it brings.
final class SharesTest {

  private static List<Owned<Double>> values(int... counts) {
    List<Owned<Double>> out = new ArrayList<>();
    for (int org = 0; org < counts.length; org++) {
      for (int i = 0; i < counts[org]; i++) {
        out.add(new Owned<>("org" + org + ".example", (double) org));
      }
    }
    return out;
  }

  private static Shares<Double> shares(int... counts) {
    return Shares.of(values(counts)).orElseThrow();
  }

  @Test
  void needsAsManyOrganisationsAsMakeTheShareHold() {
    assertThat(Shares.of(values(1000, 1, 1, 1))).isEmpty();
    assertThat(shares(1000, 1, 1, 1, 1).largest()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void aThousandSessionsOfOneCountForNoMoreThanAFifth() {
    Shares<Double> heavy = shares(1000, 5, 5, 5, 5, 5);
    assertThat(heavy.largest()).isCloseTo(0.2, within(1e-9));
    // Without the cap the mean would be near 0: the first organisation's value.
    assertThat(heavy.mean(v -> v)).isCloseTo(0.8 * 3, within(1e-9));
    assertThat(heavy.quantile(Comparator.naturalOrder(), 0.5)).isEqualTo(2.0);
  }

  @Test
  void leavesEqualOnesAlone() {
    Shares<Double> even = shares(3, 3, 3, 3, 3);
    assertThat(even.largest()).isCloseTo(0.2, within(1e-9));
    assertThat(even.weighed()).allMatch(w -> w.weight() == 1);
    assertThat(even.mean(v -> v)).isCloseTo(2, within(1e-9));
  }

  @Test
  void holdsForAnyCounts() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int[] counts = new int[Shares.FEWEST + random.nextInt(8)];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = 1 + (random.nextBoolean() ? random.nextInt(3) : random.nextInt(400));
      }
      List<Owned<Double>> mixed = new ArrayList<>(values(counts));
      Collections.shuffle(mixed, random);
      Shares<Double> shares = Shares.of(mixed).orElseThrow();
      assertThat(shares.largest()).as("seed %d", seed).isLessThanOrEqualTo(Shares.MOST + 1e-9);
      assertThat(shares.weighed()).as("seed %d", seed).allMatch(w -> w.weight() > 0);
    }
  }
}
