package dev.parley.bench.load;

import dev.parley.core.json.JsonObject;

/// A request for each message, over a line that others use before and after.
///
/// @param line whose
/// @param talk the session
record RequestWire(Line line, Talk talk) implements Wire {
  @Override
  public String say(JsonObject envelope) {
    Line.Reply reply = line.post(talk.target(), envelope);
    return reply.good() ? "" : reply.body();
  }

  @Override
  public long sent() {
    return line.sent();
  }

  @Override
  public void close() {
    // The line stays open.
  }
}
