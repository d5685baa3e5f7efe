package dev.parley.core.session;

import java.util.Optional;

/// What kind of clock a node runs on (protocol section 1, time in the fold). It stands in the
/// node's card and in every transcript; evidence of a development clock counts nowhere else.
public enum ClockKind {
  /// Real time; timer lengths have floors.
  REAL("real"),
  /// Moves only when told to.
  VIRTUAL("virtual"),
  /// Runs 3,600 times as fast.
  ACCELERATED("x3600");

  private final String wire;

  ClockKind(String wire) {
    this.wire = wire;
  }

  /// The text on the wire and on the command line.
  ///
  /// @return a lower-case word
  public String wire() {
    return wire;
  }

  /// Reads a kind from outside.
  ///
  /// @param text any text
  /// @return the kind, or nothing
  public static Optional<ClockKind> parse(String text) {
    for (ClockKind kind : values()) {
      if (kind.wire.equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
