package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.node.NodeProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same is said over each way, and all of it is accepted.
final class WiresTest {
  @TempDir private Path directory;

  @Test
  void saysTheSameOverEachWay() throws Exception {
    Wires.Effort effort = Wires.Effort.SMALL;
    try (NodeProcess node =
        NodeProcess.start(
            new NodeProcess.Setup(directory.resolve("node"), 0, List.of(), List.of()))) {
      List<Wires.Outcome> outcomes = new Wires(node, effort).run();
      assertThat(outcomes).extracting(Wires.Outcome::way).containsExactly(Wires.Way.values());
      assertThat(outcomes)
          .allSatisfy(
              outcome -> {
                assertThat(outcome.accepted()).isEqualTo((long) effort.pairs() * effort.messages());
                assertThat(outcome.perSecond()).isPositive();
                assertThat(outcome.latencies().quantile(0.99)).isPositive();
              });
    }
  }
}
