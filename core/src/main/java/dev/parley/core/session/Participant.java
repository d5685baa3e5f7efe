package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody who takes or took part in a session (protocol section 8). Immutable.
///
/// @param agent who
/// @param seat as what
/// @param standing how far it has come
/// @param principal for whom it acts; itself unless it is a delegate
/// @param card the card that its messages verify with; absent before its first message
/// @param trustScore the score of its first message, 0 to 100
/// @param nextSequence the number that its next message must carry
/// @param escalations how many it has asked for
/// @param via the delegation by which it joined, if any
/// @param watched when an observer said its last things, in order
public record Participant(
    AgentUri agent,
    Seat seat,
    Standing standing,
    AgentUri principal,
    Optional<AgentCard> card,
    double trustScore,
    long nextSequence,
    int escalations,
    Optional<String> via,
    List<Instant> watched) {

  /// The most that an observer says within [#MINUTE].
  static final int MOST_BY_OBSERVERS = 6;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// How far somebody has come.
  public enum Standing {
    /// Asked, not answered.
    INVITED,
    /// Said yes, not yet shown its card.
    ACCEPTED,
    /// Has shown its card, or need not.
    INTRODUCED,
    /// Said no, or did not answer in time.
    OUT,
    /// Left, or lost its authority.
    LEFT
  }

  /// Whether it may still say something.
  ///
  /// @return false once it is out or has left
  public boolean present() {
    return switch (standing) {
      case INVITED, ACCEPTED, INTRODUCED -> true;
      case OUT, LEFT -> false;
    };
  }

  static Participant of(AgentUri agent, Seat seat, Standing standing) {
    return new Participant(
        agent, seat, standing, agent, Optional.empty(), 0, 0, 0, Optional.empty(), List.of());
  }

  Participant in(Standing next) {
    return new Participant(
        agent, seat, next, principal, card, trustScore, nextSequence, escalations, via, watched);
  }

  Participant as(Seat next) {
    return new Participant(
        agent,
        next,
        standing,
        principal,
        card,
        trustScore,
        nextSequence,
        escalations,
        via,
        watched);
  }

  Participant using(AgentCard next) {
    return new Participant(
        agent,
        seat,
        standing,
        principal,
        Optional.of(next),
        trustScore,
        nextSequence,
        escalations,
        via,
        watched);
  }

  Participant joinedFor(AgentUri whom, String delegation) {
    return new Participant(
        agent,
        seat,
        standing,
        whom,
        card,
        trustScore,
        nextSequence,
        escalations,
        Optional.of(delegation),
        watched);
  }

  Participant escalated() {
    return new Participant(
        agent,
        seat,
        standing,
        principal,
        card,
        trustScore,
        nextSequence,
        escalations + 1,
        via,
        watched);
  }

  /// Counts one message; the first also fixes card and score.
  Participant spoke(AgentCard used, double score, Instant at) {
    return new Participant(
        agent,
        seat,
        standing,
        principal,
        card.or(() -> Optional.of(used)),
        card.isEmpty() ? score : trustScore,
        nextSequence + 1,
        escalations,
        via,
        seat == Seat.OBSERVER ? Stream.concat(lately(at), Stream.of(at)).toList() : List.of());
  }

  /// How long an observer has to wait before it may say something.
  ///
  /// @return nothing if it may, and for everybody else
  Optional<Duration> wait(Instant at) {
    List<Instant> lately = lately(at).toList();
    return seat == Seat.OBSERVER && lately.size() >= MOST_BY_OBSERVERS
        ? Optional.of(Duration.between(at, lately.getFirst().plus(MINUTE)))
        : Optional.empty();
  }

  private Stream<Instant> lately(Instant at) {
    return watched.stream().filter(each -> each.plus(MINUTE).isAfter(at));
  }
}
