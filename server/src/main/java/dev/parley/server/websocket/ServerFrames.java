package dev.parley.server.websocket;

import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.streams.Happening;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The frames of the node (protocol section 13), as JSON.
final class ServerFrames {
  private static final byte[] MESSAGE =
      "{\"type\":\"message\",".getBytes(StandardCharsets.US_ASCII);

  private ServerFrames() {}

  /// The client is who it says, and hears what follows `lastSequence`.
  static byte[] authOk(SessionView view) {
    Talk talk = view.state().said().orElseThrow();
    return bytes(
        frame("auth_ok")
            .put("sessionId", talk.opening().session().toString())
            .put("state", view.state().name().name())
            .put("phase", view.state().name().phase().name())
            .put(
                "participants",
                JsonArray.ofStrings(
                    talk.participants().keySet().stream()
                        .filter(agent -> !agent.equals(talk.steward()))
                        .map(AgentUri::text)
                        .toList()))
            .put("lastSequence", talk.head().nextPosition() - 1));
  }

  /// A message of this client was accepted, now or before. It comes by `message` too.
  static byte[] ack(long frame, AckedMessage acked) {
    return bytes(
        frame("ack")
            .put("messageId", acked.messageId())
            .put("sequenceNumber", acked.sequenceNumber())
            .put("position", acked.delivered().position())
            .put("acceptedAt", Timestamp.format(acked.delivered().acceptedAt()))
            .put("hash", acked.hash())
            .put("frame", frame));
  }

  /// What the client is told of an accepted envelope.
  record AckedMessage(Delivered delivered, String messageId, long sequenceNumber, String hash) {
    /// Reads the node's own record.
    static AckedMessage of(Delivered delivered) {
      JsonObject envelope =
          StrictJson.read(delivered.envelope().bytes(), JsonLimits.MESSAGE)
                  instanceof Parsed.Value(JsonObject json, _)
              ? json
              : JsonObject.EMPTY;
      return new AckedMessage(
          delivered,
          envelope.string("messageId").orElseThrow(),
          envelope.integer("sequenceNumber").orElseThrow(),
          envelope.object("integrity").flatMap(i -> i.string("hash")).orElseThrow());
    }
  }

  /// A frame of this client was refused.
  ///
  /// @param frame which of its frames, counted from 0
  static byte[] error(long frame, Refusal refusal, Optional<Duration> retryAfter) {
    JsonObject.Builder out =
        frame("error")
            .put("code", refusal.code().wire())
            .put("message", refusal.message())
            .put("details", refusal.details())
            .put("frame", frame);
    retryAfter.ifPresent(wait -> out.put("retryAfterMs", wait.toMillis()));
    return bytes(out);
  }

  /// Nothing has happened; wants a `pong`.
  static byte[] heartbeat(Instant now, StateName state) {
    return bytes(
        frame("heartbeat").put("timestamp", Timestamp.format(now)).put("state", state.name()));
  }

  private static JsonObject.Builder frame(String type) {
    return JsonObject.builder().put("type", type);
  }

  private static byte[] bytes(JsonObject.Builder frame) {
    return CanonicalJson.bytes(frame.build());
  }

  static byte[] of(Happening happening) {
    return switch (happening) {
      case Happening.Said(Delivered message) -> message(message);
      case Happening.StateChanged(
              StateName state,
              Optional<StateName> previous,
              Instant at,
              long lastSequence) ->
          bytes(
              frame("session_state")
                  .put("state", state.name())
                  .putIfPresent("previous", previous.map(StateName::name).orElse(null))
                  .put("phase", state.phase().name())
                  .put("timestamp", Timestamp.format(at))
                  .put("lastSequence", lastSequence));
      case Happening.TrustChanged(var agent, double score, double previous) ->
          bytes(
              frame("trust_update")
                  .put("agentId", agent.text())
                  .put("score", new JsonNumber(score))
                  .put("previous", new JsonNumber(previous)));
    };
  }

  /// The envelope's bytes are not read again for it.
  private static byte[] message(Delivered message) {
    byte[] json = message.json();
    byte[] out = new byte[MESSAGE.length + json.length - 1];
    System.arraycopy(MESSAGE, 0, out, 0, MESSAGE.length);
    System.arraycopy(json, 1, out, MESSAGE.length, json.length - 1);
    return out;
  }
}
