package dev.parley.core.message;

import java.util.Optional;

/// What a delegate may do, each including the one before (protocol sections 5 and 8).
public enum Authority {
  /// Inform, ask and explain.
  ADVISORY("advisory"),
  /// Also propose, counter, accept and reject proposals.
  NEGOTIATE("negotiate"),
  /// Also bind the principal.
  COMMIT("commit");

  private final String wire;

  Authority(String wire) {
    this.wire = wire;
  }

  /// The text on the wire.
  ///
  /// @return a lower-case word
  public String wire() {
    return wire;
  }

  /// Reads an authority from outside.
  ///
  /// @param text any text
  /// @return the authority, or nothing
  public static Optional<Authority> parse(String text) {
    for (Authority authority : values()) {
      if (authority.wire.equals(text)) {
        return Optional.of(authority);
      }
    }
    return Optional.empty();
  }
}
