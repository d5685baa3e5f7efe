package dev.parley.server.registry;

import dev.parley.core.identity.AgentUri;

/// On whose authority a registration comes. In self custody the card's signature is enough.
public sealed interface Registrant {

  /// Nobody has shown who they are.
  record Anyone() implements Registrant {}

  /// An agent that the node has authenticated.
  ///
  /// @param agent who
  record Authenticated(AgentUri agent) implements Registrant {}

  /// The node's operator.
  record Operator() implements Registrant {}
}
