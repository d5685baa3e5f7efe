package dev.parley.bench.trip;

import java.io.IOException;

/// Something that is asked over and over. Not thread-safe.
interface Call extends AutoCloseable {
  /// Asks once and waits for the answer.
  ///
  /// @throws IOException when the connection breaks
  /// @throws IllegalStateException when the answer is not what it has to be
  void once() throws IOException;

  @Override
  void close();
}
