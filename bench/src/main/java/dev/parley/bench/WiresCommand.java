package dev.parley.bench;

import dev.parley.bench.load.Wires;
import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.node.QueuedNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench wires`: what a message costs over each way to a node.
@Command(
    name = "wires",
    mixinStandardHelpOptions = true,
    description = "What a message costs over HTTP, over WebSocket, in MessagePack and over NATS.")
final class WiresCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      defaultValue = "500",
      description =
          "Messages of each pair over each way, each time; ${DEFAULT-VALUE} if not given.")
  private int messages;

  WiresCommand() {}

  @Override
  public Integer call() throws Exception {
    Wires.Effort usual = Wires.Effort.FULL;
    Wires.Effort effort = new Wires.Effort(usual.pairs(), usual.warmUp(), messages, usual.times());
    return Scratch.with(
        folder -> {
          try (NodeProcess node = NodeProcess.start(NodeProcess.Setup.in(folder.resolve("node")));
              QueuedNode queued = QueuedNode.start(folder.resolve("queued"), List.of())) {
            for (Wires.Outcome outcome : new Wires(node, queued, effort).run()) {
              System.out.printf(
                  Locale.ROOT,
                  "%-34s %,8.1f µs of CPU time a message, %,7.0f a second, %,6.0f bytes sent each;"
                      + " p50 %.2f ms, p99 %.2f ms%n",
                  outcome.way().title(),
                  outcome.micros(),
                  outcome.perSecond(),
                  outcome.bytes(),
                  outcome.latencies().quantile(0.5).toNanos() / 1e6,
                  outcome.latencies().quantile(0.99).toNanos() / 1e6);
            }
            if (queued instanceof QueuedNode.Missing(String reason)) {
              System.err.println("Not over NATS: " + reason);
            }
          }
          return 0;
        });
  }
}
