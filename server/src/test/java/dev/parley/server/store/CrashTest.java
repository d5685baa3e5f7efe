package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a killed process leaves behind.
final class CrashTest {
  private static final int ROUNDS = Boolean.getBoolean("parley.test.full") ? 25 : 5;
  private static final int ACKNOWLEDGED_MAX = 1_500;
  private static final long SEED = 20_260_101;

  @TempDir Path directory;

  @Test
  void losesNoAcknowledgedMessageWhenKilledUnderLoad() {
    Random random = new Random(SEED);
    List<NodeProcess.Acknowledged> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (NodeProcess node = NodeProcess.start(directory, "load")) {
        node.linesUntil("ready");
        node.awaitAcknowledged(1 + random.nextInt(ACKNOWLEDGED_MAX));
        node.kill();
        acknowledged.addAll(node.acknowledged());
      }
      try (NodeStore store = SqliteStore.open(directory)) {
        StoredTruth.check(store, acknowledged);
      }
    }
    assertThat(acknowledged).as("seed %d", SEED).hasSizeGreaterThanOrEqualTo(ROUNDS);
  }

  @Test
  void refusesADirectoryThatAnotherProcessUses() {
    try (NodeProcess first = NodeProcess.start(directory, "steps")) {
      first.linesUntil("ready");
      try (NodeProcess second = NodeProcess.start(directory, "steps")) {
        assertThat(second.line())
            .startsWith("cannot open: another node uses")
            .contains("process " + first.pid());
      }
      assertThat(first.step(1)).anyMatch(line -> line.startsWith("ack"));
      first.kill();
    }
    try (NodeStore store = SqliteStore.open(directory)) {
      assertThat(store.epoch()).as("a dead process holds nothing").isEqualTo(2);
    }
  }
}
