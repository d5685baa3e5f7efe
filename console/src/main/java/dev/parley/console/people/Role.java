package dev.parley.console.people;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a person may do, the least first.
public enum Role {
  /// Looks.
  VIEWER,
  /// Decides, too, what waits for one agent that is an authority, in that agent's name.
  AUTHORITY,
  /// Decides, too, what waits for the node's operators, and rules on disputes.
  OPERATOR;

  /// The role with a name.
  ///
  /// @param wire in lower case
  /// @return nothing when there is none
  public static Optional<Role> of(String wire) {
    return Arrays.stream(values()).filter(role -> role.wire().equals(wire)).findFirst();
  }

  /// How it is spelt.
  ///
  /// @return in lower case
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
