package dev.parley.cli.scenarios;

import dev.parley.core.message.Format;

/// The ways to a node.
enum Way {
  HTTP,
  WEBSOCKET,
  WEBSOCKET_IN_MESSAGE_PACK,
  NATS;

  /// How messages are spelt on it.
  Format format() {
    return switch (this) {
      case HTTP, WEBSOCKET, NATS -> Format.JSON;
      case WEBSOCKET_IN_MESSAGE_PACK -> Format.MESSAGE_PACK;
    };
  }
}
