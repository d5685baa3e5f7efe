package dev.parley.console.people;

import dev.parley.core.identity.AgentUri;
import dev.parley.server.store.Reach;

/// Whose sessions a person may see.
public sealed interface Scope {

  /// Everybody's.
  record Node() implements Scope {}

  /// Those of one organisation's agents.
  ///
  /// @param domain the organisation
  record Organisation(String domain) implements Scope {}

  /// Those of one agent.
  ///
  /// @param agent the agent
  record Agent(AgentUri agent) implements Scope {}

  /// The same for the store.
  ///
  /// @return whose rows may be read
  default Reach reach() {
    return switch (this) {
      case Node() -> new Reach.Everybody();
      case Organisation(String domain) -> Reach.ofOrganisation(domain);
      case Agent(AgentUri agent) -> Reach.ofAgent(agent.text());
    };
  }

  /// In words.
  ///
  /// @return such as `acme.example`
  default String title() {
    return switch (this) {
      case Node() -> "the whole node";
      case Organisation(String domain) -> domain;
      case Agent(AgentUri agent) -> agent.text();
    };
  }
}
