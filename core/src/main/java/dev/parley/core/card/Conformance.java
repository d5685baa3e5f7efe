package dev.parley.core.card;

import java.util.Optional;

/// How much of the protocol an agent speaks (protocol section 4, conformance levels).
public enum Conformance {
  /// INFORM, QUERY and CLOSE.
  MINIMAL("minimal"),
  /// All thirteen performatives.
  STANDARD("standard"),
  /// All of it, trust and economics included.
  FULL("full");

  private final String wire;

  Conformance(String wire) {
    this.wire = wire;
  }

  /// The text on the wire.
  ///
  /// @return a lower-case word
  public String wire() {
    return wire;
  }

  static Optional<Conformance> parse(String text) {
    for (Conformance conformance : values()) {
      if (conformance.wire.equals(text)) {
        return Optional.of(conformance);
      }
    }
    return Optional.empty();
  }
}
