package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.server.store.InboxEntry;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.StoredMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A cursor on an agent's inbox that waits for new entries. For one thread; close it.
public final class InboxFollowing implements AutoCloseable {
  private static final int PAGE = 50;

  private final SessionStore store;
  private final AgentUri agent;
  private final Hints<AgentUri>.Ear ear;
  private long last;

  InboxFollowing(SessionStore store, AgentUri agent, Hints<AgentUri>.Ear ear, long from) {
    this.store = store;
    this.agent = agent;
    this.ear = ear;
    this.last = from - 1;
  }

  /// The next entries.
  ///
  /// @param wait how long to wait for one when there is none
  /// @return them in order; empty when there was none in that time, or when the node shuts down
  /// @throws InterruptedException when the thread is interrupted while it waits
  public List<InboxItem> next(Duration wait) throws InterruptedException {
    Duration left = wait;
    while (true) {
      ear.listenAnew();
      List<InboxEntry> page = store.inbox(agent.text(), last, PAGE);
      if (!page.isEmpty()) {
        last = page.getLast().number();
        return items(page);
      }
      if (left.isZero() || ear.nodeEnds()) {
        return List.of();
      }
      left = ear.await(left);
    }
  }

  private List<InboxItem> items(List<InboxEntry> page) {
    List<InboxItem> items = new ArrayList<>();
    for (InboxEntry entry : page) {
      for (StoredMessage message : store.messages(entry.session(), entry.position(), 1)) {
        items.add(
            new InboxItem(
                entry.number(),
                entry.kind(),
                new SessionId(entry.session()),
                Delivered.of(message)));
      }
    }
    return items;
  }

  @Override
  public void close() {
    ear.close();
  }
}
