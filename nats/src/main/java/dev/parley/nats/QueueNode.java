package dev.parley.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.InstantSource;

/// The node's end of the queue: takes messages, publishes what was accepted, answers requests. It
/// outlives its NATS server: while that is away nothing is lost, since nothing is kept there only.
/// Thread-safe.
public final class QueueNode implements AutoCloseable {
  private final Connection connection;
  private final Ingress ingress;
  private final Egress egress;
  private final Requests requests;

  private QueueNode(Connection connection, Ingress ingress, Egress egress, Requests requests) {
    this.connection = connection;
    this.ingress = ingress;
    this.egress = egress;
    this.requests = requests;
  }

  /// Connects a node to its queue.
  ///
  /// @param broker the NATS server, with JetStream; one account a node
  /// @param settings how the node deals with it
  /// @param steward the node's own agent, by which its streams are known
  /// @param door the node
  /// @param clock its time
  /// @return the queue, in work
  /// @throws IOException when the server cannot be reached or has no JetStream
  /// @throws IllegalStateException when the queue is that of another node
  public static QueueNode start(
      Broker broker, QueueSettings settings, String steward, NodeDoor door, InstantSource clock)
      throws IOException {
    Connection connection = connected(broker, steward);
    try {
      Channels channels = new Channels(connection, settings, steward);
      channels.ensure();
      return new QueueNode(
          connection,
          new Ingress(connection, channels, new DeadLetters(connection), settings, door),
          new Egress(connection, channels, settings, door, clock),
          new Requests(connection, door));
    } catch (JetStreamApiException e) {
      Closing.now(connection);
      throw new IOException("the NATS server declines the node's streams: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      Closing.now(connection);
      throw e;
    }
  }

  private static Connection connected(Broker broker, String steward) throws IOException {
    try {
      return broker.connect(steward, "_INBOX.node.", (_, _) -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while connecting", e);
    }
  }

  /// Takes no more, and lets go of the server. What was taken and not decided comes again.
  @Override
  public void close() {
    requests.close();
    ingress.close();
    egress.close();
    Closing.now(connection);
  }
}
