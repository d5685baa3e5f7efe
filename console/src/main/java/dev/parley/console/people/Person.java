package dev.parley.console.people;

import dev.parley.core.identity.AgentUri;
import java.util.Optional;

/// Somebody who looks at the pages.
///
/// @param name how the person is called in what it decides
/// @param role what it may do
/// @param scope whose sessions it may see
public record Person(String name, Role role, Scope scope) {
  private static final int NAME_MAX = 80;

  /// Checks that they go together.
  ///
  /// @throws IllegalArgumentException for an empty or very long name, one with control characters,
  ///   and for an authority without an agent
  public Person {
    if (name.isBlank() || name.length() > NAME_MAX || !name.chars().allMatch(c -> c >= ' ')) {
      throw new IllegalArgumentException("a name has 1 to " + NAME_MAX + " characters");
    }
    if ((role == Role.AUTHORITY) != (scope instanceof Scope.Agent)) {
      throw new IllegalArgumentException("an authority, and nobody else, stands for one agent");
    }
  }

  /// The agent in whose name this person decides.
  ///
  /// @return nothing for who is no authority
  public Optional<AgentUri> agent() {
    return scope instanceof Scope.Agent(AgentUri agent) ? Optional.of(agent) : Optional.empty();
  }
}
