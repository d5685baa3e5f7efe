package dev.parley.server.http;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.message.SessionId;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.streams.Happening;
import dev.parley.server.streams.SessionFeed;
import dev.parley.server.time.NodeClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/// The events of one session for one reader: `message` with its position as `id`, `session_state`
/// when the state is another than the reader last heard, `trust_update` when a participant's score
/// is, `heartbeat` when nothing happens. Ends after the last message of a session that has ended,
/// and when its slot says so.
final class SessionEvents implements Answer.Flow {
  private final SessionId id;
  private final Format spelt;
  private final SessionFeed feed;
  private final NodeClock clock;
  private final Duration heartbeat;

  SessionEvents(SessionId id, Format spelt, SessionFeed feed, NodeClock clock, Duration heartbeat) {
    this.id = id;
    this.spelt = spelt;
    this.feed = feed;
    this.clock = clock;
    this.heartbeat = heartbeat;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    EventWriter events = new EventWriter(out);
    try {
      boolean begun = false;
      while (feed.going() == SessionFeed.Going.ON) {
        List<Happening> happened = feed.next(heartbeat);
        happened.forEach(each -> put(events, each));
        switch (feed.going()) {
          case ON -> {
            if (happened.isEmpty() && begun) {
              events.put("heartbeat", OptionalLong.empty(), heartbeat(clock));
            }
          }
          case RESUME_LATER -> events.comment("resume with Last-Event-ID");
          case SESSION_ENDED, OUT_OF_SIGHT -> {}
        }
        begun = true;
        feed.slot().write(events::flush);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void put(EventWriter events, Happening happening) {
    switch (happening) {
      case Happening.Said(var message) ->
          events.put("message", OptionalLong.of(message.position()), data(message.json()));
      case Happening.StateChanged(var state, _, _, long lastSequence) ->
          events.put(
              "session_state",
              OptionalLong.empty(),
              CanonicalJson.bytes(
                  JsonObject.builder()
                      .put("sessionId", id.toString())
                      .put("state", state.name())
                      .put("phase", state.phase().name())
                      .put("lastSequence", lastSequence)
                      .build()));
      case Happening.TrustChanged(var agent, double score, double previous) ->
          events.put(
              "trust_update",
              OptionalLong.empty(),
              CanonicalJson.bytes(
                  JsonObject.builder()
                      .put("agentId", agent.text())
                      .put("score", new JsonNumber(score))
                      .put("previous", new JsonNumber(previous))
                      .build()));
    }
  }

  /// Events are lines of text, so bytes are in base64.
  private byte[] data(byte[] json) {
    return switch (spelt) {
      case JSON -> json;
      case MESSAGE_PACK ->
          Base64.getEncoder().encode(MessagePack.pack(json, Shapes.AROUND_ENVELOPE));
    };
  }

  static byte[] heartbeat(NodeClock clock) {
    return CanonicalJson.bytes(JsonObject.EMPTY.with("time", Timestamp.format(clock.now())));
  }

  @Override
  public void close() {
    feed.close();
  }
}
