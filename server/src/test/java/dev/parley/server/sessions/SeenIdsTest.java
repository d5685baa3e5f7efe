package dev.parley.server.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// No id that was added is ever called new.
final class SeenIdsTest {
  private static final long SEED = 20_260_101;

  @Test
  void knowsEveryIdThatWasAdded() {
    Random random = new Random(SEED);
    SeenIds seen = new SeenIds();
    List<UUID> added = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      UUID id = new UUID(i / 7, random.nextLong());
      seen.add(id);
      seen.add(id);
      added.add(id);
    }
    assertThat(added).allMatch(seen::mayContain);
  }

  @Test
  void callsAlmostEveryOtherIdNew() {
    SeenIds seen = new SeenIds();
    for (int i = 0; i < 10_000; i++) {
      seen.add(new UUID(1, i));
    }
    long mistaken = 0;
    for (int i = 10_000; i < 20_000; i++) {
      mistaken += seen.mayContain(new UUID(1, i)) ? 1 : 0;
    }
    assertThat(mistaken).isLessThan(10);
    assertThat(new SeenIds().mayContain(new UUID(0, 0))).isFalse();
  }
}
