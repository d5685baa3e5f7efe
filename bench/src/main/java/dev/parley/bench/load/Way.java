package dev.parley.bench.load;

import dev.parley.core.message.Format;

/// A way to a node.
public enum Way {
  /// A request for each message; nobody listens.
  REQUESTS("HTTP, a request for each message"),
  /// A connection for each side, which also hears every message.
  SOCKETS("WebSocket, JSON"),
  /// The same with binary frames.
  PACKED_SOCKETS("WebSocket, MessagePack"),
  /// A place in a queue, with a receipt for each message; each side also hears every message.
  QUEUE("NATS JetStream");

  private final String title;

  Way(String title) {
    this.title = title;
  }

  /// How it is called.
  ///
  /// @return in words
  public String title() {
    return title;
  }

  Format format() {
    return switch (this) {
      case REQUESTS, SOCKETS, QUEUE -> Format.JSON;
      case PACKED_SOCKETS -> Format.MESSAGE_PACK;
    };
  }
}
