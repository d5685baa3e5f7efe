package dev.parley.cli.queue;

import dev.parley.nats.Broker;
import dev.parley.nats.QueueNode;
import dev.parley.nats.QueueSettings;
import dev.parley.server.Node;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The queue of a node, with or without its NATS server: a node serves over HTTP also while that is
/// away, and comes to the queue once it is there. Thread-safe.
public final class NodeQueue implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final QueueSettings settings;
  private final Node node;
  private @Nullable QueueNode queue; // guarded by this
  private @Nullable Thread waiting; // guarded by this
  private boolean closed; // guarded by this

  private NodeQueue(QueueSettings settings, Node node) {
    this.settings = settings;
    this.node = node;
  }

  /// Connects a node to its queue, now or as soon as its server is there.
  ///
  /// @param broker the NATS server; without one there is no queue
  /// @param settings how the node deals with it
  /// @param node the node
  /// @param remark hears what somebody should know
  /// @return the queue
  /// @throws IllegalStateException when the queue is that of another node
  public static NodeQueue start(
      Optional<Broker> broker, QueueSettings settings, Node node, Consumer<String> remark) {
    NodeQueue made = new NodeQueue(settings, node);
    broker.ifPresent(
        server ->
            made.attempt(server)
                .ifPresent(
                    e -> {
                      remark.accept(
                          "The queue at " + server + " is not there yet: " + e.getMessage());
                      made.keepTrying(server, remark);
                    }));
    return made;
  }

  private synchronized Optional<IOException> attempt(Broker server) {
    if (closed) {
      return Optional.empty();
    }
    try {
      queue =
          QueueNode.start(
              server,
              settings,
              node.steward().text(),
              new ServerDoor(node.queue()),
              InstantSource.system());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private synchronized void keepTrying(Broker server, Consumer<String> remark) {
    waiting =
        Thread.ofVirtual()
            .name("parley-nats-start")
            .start(
                () -> {
                  try {
                    do {
                      Thread.sleep(AGAIN);
                    } while (attempt(server).isPresent());
                    remark.accept("The queue at " + server + " is there.");
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  } catch (IllegalStateException e) {
                    remark.accept(e.getMessage());
                  }
                });
  }

  /// Lets go of the server.
  @Override
  public synchronized void close() {
    closed = true;
    if (waiting != null) {
      waiting.interrupt();
    }
    if (queue != null) {
      queue.close();
    }
  }
}
