package dev.parley.client;

import dev.parley.client.Discrepancy.Kind;
import dev.parley.core.card.AgentCard;
import dev.parley.core.chain.EnvelopeVerifier;
import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Envelope;
import dev.parley.core.message.Format;
import dev.parley.core.message.Inform;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Cards;
import dev.parley.core.session.Participant;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Step;
import dev.parley.core.session.Talk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// This side's own fold of a session: every message that the node delivers, the steward's too, is
/// checked here with the machine that the node runs (protocol section 1, the central rule). Not
/// thread-safe.
final class Replica {

  /// The cards with which a sender's first messages may verify.
  @FunctionalInterface
  interface Candidates {
    /// Newest first; from memory only.
    List<AgentCard> of(AgentUri agent);
  }

  private final SessionId id;
  private final SessionMachine machine;
  private final EnvelopeVerifier verifier;
  private final Cards cards;
  private final Candidates candidates;
  private final List<Received> history = new ArrayList<>();

  /// What a sender's first INFORM `identity` said about the card of its earlier messages.
  private final Map<AgentUri, Hash> named = new HashMap<>();

  private SessionState state = SessionState.start();
  private long introducedAt = Long.MAX_VALUE;

  Replica(
      SessionId id,
      SessionMachine machine,
      EnvelopeVerifier verifier,
      Cards cards,
      Candidates candidates) {
    this.id = id;
    this.machine = machine;
    this.verifier = verifier;
    this.cards = cards;
    this.candidates = candidates;
  }

  SessionState state() {
    return state;
  }

  /// The position of the next message.
  long next() {
    return history.size();
  }

  /// The hash of the last message.
  Hash head() {
    return history.isEmpty() ? Hash.ZERO : history.getLast().hash();
  }

  Received at(long position) {
    return history.get((int) position);
  }

  List<Received> history() {
    return Collections.unmodifiableList(history);
  }

  /// The position of the message with which the talk could begin, or with which it ended before;
  /// none is so late while neither has happened.
  long introducedAt() {
    return introducedAt;
  }

  /// How messages may be spelt, once the invitation was read.
  Format format() {
    return state.said().map(talk -> talk.opening().terms().format()).orElse(Format.JSON);
  }

  /// Where the next message of a sender stands.
  ///
  /// @param scoreIfFirst the score that it states in its first message
  Voice.Place place(AgentUri sender, double scoreIfFirst) {
    Optional<Talk> talk = state.said();
    Optional<Participant> seat = talk.flatMap(t -> t.participant(sender));
    return new Voice.Place(
        id,
        talk.map(t -> t.opening().version()).orElse(Envelope.VERSION),
        head(),
        seat.map(Participant::nextSequence).orElse(0L),
        seat.filter(p -> p.card().isPresent()).map(Participant::trustScore).orElse(scoreIfFirst));
  }

  /// The card that a sender has to use here, once its first message fixed it.
  Optional<AgentCard> cardOf(AgentUri agent) {
    return state.said().flatMap(t -> t.participant(agent)).flatMap(Participant::card);
  }

  /// Whether the sender's present card has to be known before a message can be judged.
  boolean needsCard(Received message) {
    return isNext(message)
        && !state.said().map(Talk::steward).equals(Optional.of(message.sender()))
        && cardOf(message.sender()).isEmpty();
  }

  /// Whether a message is the next one, of somebody who may have said it.
  boolean isNext(Received message) {
    return message.position() == next() && knows(message.sender());
  }

  private boolean knows(AgentUri agent) {
    return history.isEmpty() || state.said().flatMap(t -> t.participant(agent)).isPresent();
  }

  /// Takes a message.
  ///
  /// @return false if it was known already
  /// @throws NodeMisbehavedException if it cannot be what the node says it is
  boolean receive(Received message) {
    long position = message.position();
    if (position < next()) {
      Received before = at(position);
      if (!before.envelope().json().equals(message.envelope().json())
          || !before.acceptedAt().equals(message.acceptedAt())) {
        throw wrong(
            Kind.HISTORY,
            position,
            before.hash() + " accepted at " + before.acceptedAt(),
            message.hash() + " accepted at " + message.acceptedAt());
      }
      return false;
    }
    if (position > next()) {
      throw wrong(Kind.GAP, position, "position " + next(), "position " + position);
    }
    apply(message);
    history.add(message);
    boolean begun = state.name() != StateName.INVITED && state.name() != StateName.IDLE;
    if (begun && introducedAt == Long.MAX_VALUE) {
      introducedAt = position;
    }
    return true;
  }

  /// Checks that a conflict which the node claims is one, after all that it shows was taken.
  ///
  /// @param signedFor the position that a message was signed for
  /// @param claimed the position behind the head that the node names, if it does
  /// @param head that head's hash, if the node names it
  /// @throws NodeMisbehavedException if the head was that of the message, or is not shown
  void conflicting(long signedFor, OptionalLong claimed, Optional<String> head) {
    boolean shown = next() > signedFor && claimed.orElse(next()) <= next();
    if (shown && claimed.isPresent() && claimed.getAsLong() > 0 && head.isPresent()) {
      shown = at(claimed.getAsLong() - 1).hash().text().equals(head.get());
    }
    if (!shown) {
      throw wrong(
          Kind.HEAD, next() - 1, "the head " + head(), "a conflict with " + head.orElse("none"));
    }
  }

  private void apply(Received message) {
    Envelope envelope = message.envelope();
    if (!envelope.sessionId().equals(id)) {
      throw wrong(
          Kind.FORM, message.position(), "session " + id, "session " + envelope.sessionId());
    }
    AgentUri sender = message.sender();
    if (!knows(sender)) {
      throw wrong(Kind.LEGALITY, message.position(), "a participant", "a message of " + sender);
    }
    if (namesAnotherCard(message)) {
      foldAnew();
    }
    VerifiedEnvelope verified = verified(message);
    state =
        switch (machine.apply(state, verified, message.acceptedAt(), cards)) {
          case Step.Moved(SessionState after, _) -> after;
          case Step.Refused(Refusal refusal) ->
              throw wrong(
                  Kind.LEGALITY,
                  message.position(),
                  "a message that the rules allow",
                  envelope.performative()
                      + " of "
                      + sender
                      + ", "
                      + refusal.code().wire()
                      + ": "
                      + refusal.message());
        };
  }

  private VerifiedEnvelope verified(Received message) {
    AgentUri sender = message.sender();
    List<AgentCard> possible =
        cardOf(sender)
            .map(List::of)
            .orElseGet(
                () ->
                    Optional.ofNullable(named.get(sender))
                        .flatMap(cards::byHash)
                        .map(List::of)
                        .orElseGet(() -> candidates.of(sender)));
    String why = "no card of " + sender;
    for (AgentCard card : possible) {
      switch (verifier.verify(message.envelope(), card)) {
        case Decoded.Valid<VerifiedEnvelope>(VerifiedEnvelope verified) -> {
          return verified;
        }
        case Decoded.Refused<VerifiedEnvelope>(Refusal refusal) ->
            why = refusal.code().wire() + ": " + refusal.message();
      }
    }
    throw wrong(
        Kind.INTEGRITY,
        message.position(),
        "a message that verifies with a card of " + sender,
        why);
  }

  /// Two versions of a card may have the same keys; which one a sender used it says only now.
  private boolean namesAnotherCard(Received message) {
    AgentUri sender = message.sender();
    if (!(message.message() instanceof Inform inform)
        || !(inform.content() instanceof Inform.Content.Identity identity)
        || named.containsKey(sender)) {
      return false;
    }
    named.put(sender, identity.cardHash());
    return cardOf(sender).filter(card -> !card.hash().equals(identity.cardHash())).isPresent()
        && cards.byHash(identity.cardHash()).isPresent();
  }

  private void foldAnew() {
    state = SessionState.start();
    List<Received> all = List.copyOf(history);
    history.clear();
    for (Received each : all) {
      apply(each);
      history.add(each);
    }
  }

  private static NodeMisbehavedException wrong(
      Kind kind, long position, String expected, String found) {
    return new Discrepancy(kind, position, expected, found).exception();
  }
}
