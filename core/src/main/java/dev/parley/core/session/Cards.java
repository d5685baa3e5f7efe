package dev.parley.core.session;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.Hash;
import java.util.Optional;

/// The cards that messages may name: inputs of the fold, addressed by hash (protocol section 4).
/// Every card handed out has a valid hash and continues a valid chain.
@FunctionalInterface
public interface Cards {
  /// Finds a card.
  ///
  /// @param hash its hash
  /// @return the card, or nothing if it is not known here
  Optional<AgentCard> byHash(Hash hash);
}
