package dev.parley.bench.load;

import java.io.IOException;

/// One reader of one session's messages. Not thread-safe.
sealed interface Listening extends AutoCloseable permits EventTap, SocketWire {
  /// Takes messages of the session off the wire.
  ///
  /// @param count how many
  /// @throws IOException when the node stops telling before
  void hear(long count) throws IOException;

  @Override
  void close();
}
