package dev.parley.bench.node;

import java.nio.file.Path;
import java.util.List;

/// A node with a queue beside it, where the machine has a NATS server.
public sealed interface QueuedNode extends AutoCloseable {

  /// The two.
  ///
  /// @param server the queue
  /// @param node the node that uses it
  record Running(NatsProcess server, NodeProcess node) implements QueuedNode {
    @Override
    public void close() {
      node.close();
      server.close();
    }
  }

  /// There is none.
  ///
  /// @param reason why, and what would help
  record Missing(String reason) implements QueuedNode {
    @Override
    public void close() {
      // Nothing was started.
    }
  }

  /// Starts both, if the machine has what it takes.
  ///
  /// @param folder where they keep everything
  /// @param flags more flags for the node's JVM
  /// @return to be closed
  static QueuedNode start(Path folder, List<String> flags) {
    return NatsProcess.program()
        .<QueuedNode>map(program -> running(program, folder, flags))
        .orElseGet(
            () ->
                new Missing(
                    "there is no `nats-server` on the PATH or in /usr/sbin; the system's package of"
                        + " that name brings it"));
  }

  private static Running running(Path program, Path folder, List<String> flags) {
    NatsProcess server = NatsProcess.start(program, folder.resolve("nats"));
    boolean started = false;
    try {
      NodeProcess node =
          NodeProcess.start(
              new NodeProcess.Setup(folder.resolve("node-with-queue"), 0, flags, List.of())
                  .with(server.url()));
      started = true;
      return new Running(server, node);
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  @Override
  void close();
}
