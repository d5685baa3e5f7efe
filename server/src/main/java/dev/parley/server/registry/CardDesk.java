package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.TrustScore;
import dev.parley.server.registry.RegistrationResult.Novelty;
import dev.parley.server.store.Content;
import dev.parley.server.store.Custody;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.Registration;
import dev.parley.server.store.RegistrationOutcome;
import dev.parley.server.store.StoredCard;
import dev.parley.server.store.Unavailable;
import dev.parley.server.time.NodeClock;
import dev.parley.server.trust.NodeTrust;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;

/// Puts a card that passed every check into the store.
final class CardDesk {
  private final NodeStore store;
  private final NodeClock clock;
  private final Directory directory;
  private final Attestations attestations;
  private final NodeTrust trust;
  private final Proving proving;

  CardDesk(
      NodeStore store,
      NodeClock clock,
      Directory directory,
      Attestations attestations,
      NodeTrust trust,
      Proving proving) {
    this.store = store;
    this.clock = clock;
    this.directory = directory;
    this.attestations = attestations;
    this.trust = trust;
    this.proving = proving;
  }

  /// Stores it, and waits until it is on disk.
  ///
  /// @param before what the agent was so far
  Decoded<Novelty> file(AgentCard card, Optional<KnownAgent> before, Custody custody) {
    Instant now = clock.now();
    Instant keySince =
        before
            .filter(known -> known.card().signingKey().equals(card.signingKey()))
            .map(KnownAgent::keySince)
            .orElse(now);
    int identity = proving.of(card, now).points();
    Standing.Custody holder =
        switch (custody) {
          case Custody.Self() -> Standing.Custody.AGENT;
          case Custody.Node _ -> Standing.Custody.NODE;
        };
    TrustScore score =
        trust.scoreAs(KnownAgent.standing(card.agentId(), identity, holder, keySince));
    Registration registration =
        new Registration(
            new StoredCard(
                card.agentId().text(),
                card.version(),
                card.hash(),
                Content.of(CanonicalJson.bytes(card.json()))),
            before.map(known -> known.card().hash()).orElse(null),
            new TreeSet<>(card.capabilities()).stream().toList(),
            attestations.of(card, score),
            custody,
            identity,
            keySince,
            now);
    RegistrationOutcome outcome = store.register(registration).join();
    AgentUri agent = card.agentId();
    directory.forget(agent);
    return switch (outcome) {
      case RegistrationOutcome.Registered() -> {
        trust.changed();
        yield Decoded.valid(before.isPresent() ? Novelty.RENEWED : Novelty.CREATED);
      }
      case RegistrationOutcome.NotNext(long version, Hash current) ->
          card.hash().equals(current)
              ? Decoded.valid(Novelty.REPEATED)
              : Decoded.refused(
                  ErrorCode.UNAUTHORIZED.because("the card does not continue version " + version));
      case Unavailable _ ->
          Decoded.refused(ErrorCode.UNAVAILABLE.because("the card could not be stored"));
    };
  }
}
