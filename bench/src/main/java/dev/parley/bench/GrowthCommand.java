package dev.parley.bench;

import dev.parley.bench.load.Growth;
import dev.parley.bench.node.NodeProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench growth`: what a message costs when there are many sessions.
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = "What a message costs when the node has more and more sessions.")
final class GrowthCommand implements Callable<Integer> {
  @Option(
      names = "--sessions",
      split = ",",
      defaultValue = "10,1000,10000,100000",
      description = "Numbers of sessions, each a multiple of ten; ${DEFAULT-VALUE} if not given.")
  private List<Integer> sizes = List.of();

  @Option(names = "--jvm", paramLabel = "FLAG", description = "One more flag for the node's JVM.")
  private List<String> flags = new ArrayList<>();

  GrowthCommand() {}

  @Override
  public Integer call() throws Exception {
    return Scratch.with(
        folder -> {
          try (NodeProcess node =
              NodeProcess.start(new NodeProcess.Setup(folder, 0, flags, List.of()))) {
            for (Growth.Point point : new Growth(node, Growth.Effort.FULL).ofSessions(sizes)) {
              System.out.printf(
                  Locale.ROOT,
                  "%,8d sessions: %,.1f µs of CPU time a message%n",
                  point.size(),
                  point.cost().toNanos() / 1e3);
            }
          }
          return 0;
        });
  }
}
