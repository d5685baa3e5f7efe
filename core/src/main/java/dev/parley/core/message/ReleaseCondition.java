package dev.parley.core.message;

import java.util.Optional;

/// What has to happen before escrow is paid out (protocol section 9).
public enum ReleaseCondition {
  /// The creditor has accepted the claim, or its window ended.
  FULFILLMENT_VERIFIED("fulfillment-verified"),
  /// The deadline passed and nobody objected.
  DEADLINE("deadline"),
  /// A ruling says so.
  RULING("ruling");

  private final String wire;

  ReleaseCondition(String wire) {
    this.wire = wire;
  }

  /// The condition on the wire.
  ///
  /// @return lower case
  public String wire() {
    return wire;
  }

  /// Reads a condition.
  ///
  /// @param text any text
  /// @return nothing if it is none
  public static Optional<ReleaseCondition> parse(String text) {
    for (ReleaseCondition condition : values()) {
      if (condition.wire.equals(text)) {
        return Optional.of(condition);
      }
    }
    return Optional.empty();
  }
}
