package dev.parley.server.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.session.Cards;
import dev.parley.server.store.Content;
import dev.parley.server.store.Custody;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.RegisteredAgent;
import dev.parley.server.store.StoredCard;
import java.time.Duration;
import java.util.Optional;

/// The stored agents and cards, with those in use kept in memory. Thread-safe.
final class Directory implements Cards {
  private static final long MOST_AGENTS = 20_000;
  private static final long MOST_CARDS = 20_000;
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final NodeStore store;
  private final Vault vault;
  private final Proving proving;
  private final Cache<AgentUri, Optional<KnownAgent>> agents =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(MOST_AGENTS)
          .expireAfterAccess(IDLE)
          .build();
  private final Cache<Hash, AgentCard> cards =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(MOST_CARDS)
          .expireAfterAccess(IDLE)
          .build();

  Directory(NodeStore store, Vault vault, Proving proving) {
    this.store = store;
    this.vault = vault;
    this.proving = proving;
  }

  Optional<KnownAgent> agent(AgentUri agent) {
    return agents.get(agent, this::load);
  }

  void forget(AgentUri agent) {
    agents.invalidate(agent);
  }

  @Override
  public Optional<AgentCard> byHash(Hash hash) {
    AgentCard known = cards.getIfPresent(hash);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<AgentCard> card = store.card(hash).map(Directory::card);
    card.ifPresent(c -> cards.put(hash, c));
    return card;
  }

  KnownAgent known(RegisteredAgent row) {
    AgentCard card = card(row.card());
    Custody custody = store.custody(row.card().agent()).orElseGet(Custody.Self::new);
    return new KnownAgent(
        card,
        row.attestation(),
        proving,
        row.keySince(),
        ContactPolicy.read(card.json()).orThrow(),
        held(card.agentId(), custody));
  }

  private Optional<KnownAgent> load(AgentUri agent) {
    return store.agent(agent.text()).map(this::known);
  }

  private Optional<KnownAgent.Held> held(AgentUri agent, Custody custody) {
    return switch (custody) {
      case Custody.Self() -> Optional.empty();
      case Custody.Node(Content sealed, Content clientKey) ->
          Optional.of(
              new KnownAgent.Held(
                  vault.open(agent, sealed),
                  ProofKey.parse(Attestations.json(clientKey)).orElseThrow()));
    };
  }

  /// A card that was checked before it was stored.
  private static AgentCard card(StoredCard stored) {
    return AgentCard.decode(Attestations.json(stored.canonical())).orThrow();
  }
}
