package dev.parley.bench.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.negotiation.OverHttp.Carried;
import dev.parley.bench.node.NodeProcess;
import dev.parley.client.negotiation.Bargain;
import dev.parley.client.negotiation.Strategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small tournament at a real node is the one in memory; and what is not the same is noticed.
final class OverHttpTest {
  private static final int ROUNDS = 12;

  private static NodeProcess.Setup quick(Path folder) {
    List<String> flags = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    return new NodeProcess.Setup(folder.resolve("node"), 0, flags, List.of());
  }

  @Test
  void carriesTheSameMovesAndMeasures(@TempDir Path folder)
      throws IOException, InterruptedException {
    Tournament tournament =
        Tournament.of(
            List.of(Arena.named("choir-hall"), Arena.named("inheritance-clock")),
            List.of(Strategy.LINEAR, Strategy.HARDLINER, Strategy.MICRO),
            ROUNDS);
    WireRun run = WireRun.of(tournament, quick(folder), folder, _ -> {});
    assertThat(run.faults()).isEmpty();
    assertThat(run.sessions()).isEqualTo(18);
    assertThat(run.moves()).isEqualTo(tournament.messages());
    assertThat(run.messages()).isGreaterThan(run.moves());
  }

  @Test
  void noticesAnotherOutcome(@TempDir Path folder) throws IOException, InterruptedException {
    Arena arena = Arena.named("inheritance-clock");
    Encounter encounter = new Encounter(arena, Strategy.LINEAR, Strategy.CONCEDER, ROUNDS);
    Bargain other = new Encounter(arena, Strategy.BOULWARE, Strategy.CONCEDER, ROUNDS).inMemory();
    try (NodeProcess node = NodeProcess.start(quick(folder));
        OverHttp wire = OverHttp.at(node.address(), folder)) {
      assertThat(wire.play(encounter, encounter.inMemory()).faults()).isEmpty();
      Carried carried = wire.play(encounter, other);
      assertThat(carried.bargain()).isEqualTo(encounter.inMemory());
      assertThat(carried.faults())
          .anyMatch(fault -> fault.contains("inheritance-clock: linear v conceder: move"));
    }
  }
}
