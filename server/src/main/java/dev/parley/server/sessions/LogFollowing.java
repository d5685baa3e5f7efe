package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.server.store.LogStore;
import dev.parley.server.store.LoggedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A cursor on everything that the node accepts, which waits for more: what a transport that
/// publishes it has to read. It reads from the store only, so it neither loses nor repeats a
/// message. For one thread; close it.
public final class LogFollowing implements AutoCloseable {
  private static final int PAGE = 64;

  private final LogStore log;
  private final Hints<UUID>.Ear ear;
  private long last;

  LogFollowing(LogStore log, Hints<UUID>.Ear ear, long after) {
    this.log = log;
    this.ear = ear;
    this.last = after;
  }

  /// Follows a node's log.
  ///
  /// @param sessions the node's sessions
  /// @param after the last number already seen, 0 to begin with
  /// @return the cursor
  public static LogFollowing of(Sessions sessions, long after) {
    return sessions.log(after);
  }

  /// An accepted message with all that has to be told of it.
  ///
  /// @param number its place among all messages: it only grows
  /// @param session its session
  /// @param message the message
  /// @param readers who may see it
  /// @param invited whose inboxes it reached
  public record Logged(
      long number,
      SessionId session,
      Delivered message,
      List<AgentUri> readers,
      List<Invited> invited) {

    /// Copies the lists.
    public Logged {
      readers = List.copyOf(readers);
      invited = List.copyOf(invited);
    }
  }

  /// An entry in an inbox.
  ///
  /// @param agent whose inbox
  /// @param item the entry
  public record Invited(AgentUri agent, InboxItem item) {}

  /// The next messages.
  ///
  /// @param wait how long to wait for one when there is none
  /// @return them in order; empty when there was none in that time, or when the node shuts down
  /// @throws InterruptedException when the thread is interrupted while it waits
  public List<Logged> next(Duration wait) throws InterruptedException {
    Duration left = wait;
    while (true) {
      ear.listenAnew();
      List<LoggedMessage> page = log.after(last, PAGE);
      if (!page.isEmpty()) {
        last = page.getLast().number();
        return page.stream().map(LogFollowing::logged).toList();
      }
      if (left.isZero() || ear.nodeEnds()) {
        return List.of();
      }
      left = ear.await(left);
    }
  }

  private static Logged logged(LoggedMessage stored) {
    Delivered message = Delivered.of(stored.message());
    SessionId session = new SessionId(stored.session());
    List<Invited> invited = new ArrayList<>();
    for (LoggedMessage.InboxNotice notice : stored.notices()) {
      invited.add(
          new Invited(
              new AgentUri(notice.agent()),
              new InboxItem(notice.entry().number(), notice.entry().kind(), session, message)));
    }
    return new Logged(
        stored.number(),
        session,
        message,
        stored.readers().stream().map(AgentUri::new).toList(),
        invited);
  }

  /// Goes to another place.
  ///
  /// @param number the next message is the first behind it
  public void goTo(long number) {
    last = number;
  }

  /// The place before the first message that was accepted at a time or later.
  ///
  /// @param time the time
  /// @return a number for [#goTo]
  public long before(Instant time) {
    long low = 0;
    long high = log.last();
    while (low < high) {
      long middle = low + (high - low) / 2;
      List<LoggedMessage> found = log.after(middle, 1);
      if (found.isEmpty() || !found.getFirst().message().acceptedAt().isBefore(time)) {
        high = middle;
      } else {
        low = found.getFirst().number();
      }
    }
    return low;
  }

  /// Whether the node shuts down.
  ///
  /// @return true once no more can come
  public boolean nodeEnds() {
    return ear.nodeEnds();
  }

  @Override
  public void close() {
    ear.close();
  }
}
