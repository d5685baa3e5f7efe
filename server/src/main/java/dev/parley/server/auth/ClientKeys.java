package dev.parley.server.auth;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.ProofKey;
import java.util.Optional;

/// Knows the keys with which agents show who they are.
@FunctionalInterface
public interface ClientKeys {

  /// The key that signs an agent's client assertions.
  ///
  /// @param agent the agent
  /// @return nothing when it is not registered here
  Optional<ProofKey> assertionKey(AgentUri agent);
}
