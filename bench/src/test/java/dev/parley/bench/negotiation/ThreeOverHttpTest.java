package dev.parley.bench.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.negotiation.RoundTable.Course;
import dev.parley.client.negotiation.Strategy;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three at a real node do what they do in memory; and what is not the same is noticed.
final class ThreeOverHttpTest {
  private static final int ROUNDS = 10;

  private static RoundTable table(Strategy first, Strategy second, Strategy third) {
    return new RoundTable(Trio.named("three-relay"), List.of(first, second, third), ROUNDS);
  }

  @Test
  void carriesTheSameMovesAndTheSameAgreement(@TempDir Path folder) throws IOException {
    ThreeParties tables =
        ThreeParties.of(
            List.of(Trio.named("three-relay")),
            List.of(Strategy.LINEAR, Strategy.BOULWARE),
            ROUNDS);
    try (Node node = Node.start(NodeConfiguration.development().onPort(0))) {
      ThreeRun run = ThreeRun.of(ThreeRun.carried(tables), node.address(), folder, _ -> {});
      assertThat(run.faults()).isEmpty();
      assertThat(run.tables()).isEqualTo(8);
      assertThat(run.messages()).isGreaterThan(tables.turns());
    }
  }

  @Test
  void whoGivesUpLeavesNobodyBound(@TempDir Path folder) throws IOException {
    RoundTable hard = table(Strategy.HARDLINER, Strategy.CONCEDER, Strategy.HARDLINER);
    Course course = hard.play();
    assertThat(course.agreement()).isEmpty();
    try (Node node = Node.start(NodeConfiguration.development().onPort(0));
        ThreeOverHttp wire = ThreeOverHttp.at(node.address(), folder)) {
      assertThat(wire.play(hard, course).faults()).isEmpty();
    }
  }

  @Test
  void noticesAnotherOutcome(@TempDir Path folder) throws IOException {
    RoundTable one = table(Strategy.LINEAR, Strategy.LINEAR, Strategy.LINEAR);
    Course other = table(Strategy.CONCEDER, Strategy.LINEAR, Strategy.LINEAR).play();
    try (Node node = Node.start(NodeConfiguration.development().onPort(0));
        ThreeOverHttp wire = ThreeOverHttp.at(node.address(), folder)) {
      assertThat(wire.play(one, other).faults())
          .anyMatch(fault -> fault.contains("other moves than in memory"));
    }
  }
}
