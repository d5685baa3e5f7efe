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

/// A cursor on the messages of one session that waits for new ones. It reads from the store, and
/// once it has read everything there takes what hints bring, as long as that follows without a gap;
/// else, and whenever it has waited in vain, it looks into the store. So it neither loses nor
/// repeats a message. For one thread; close it.
public final class Following implements AutoCloseable {
  private static final int PAGE = 100;

  private final SessionStore store;
  private final UUID session;
  private final Hints<UUID>.Ear ear;
  private long next;
  private Optional<String> ended = Optional.empty();

  /// Whether the store had nothing more when it was last looked into, and the session went on.
  private boolean caughtUp;

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
      List<Delivered> news = caughtUp ? news() : List.of();
      if (!news.isEmpty()) {
        next = news.getLast().position() + 1;
        return news;
      }
      if (!caughtUp) {
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
        caughtUp = true;
      }
      if (left.isZero() || ear.nodeEnds()) {
        caughtUp = false;
        return List.of();
      }
      left = ear.await(left);
      caughtUp = !left.isZero(); // A hint may have been lost.
    }
  }

  /// What hints have brought; nothing, and no longer caught up, when that is not what comes next.
  private List<Delivered> news() {
    Optional<List<Delivered>> heard = ear.news();
    caughtUp = heard.isPresent();
    long expected = next;
    for (Delivered message : heard.orElse(List.of())) {
      if (message.position() != expected++) {
        caughtUp = false;
        return List.of();
      }
    }
    return heard.orElse(List.of());
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
