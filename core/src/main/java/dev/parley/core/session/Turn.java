package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.message.Envelope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One message at its place: who says it as what, when, and what cards it may name.
record Turn(
    Envelope envelope, AgentCard card, Instant at, Participant speaker, Act act, Cards cards) {

  Hash hash() {
    return envelope.integrity().hash();
  }

  AgentUri principal() {
    return speaker.principal();
  }

  Matter.Origin origin(Talk talk) {
    return new Matter.Origin(
        speaker.agent(),
        speaker.principal(),
        hash(),
        talk.head().nextPosition(),
        envelope.recipient(),
        envelope.constraints());
  }

  /// Whether something that names a recipient is this speaker's to answer (protocol section 2,
  /// recipient): its own, its principal's, or that of another delegate of the same principal. Who
  /// is not there cannot act, so what is addressed to a stranger is anybody's.
  boolean mayAnswer(Talk talk, Matter.Origin origin) {
    if (origin.principal().equals(principal())) {
      return false;
    }
    Optional<AgentUri> to = origin.recipient();
    if (to.isEmpty()) {
      return true;
    }
    List<Participant> addressed = Roles.addressed(talk, to.get());
    return addressed.isEmpty()
        ? !Roles.isRole(talk, to.get())
        : addressed.stream().anyMatch(p -> p.principal().equals(principal()));
  }
}
