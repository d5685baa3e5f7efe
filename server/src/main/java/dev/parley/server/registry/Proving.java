package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import java.time.Instant;

/// Knows what is proven about the organisation of an agent. Safe for all threads.
@FunctionalInterface
interface Proving {
  /// What is proven.
  ///
  /// @param card the agent's card
  /// @param at now, or a short time ago
  /// @return the best proof that held then
  IdentityProof of(AgentCard card, Instant at);
}
