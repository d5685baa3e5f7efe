package dev.parley.bench.load;

import dev.parley.core.json.JsonObject;

/// One agent's way to say something in one session. Not thread-safe.
sealed interface Wire extends AutoCloseable permits RequestWire, SocketWire, QueueLine {
  /// Says something and waits for the answer.
  ///
  /// @param envelope what was signed
  /// @return why it was refused; nothing when it was accepted
  String say(JsonObject envelope);

  /// What it has cost the line so far.
  ///
  /// @return bytes that this side has sent
  long sent();

  @Override
  void close();
}
