package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Ed25519Key;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.trust.Standing;
import dev.parley.server.store.Attestation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// A registered agent as the registry remembers it.
///
/// @param card its current card
/// @param attestation the node's part of the card as stored
/// @param proving knows what is proven about its organisation
/// @param keySince when its signing key was registered
/// @param policy who may open a session with it
/// @param held its keys, when the node holds them
record KnownAgent(
    AgentCard card,
    Attestation attestation,
    Proving proving,
    Instant keySince,
    ContactPolicy policy,
    Optional<Held> held) {

  /// What the node keeps for an agent in node custody.
  ///
  /// @param keys sign its envelopes
  /// @param clientKey signs its client's assertions and request proofs
  record Held(AgentKeys keys, ProofKey clientKey) {}

  AgentUri agent() {
    return card.agentId();
  }

  /// What trust has to know about it at a time: now, or a short time ago.
  Standing standing(Instant at) {
    return standing(agent(), proving.of(card, at).points(), custody(), keySince);
  }

  private Standing.Custody custody() {
    return held.isPresent() ? Standing.Custody.NODE : Standing.Custody.AGENT;
  }

  Profile profile(Instant at) {
    return new Profile(card, proving.of(card, at), custody(), keySince);
  }

  static Standing standing(
      AgentUri agent, int identity, Standing.Custody custody, Instant keySince) {
    return Standing.of(agent, identity, custody, LocalDate.ofInstant(keySince, ZoneOffset.UTC));
  }

  ProofKey assertionKey() {
    return held.map(Held::clientKey).orElseGet(this::signingKey);
  }

  private Ed25519Key signingKey() {
    return card.signingKey();
  }
}
