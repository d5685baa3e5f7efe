package dev.parley.server.http;

import dev.parley.server.sessions.InboxFollowing;
import dev.parley.server.sessions.InboxItem;
import dev.parley.server.streams.Streams;
import dev.parley.server.time.NodeClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// An agent's inbox for that agent: `invitation` with its number as `id` for everything that asks
/// it to take part somewhere, `heartbeat` when nothing happens.
final class InboxEvents implements Answer.Flow {
  private final NodeClock clock;
  private final Duration heartbeat;
  private final InboxFollowing following;
  private final Streams.Slot slot;

  InboxEvents(NodeClock clock, Duration heartbeat, InboxFollowing following, Streams.Slot slot) {
    this.clock = clock;
    this.heartbeat = heartbeat;
    this.following = following;
    this.slot = slot;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    EventWriter events = new EventWriter(out);
    events.comment("inbox");
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

  private boolean advance(EventWriter events, List<InboxItem> items, Duration waited) {
    for (InboxItem item : items) {
      events.put("invitation", OptionalLong.of(item.number()), item.json());
    }
    if (slot.ending()) {
      events.comment("resume with Last-Event-ID");
      return false;
    }
    if (items.isEmpty() && !waited.isZero()) {
      events.put("heartbeat", OptionalLong.empty(), SessionEvents.heartbeat(clock));
    }
    return true;
  }

  @Override
  public void close() {
    following.close();
    slot.close();
  }
}
