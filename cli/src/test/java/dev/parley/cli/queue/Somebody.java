package dev.parley.cli.queue;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/// A program on the queue that knows nothing of Parley.
///
/// @param connection its connection
public record Somebody(Connection connection) implements AutoCloseable {

  JetStreamManagement streams() throws IOException {
    return connection.jetStreamManagement();
  }

  JetStream queue() throws IOException {
    return connection.jetStream();
  }

  void publish(String subject, Headers headers, byte[] bytes) {
    connection.publish(subject, headers, bytes);
  }

  /// A subscription that the server knows of when this returns.
  Subscription subscribe(String subject) throws TimeoutException, InterruptedException {
    Subscription subscription = connection.subscribe(subject);
    connection.flush(Scene.SOON);
    return subscription;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
