package dev.parley.core.dispute;

import java.util.Optional;

/// Why a dispute is filed: the published reasons (protocol section 11).
public enum DisputeReason {
  /// The deadline passed.
  TIMEOUT_BREACH("timeout-breach", 2),
  /// What was claimed is not what was agreed, or was declined although it is.
  FULFILLMENT_MISMATCH("fulfillment-mismatch", 3),
  /// Nothing was delivered.
  NON_DELIVERY("non-delivery", 3),
  /// Escrow was not used as agreed.
  ESCROW_VIOLATION("escrow-violation", 4),
  /// Something agreed was changed without consent.
  UNAUTHORIZED_MODIFICATION("unauthorized-modification", 4);

  private final String wire;
  private final int ordinarySeverity;

  DisputeReason(String wire, int ordinarySeverity) {
    this.wire = wire;
    this.ordinarySeverity = ordinarySeverity;
  }

  /// The text on the wire.
  ///
  /// @return lower-case words
  public String wire() {
    return wire;
  }

  /// The most that a ruling without judges may find: who files says how bad it was, and nobody has
  /// looked at that.
  ///
  /// @return 1 to 5
  public int ordinarySeverity() {
    return ordinarySeverity;
  }

  static Optional<DisputeReason> parse(String text) {
    for (DisputeReason reason : values()) {
      if (reason.wire.equals(text)) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }
}
