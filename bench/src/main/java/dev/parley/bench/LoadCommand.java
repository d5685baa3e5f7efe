package dev.parley.bench;

import dev.parley.bench.load.LoadRun;
import dev.parley.bench.node.NodeProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench load`: whole signed sessions against a real node process.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Whole signed sessions against a real node process.")
final class LoadCommand implements Callable<Integer> {
  @Option(
      names = "--pairs",
      defaultValue = "64",
      description = "Pairs of agents that talk at once.")
  private int pairs;

  @Option(names = "--counters", defaultValue = "18", description = "Counter-offers a session.")
  private int counters;

  @Option(names = "--warm-up", defaultValue = "40000", description = "Messages before it counts.")
  private int warmUp;

  @Option(names = "--messages", defaultValue = "60000", description = "Messages that count.")
  private int messages;

  @Option(names = "--jvm", description = "More flags for the node's JVM.")
  private List<String> flags = new ArrayList<>();

  LoadCommand() {}

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("parley-bench-");
    try (NodeProcess node = NodeProcess.start(new NodeProcess.Setup(data, 0, flags, List.of()))) {
      LoadRun.Outcome outcome =
          LoadRun.run(new LoadRun.Shape(pairs, counters, warmUp, messages), node);
      System.out.printf(
          Locale.ROOT,
          "%,d messages in %.1f s, %,.0f a second; %,.0f a CPU-second (%.0f us); p50 %.2f ms, p99 %.2f ms%n",
          outcome.accepted(),
          outcome.wall().toMillis() / 1e3,
          outcome.perSecond(),
          outcome.perCpuSecond(),
          1e6 / outcome.perCpuSecond(),
          outcome.latencies().quantile(0.5).toNanos() / 1e6,
          outcome.latencies().quantile(0.99).toNanos() / 1e6);
    }
    return 0;
  }
}
