package dev.parley.client;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The invitations that reach an agent, in order, without loss or repeat over disconnects. For one
/// reading thread; [#close] may come from another.
public final class Inbox implements AutoCloseable, Iterable<Invitation> {
  private final Agent agent;
  private final Events events;
  private final Duration turn;
  private volatile boolean closed;

  Inbox(Agent agent, Events events, Duration turn) {
    this.agent = agent;
    this.events = events;
    this.turn = turn;
  }

  /// The next invitation.
  ///
  /// @param wait how long to wait for one; opening the stream again may take longer, at most what
  ///   the settings allow one request
  /// @return nothing if none came in time, or the inbox was closed
  /// @throws ParleyException if the inbox can no longer be followed
  public Optional<Invitation> next(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    while (true) {
      Optional<ServerEvent> event =
          events.next(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
      if (event.isEmpty()) {
        return Optional.empty();
      }
      if (event.get().type().equals("invitation")) {
        return Optional.of(Invitation.decode(agent, event.get()));
      }
    }
  }

  /// Waits for invitations until the inbox is closed.
  ///
  /// @return an iterator over what [#next] hands out
  @Override
  public Iterator<Invitation> iterator() {
    return new Iterator<>() {
      private Optional<Invitation> ahead = Optional.empty();

      @Override
      public boolean hasNext() {
        while (ahead.isEmpty() && !closed) {
          ahead = Inbox.this.next(turn);
        }
        return ahead.isPresent();
      }

      @Override
      public Invitation next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the inbox was closed");
        }
        Invitation invitation = ahead.orElseThrow();
        ahead = Optional.empty();
        return invitation;
      }
    };
  }

  /// Stops following; a waiting [#next] returns.
  @Override
  public void close() {
    closed = true;
    events.close();
  }
}
