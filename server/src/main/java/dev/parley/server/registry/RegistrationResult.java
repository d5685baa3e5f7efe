package dev.parley.server.registry;

import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonObject;

/// What became of a registration.
public sealed interface RegistrationResult {

  /// The card is the agent's current one, on disk.
  ///
  /// @param card the agent's part
  /// @param shown the card with the node's part
  /// @param novelty what was new about it
  record Registered(AgentCard card, JsonObject shown, Novelty novelty)
      implements RegistrationResult {}

  /// Nothing changed.
  ///
  /// @param refusal why
  record Refused(Refusal refusal) implements RegistrationResult {}

  /// What was new about a registration.
  enum Novelty {
    /// The agent.
    CREATED,
    /// The version of its card.
    RENEWED,
    /// Nothing.
    REPEATED
  }
}
