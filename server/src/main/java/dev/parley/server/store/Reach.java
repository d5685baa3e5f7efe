package dev.parley.server.store;

/// Whose sessions somebody who looks through a store may see.
public sealed interface Reach {

  /// Everybody's.
  record Everybody() implements Reach {}

  /// Those in which one of some agents takes part.
  ///
  /// @param from the first agent URI
  /// @param to the first agent URI behind the last
  record Agents(String from, String to) implements Reach {}

  /// One agent's.
  ///
  /// @param agent its URI
  /// @return a reach
  static Reach ofAgent(String agent) {
    return new Agents(agent, agent + '\u0001');
  }

  /// Those of an organisation's agents.
  ///
  /// @param domain its domain
  /// @return a reach
  static Reach ofOrganisation(String domain) {
    String prefix = "agent://" + domain;
    return new Agents(prefix + '/', prefix + (char) ('/' + 1));
  }

  /// Whether a session with a participant is within reach.
  ///
  /// @param agent the participant's URI
  /// @return true if so
  default boolean covers(String agent) {
    return switch (this) {
      case Everybody() -> true;
      case Agents(String from, String to) -> agent.compareTo(from) >= 0 && agent.compareTo(to) < 0;
    };
  }
}
