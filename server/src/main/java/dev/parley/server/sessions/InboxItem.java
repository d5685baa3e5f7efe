package dev.parley.server.sessions;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;

/// Somebody asks an agent to take part in a session.
///
/// @param number its place in the agent's inbox, from 0
/// @param kind `invitation`, `delegation` or `escalation`
/// @param session the session
/// @param message the message that asks
public record InboxItem(long number, String kind, SessionId session, Delivered message) {

  /// The form in which every transport delivers it: `{kind, sessionId, position, acceptedAt,
  /// envelope}`.
  ///
  /// @return canonical JSON
  public byte[] json() {
    JsonValue envelope =
        switch (StrictJson.read(message.envelope().bytes(), JsonLimits.MESSAGE)) {
          case Parsed.Value(JsonValue value, _) -> value;
          case Parsed.Malformed malformed ->
              throw new IllegalStateException("a stored message is malformed: " + malformed);
        };
    return CanonicalJson.bytes(
        JsonObject.builder()
            .put("kind", kind)
            .put("sessionId", session.toString())
            .put("position", message.position())
            .put("acceptedAt", Timestamp.format(message.acceptedAt()))
            .put("envelope", envelope)
            .build());
  }
}
