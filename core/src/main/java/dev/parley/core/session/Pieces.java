package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.trust.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Gathers the evidence of one record, each piece under the hash of its place among them. For one
/// record, on one thread.
final class Pieces {
  private static final int CAPABILITY_MAX = 128;

  private final Talk talk;
  private final Hash cause;
  private final Instant at;
  private final List<Evidence> all = new ArrayList<>();

  /// The pieces of the last message.
  Pieces(Talk talk) {
    this(talk, talk.head().hash(), talk.head().acceptedAt());
  }

  /// The pieces of a record of a dispute.
  Pieces(Talk talk, Hash cause, Instant at) {
    this.talk = talk;
    this.cause = cause;
    this.at = at;
  }

  /// Adds a piece; nobody is evidence about himself.
  void add(
      AgentUri subject, AgentUri counterparty, Function<Evidence.Origin, ? extends Evidence> kind) {
    if (!subject.equals(counterparty)) {
      Hash hash = Evidence.hash(cause, all.size());
      all.add(
          kind.apply(new Evidence.Origin(hash, at, subject, counterparty, capability(subject))));
    }
  }

  /// The capability that the invitation names, for who offers it: whether somebody pays says
  /// nothing about what somebody else can do.
  private String capability(AgentUri subject) {
    Optional<AgentCard> card = talk.participant(subject).flatMap(Participant::card);
    return talk.opening()
        .json()
        .string("capability")
        .filter(name -> name.length() <= CAPABILITY_MAX)
        .filter(name -> card.filter(c -> c.capabilities().contains(name)).isPresent())
        .orElse("");
  }

  boolean none() {
    return all.isEmpty();
  }

  List<Evidence> all() {
    return List.copyOf(all);
  }
}
