package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A session in memory. Its state is what the stored messages fold to, nothing else: forgetting it
/// loses nothing.
final class LiveSession {
  private final SessionId id;
  private final ReentrantLock turn = new ReentrantLock();
  private final Reservations reservations = new Reservations();
  private final SeenIds seen = new SeenIds();
  private volatile SessionState state;

  LiveSession(SessionId id) {
    this.id = id;
    this.state = SessionState.start();
  }

  SessionId id() {
    return id;
  }

  /// Held while a message is decided and stored: one at a time.
  ReentrantLock turn() {
    return turn;
  }

  /// Only under the turn.
  Reservations reservations() {
    return reservations;
  }

  SeenIds seen() {
    return seen;
  }

  SessionState state() {
    return state;
  }

  /// Only under the turn, or before anybody else has this value.
  void become(SessionState next) {
    state = next;
  }

  /// How many messages it has.
  long length() {
    return state.said().map(talk -> talk.head().nextPosition()).orElse(0L);
  }

  /// Who takes part and may see it; the steward is nobody's caller.
  Optional<Participant> participant(AgentUri agent) {
    return state
        .said()
        .filter(talk -> !talk.steward().equals(agent))
        .flatMap(talk -> talk.participant(agent));
  }

  /// The time at which a message would be accepted: it never goes back.
  Instant acceptedAt(Instant now) {
    return state
        .said()
        .map(Talk::head)
        .map(Talk.Head::acceptedAt)
        .filter(last -> last.isAfter(now))
        .orElse(now);
  }
}
