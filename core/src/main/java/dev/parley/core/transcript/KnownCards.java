package dev.parley.core.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.Verifier;
import dev.parley.core.session.Cards;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cards of one transcript, checked as they are read. Not thread-safe while it is filled; safe
/// to read afterwards.
public final class KnownCards implements Cards {
  private final Verifier verifier;
  private final Map<Hash, AgentCard> byHash = new LinkedHashMap<>();
  private final Map<AgentUri, List<AgentCard>> byAgent = new HashMap<>();
  private @Nullable AgentCard last;

  /// Starts without cards.
  ///
  /// @param verifier checks the cards' signatures
  public KnownCards(Verifier verifier) {
    this.verifier = verifier;
  }

  /// Takes the next card line.
  ///
  /// @param card the card
  /// @return nothing if all is well; else why the card cannot stand there
  public Optional<Refusal> add(AgentCard card) {
    if (last != null && TranscriptWriter.CARD_ORDER.compare(last, card) >= 0) {
      return Optional.of(
          ErrorCode.MALFORMED.because(
              "card lines stand in order of agent, then version, each once"));
    }
    Optional<AgentCard> before =
        last != null && last.agentId().equals(card.agentId())
            ? Optional.of(last)
            : Optional.empty();
    if (before.isPresent() || card.version() == 1) {
      if (card.continuing(before, verifier) instanceof Decoded.Refused<AgentCard>(Refusal why)) {
        return Optional.of(why);
      }
    }
    last = card;
    byHash.put(card.hash(), card);
    byAgent.computeIfAbsent(card.agentId(), agent -> new ArrayList<>()).add(card);
    return Optional.empty();
  }

  @Override
  public Optional<AgentCard> byHash(Hash hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /// The cards of one agent.
  ///
  /// @param agent who
  /// @return its versions in order; empty if it has none here
  public List<AgentCard> of(AgentUri agent) {
    return List.copyOf(byAgent.getOrDefault(agent, List.of()));
  }

  /// All cards.
  ///
  /// @return in the order of their lines
  public List<AgentCard> all() {
    return List.copyOf(byHash.values());
  }

  /// The cards whose own signature cannot be checked here, since the version before them is not in
  /// the file.
  ///
  /// @return in the order of their lines
  public List<AgentCard> unproven() {
    return byAgent.values().stream()
        .map(List::getFirst)
        .filter(card -> card.version() != 1)
        .sorted(TranscriptWriter.CARD_ORDER)
        .toList();
  }
}
