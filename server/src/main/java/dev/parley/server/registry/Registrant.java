package dev.parley.server.registry;

import dev.parley.core.identity.AgentUri;

/// On whose authority a registration comes. In self custody the card's signature is enough.
public sealed interface Registrant {

  /// Nobody has shown who they are.
  ///
  /// @param from where the registration comes from, such as a remote address
  record Anyone(String from) implements Registrant {
    /// From within the program that has the node in hand.
    public Anyone() {
      this("here");
    }
  }

  /// Whose share it is when the node has to ask others because of a registration.
  ///
  /// @return the same text for the same caller
  default String caller() {
    return switch (this) {
      case Anyone(String from) -> from;
      case Authenticated(AgentUri agent) -> agent.text();
      case Operator() -> "operator";
    };
  }

  /// An agent that the node has authenticated.
  ///
  /// @param agent who
  record Authenticated(AgentUri agent) implements Registrant {}

  /// The node's operator.
  record Operator() implements Registrant {}
}
