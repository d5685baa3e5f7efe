package dev.parley.core.transcript;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The cards of a transcript that records other than messages are signed with. Not thread-safe.
final class RecordCards {
  private final KnownCards cards;
  private final Set<Hash> used = new HashSet<>();

  RecordCards(KnownCards cards) {
    this.cards = cards;
  }

  /// Verifies a record with the first of its maker's cards that fits.
  <T> Decoded<T> verified(AgentUri by, Function<AgentCard, Decoded<T>> verify) {
    Decoded<T> last =
        Decoded.refused(
            ErrorCode.INVALID_REFERENCE.because("no card of " + by + " is in the file"));
    for (AgentCard card : cards.of(by)) {
      last = verify.apply(card);
      if (last instanceof Decoded.Valid<T>) {
        used.add(card.hash());
        return last;
      }
    }
    return last;
  }

  /// A card that nobody used: a sender uses its cards in order from the first on; the steward signs
  /// the end with its first one also where it said nothing.
  Optional<Refusal> unused(Function<AgentUri, Optional<AgentCard>> inUse, AgentUri node) {
    return cards.all().stream()
        .filter(card -> !used.contains(card.hash()))
        .filter(
            card ->
                inUse
                    .apply(card.agentId())
                    .or(() -> first(card.agentId(), node))
                    .filter(last -> card.version() <= last.version())
                    .isEmpty())
        .findFirst()
        .map(
            card ->
                ErrorCode.MALFORMED.because(
                    "card " + card.version() + " of " + card.agentId() + " is not used"));
  }

  private Optional<AgentCard> first(AgentUri agent, AgentUri node) {
    return agent.equals(node) ? Optional.of(cards.of(agent).getFirst()) : Optional.empty();
  }
}
