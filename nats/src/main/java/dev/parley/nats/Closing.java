package dev.parley.nats;

import io.nats.client.Connection;

/// The end of a connection.
final class Closing {
  private Closing() {}

  static void now(Connection connection) {
    try {
      connection.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
