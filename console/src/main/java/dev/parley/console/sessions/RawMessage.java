package dev.parley.console.sessions;

import dev.parley.console.words.Indented;
import dev.parley.core.json.JsonObject;
import dev.parley.server.sessions.Delivered;

/// All of a message.
///
/// @param session its session
/// @param position its place
/// @param text its envelope, indented
public record RawMessage(String session, long position, String text) {

  static RawMessage of(String session, Delivered message, JsonObject envelope) {
    return new RawMessage(session, message.position(), Indented.of(envelope));
  }

  /// Where the message stands in its conversation.
  ///
  /// @return a path
  public String back() {
    return SessionPages.path(session)
        + "?from="
        + Math.max(0, position - SessionDetail.SHOWN / 2)
        + "#m"
        + position;
  }
}
