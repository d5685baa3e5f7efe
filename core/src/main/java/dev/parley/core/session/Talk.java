package dev.parley.core.session;

import dev.parley.core.commitment.Commitment;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.message.SessionTerms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// What the messages of a session have established so far, whatever its state. Immutable; each
/// change shares what it does not touch, so that a message costs the same at position 10 and at
/// 10,000.
///
/// @param opening how it began
/// @param head where its chain stands
/// @param participants everybody who takes or took part, by name
/// @param matters everything that can be referenced, by body id
/// @param promises the commitments
/// @param timers the timers that run
/// @param turns who spoke how often
/// @param forbidden what an authority refused to somebody
/// @param conduct who owed how many acts, and did how many in time; without those who owed none
public record Talk(
    Opening opening,
    Head head,
    PSortedMap<AgentUri, Participant> participants,
    PMap<String, Matter> matters,
    Promises promises,
    Timers timers,
    Turns turns,
    PSet<Forbidden> forbidden,
    PMap<AgentUri, Conduct> conduct) {

  /// How a session began.
  ///
  /// @param session its id
  /// @param version its version label
  /// @param invitation the hash of the invitation
  /// @param initiator who opened it
  /// @param openedAt when the invitation was accepted
  /// @param json the terms as they stand
  /// @param terms the terms as they stand, read
  public record Opening(
      SessionId session,
      String version,
      Hash invitation,
      AgentUri initiator,
      Instant openedAt,
      JsonObject json,
      SessionTerms terms) {}

  /// A planned message that an authority refused.
  ///
  /// @param principal to whom, its delegates included
  /// @param body the hash of the body
  public record Forbidden(AgentUri principal, Hash body) {}

  /// Where the chain stands.
  ///
  /// @param nextPosition the position that the next message gets
  /// @param hash the hash of the last message
  /// @param acceptedAt when it was accepted
  public record Head(long nextPosition, Hash hash, Instant acceptedAt) {}

  static Talk opened(Opening opening, Head head) {
    return new Talk(
        opening,
        head,
        TreePMap.empty(),
        TreePMap.empty(),
        Promises.NONE,
        Timers.NONE,
        Turns.NONE,
        HashTreePSet.empty(),
        HashTreePMap.empty());
  }

  /// The steward of the session.
  ///
  /// @return the node's agent
  public AgentUri steward() {
    return opening.terms().node();
  }

  /// Everybody who is still there and is a principal, in order of their names.
  ///
  /// @return a list
  public List<AgentUri> principals() {
    return participants.values().stream()
        .filter(p -> p.present() && p.seat().principal())
        .map(Participant::agent)
        .toList();
  }

  /// One participant.
  ///
  /// @param agent who
  /// @return nothing if it never took part
  public Optional<Participant> participant(AgentUri agent) {
    return Optional.ofNullable(participants.get(agent));
  }

  /// Whether there were as many rounds as the terms allow, or as many in which no number moved, so
  /// that the steward may end the talk (protocol section 8, impasse).
  ///
  /// @return false where neither is limited
  public boolean atImpasse() {
    return turns.atImpasse(opening.terms());
  }

  /// Something that was said and that later messages can point at.
  ///
  /// @param id its body id
  /// @param kind what it has to be
  /// @param <T> the same
  /// @return nothing if there is no such thing of this kind
  public <T extends Matter> Optional<T> matter(String id, Class<T> kind) {
    Matter matter = matters.get(id);
    return kind.isInstance(matter) ? Optional.of(kind.cast(matter)) : Optional.empty();
  }

  Talk with(Opening next) {
    return new Talk(next, head, participants, matters, promises, timers, turns, forbidden, conduct);
  }

  Talk with(Head next) {
    return new Talk(
        opening, next, participants, matters, promises, timers, turns, forbidden, conduct);
  }

  Talk with(Participant next) {
    return new Talk(
        opening,
        head,
        participants.plus(next.agent(), next),
        matters,
        promises,
        timers,
        turns,
        forbidden,
        conduct);
  }

  Talk with(Matter next) {
    return new Talk(
        opening,
        head,
        participants,
        matters.plus(next.id(), next),
        promises,
        timers,
        turns,
        forbidden,
        conduct);
  }

  Talk with(Commitment next) {
    return with(promises.with(next));
  }

  Talk with(Promises next) {
    return new Talk(opening, head, participants, matters, next, timers, turns, forbidden, conduct);
  }

  Talk timed(UnaryOperator<Timers> change) {
    return new Talk(
        opening,
        head,
        participants,
        matters,
        promises,
        change.apply(timers),
        turns,
        forbidden,
        conduct);
  }

  Talk with(Turns next) {
    return new Talk(
        opening, head, participants, matters, promises, timers, next, forbidden, conduct);
  }

  Talk forbidding(Forbidden next) {
    return new Talk(
        opening,
        head,
        participants,
        matters,
        promises,
        timers,
        turns,
        forbidden.plus(next),
        conduct);
  }

  /// How somebody kept time in this session.
  ///
  /// @param principal who, its delegates included
  /// @return [Conduct#NONE] for who owed no act so far
  public Conduct conductOf(AgentUri principal) {
    return conduct.getOrDefault(principal, Conduct.NONE);
  }

  Talk judging(AgentUri principal, UnaryOperator<Conduct> change) {
    return new Talk(
        opening,
        head,
        participants,
        matters,
        promises,
        timers,
        turns,
        forbidden,
        conduct.plus(principal, change.apply(conductOf(principal))));
  }

  Talk change(AgentUri agent, UnaryOperator<Participant> change) {
    Participant participant = participants.get(agent);
    return participant == null ? this : with(change.apply(participant));
  }
}
