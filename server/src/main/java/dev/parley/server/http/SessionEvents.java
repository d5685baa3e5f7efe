package dev.parley.server.http;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.Following;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.sessions.Sessions;
import dev.parley.server.time.NodeClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The events of one session for one reader: `message` with its position as `id`, `session_state`
/// when the state is another than the reader last heard, `heartbeat` when nothing happens. Ends
/// after the last message of a session that has ended, and when its slot says so.
final class SessionEvents implements Answer.Flow {
  private final Sessions sessions;
  private final NodeClock clock;
  private final Duration heartbeat;
  private final AgentUri reader;
  private final SessionId id;
  private final Following following;
  private final Streams.Slot slot;
  private String told = "";

  SessionEvents(
      Sessions sessions,
      NodeClock clock,
      Duration heartbeat,
      AgentUri reader,
      SessionId id,
      Following following,
      Streams.Slot slot) {
    this.sessions = sessions;
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.reader = reader;
    this.id = id;
    this.following = following;
    this.slot = slot;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    EventWriter events = new EventWriter(out);
    try {
      Duration wait = Duration.ZERO;
      boolean goesOn = true;
      while (goesOn) {
        goesOn = advance(events, following.next(wait), wait);
        slot.write(events::flush);
        wait = heartbeat;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean advance(EventWriter events, List<Delivered> messages, Duration waited) {
    for (Delivered message : messages) {
      events.put("message", OptionalLong.of(message.position()), message.json());
    }
    if (!messages.isEmpty() || waited.isZero()) {
      Optional<SessionView> view = sessions.view(reader, id);
      if (view.isEmpty()) {
        return false;
      }
      tell(events, view.get());
    }
    if (following.ended().isPresent()) {
      return false;
    }
    if (slot.ending()) {
      events.comment("resume with Last-Event-ID");
      return false;
    }
    if (messages.isEmpty() && !waited.isZero()) {
      events.put("heartbeat", OptionalLong.empty(), heartbeat(clock));
    }
    return true;
  }

  private void tell(EventWriter events, SessionView view) {
    String state = view.state().name().name();
    if (!state.equals(told)) {
      told = state;
      JsonObject json =
          JsonObject.builder()
              .put("sessionId", id.toString())
              .put("state", state)
              .put("phase", view.state().name().phase().name())
              .put("lastSequence", view.length() - 1)
              .build();
      events.put("session_state", OptionalLong.empty(), CanonicalJson.bytes(json));
    }
  }

  static byte[] heartbeat(NodeClock clock) {
    return CanonicalJson.bytes(JsonObject.EMPTY.with("time", Timestamp.format(clock.now())));
  }

  @Override
  public void close() {
    following.close();
    slot.close();
  }
}
