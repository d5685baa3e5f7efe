package dev.parley.console.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.store.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CountsTest {
  private static final Reach ACME = Reach.ofOrganisation("acme.example");

  private final List<Reach> counted = new ArrayList<>();
  private Duration now = Duration.ZERO;
  private Duration cost = Duration.ofMillis(100);
  private final Counts counts = new Counts(this::count, () -> now.toNanos());

  private SortedMap<String, Long> count(Reach reach) {
    counted.add(reach);
    now = now.plus(cost);
    return new TreeMap<>(Map.of("CLOSED", (long) counted.size()));
  }

  @Test
  void whatTookLongIsShownAgainForFiftyTimesAsLong() {
    assertThat(counts.of(ACME)).containsEntry("CLOSED", 1L);
    now = now.plusMillis(4_999);
    assertThat(counts.of(ACME)).containsEntry("CLOSED", 1L);
    now = now.plusMillis(1);
    assertThat(counts.of(ACME)).containsEntry("CLOSED", 2L);
    assertThat(counted).hasSize(2);
  }

  @Test
  void whatTakesNoTimeIsCountedAnew() {
    cost = Duration.ZERO;
    assertThat(counts.of(ACME)).containsEntry("CLOSED", 1L);
    assertThat(counts.of(ACME)).containsEntry("CLOSED", 2L);
  }

  @Test
  void nobodyIsShownWhatWasCountedForSomebodyElse() {
    for (int i = 0; i < 150; i++) {
      Reach reach = Reach.ofOrganisation("o" + i + ".example");
      assertThat(counts.of(reach)).containsEntry("CLOSED", (long) i + 1);
      assertThat(counts.of(reach)).containsEntry("CLOSED", (long) i + 1);
    }
    assertThat(counted).doesNotHaveDuplicates();
  }
}
