package dev.parley.server.sessions;

import dev.parley.core.message.SessionId;
import dev.parley.server.store.SessionRow;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.StoredMessage;
import dev.parley.server.store.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A cursor on the messages of one session that waits for new ones. It reads from the store only,
/// so it neither loses nor repeats a message. For one thread; close it.
public final class Following implements AutoCloseable {
  private static final int PAGE = 100;

  private final SessionStore store;
  private final UUID session;
  private final Hints<UUID>.Ear ear;
  private long next;
  private Optional<String> ended = Optional.empty();

  Following(SessionStore store, UUID session, Hints<UUID>.Ear ear, long from) {
    this.store = store;
    this.session = session;
    this.ear = ear;
    this.next = from;
  }

  /// The next messages.
  ///
  /// @param wait how long to wait for one when there is none
  /// @return them in order; empty when there was none in that time, when the session has [#ended],
  ///   or when the node shuts down
  /// @throws InterruptedException when the thread is interrupted while it waits
  public List<Delivered> next(Duration wait) throws InterruptedException {
    Duration left = wait;
    while (true) {
      ear.listenAnew();
      List<StoredMessage> page = store.messages(session, next, PAGE);
      if (!page.isEmpty()) {
        next = page.getLast().position() + 1;
        return page.stream().map(Delivered::of).toList();
      }
      StoredSession stored = store.session(session).orElseThrow();
      if (stored.length() <= next && stored.lifecycle() == SessionRow.Lifecycle.ENDED) {
        ended = Optional.of(stored.state());
        return List.of();
      }
      if (stored.length() > next) {
        continue;
      }
      if (left.isZero() || ear.nodeEnds()) {
        return List.of();
      }
      left = ear.await(left);
    }
  }

  /// The state in which the session ended, once its last message has been handed out.
  ///
  /// @return nothing while there may be more
  public Optional<String> ended() {
    return ended;
  }

  /// What it follows.
  ///
  /// @return the session
  public SessionId session() {
    return new SessionId(session);
  }

  /// Where it reads next.
  ///
  /// @return a position
  public long position() {
    return next;
  }

  @Override
  public void close() {
    ear.close();
  }
}
