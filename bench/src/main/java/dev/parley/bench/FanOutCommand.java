package dev.parley.bench;

import dev.parley.bench.load.FanOut;
import dev.parley.bench.node.NodeProcess;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench fan-out`: what it costs to tell a message to many readers.
@Command(
    name = "fan-out",
    mixinStandardHelpOptions = true,
    description = "What it costs a node to tell a message to many readers.")
final class FanOutCommand implements Callable<Integer> {
  @Option(
      names = "--times",
      defaultValue = "3",
      description = "How often each audience has its turn; ${DEFAULT-VALUE} if not given.")
  private int times;

  FanOutCommand() {}

  @Override
  public Integer call() throws Exception {
    FanOut.Effort usual = FanOut.Effort.FULL;
    FanOut.Effort effort = new FanOut.Effort(usual.pairs(), usual.audiences(), times);
    return Scratch.with(
        folder -> {
          try (NodeProcess node = NodeProcess.start(NodeProcess.Setup.in(folder))) {
            for (FanOut.Outcome outcome : new FanOut(node, effort).run()) {
              System.out.printf(
                  Locale.ROOT,
                  "%-9s to %2d readers of each session: %,7.1f µs of CPU time a delivery, %,7.0f a"
                      + " second%n",
                  outcome.means().title(),
                  outcome.readers(),
                  outcome.micros(),
                  outcome.perSecond());
            }
          }
          return 0;
        });
  }
}
