package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Docket;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.Talk;
import dev.parley.core.session.Timer;
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
  private volatile Disputes disputes = Disputes.NONE;

  /// What was recorded of disputes about it.
  ///
  /// @param docket the disputes
  /// @param records how many records they have
  /// @param lastAt when the last of these was accepted
  record Disputes(Docket docket, long records, Instant lastAt) {
    static final Disputes NONE = new Disputes(Docket.EMPTY, 0, Instant.MIN);

    Disputes after(Docket next, Instant at) {
      return new Disputes(next, records + 1, at);
    }
  }

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

  Disputes disputes() {
    return disputes;
  }

  /// Only under the turn, or before anybody else has this value.
  void become(Disputes next) {
    disputes = next;
  }

  /// When something of it is due: a timer, or a time of a dispute.
  Optional<Instant> due() {
    return due(state, disputes.docket());
  }

  static Optional<Instant> due(SessionState state, Docket docket) {
    return earlier(state.timers().stream().findFirst().map(Timer::due), docket.due());
  }

  /// The earlier of two times, either of which may be missing.
  static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isBefore(one.get())) ? other : one;
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
    Instant last = disputes.lastAt().isAfter(now) ? disputes.lastAt() : now;
    return state
        .said()
        .map(Talk::head)
        .map(Talk.Head::acceptedAt)
        .filter(said -> said.isAfter(last))
        .orElse(last);
  }
}
