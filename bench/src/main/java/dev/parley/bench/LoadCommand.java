package dev.parley.bench;

import dev.parley.bench.load.LoadRun;
import dev.parley.bench.node.NodeProcess;
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
      description = "Pairs of agents that talk at once; ${DEFAULT-VALUE} if not given.")
  private int pairs;

  @Option(
      names = "--counters",
      defaultValue = "18",
      description = "Counter-offers a session; ${DEFAULT-VALUE} if not given.")
  private int counters;

  @Option(
      names = "--warm-up",
      defaultValue = "60000",
      description = "Messages before it counts; ${DEFAULT-VALUE} if not given.")
  private int warmUp;

  @Option(
      names = "--messages",
      defaultValue = "60000",
      description = "Messages that count; ${DEFAULT-VALUE} if not given.")
  private int messages;

  @Option(names = "--jvm", paramLabel = "FLAG", description = "One more flag for the node's JVM.")
  private List<String> flags = new ArrayList<>();

  LoadCommand() {}

  @Override
  public Integer call() throws Exception {
    LoadRun.Outcome outcome =
        Scratch.with(
            folder -> {
              try (NodeProcess node =
                  NodeProcess.start(new NodeProcess.Setup(folder, 0, flags, List.of()))) {
                return LoadRun.run(new LoadRun.Shape(pairs, counters, warmUp, messages), node);
              }
            });
    System.out.printf(
        Locale.ROOT,
        "%,d messages accepted, %,.0f a CPU-second of the node (%,.1f µs each), %,.0f a second;"
            + " p50 %.2f ms, p99 %.2f ms%n",
        outcome.accepted(),
        outcome.perCpuSecond(),
        1e6 / outcome.perCpuSecond(),
        outcome.perSecond(),
        outcome.latencies().quantile(0.5).toNanos() / 1e6,
        outcome.latencies().quantile(0.99).toNanos() / 1e6);
    return 0;
  }
}
