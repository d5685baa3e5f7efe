package dev.parley.core.ledger;

/// Why the ledger does not carry out an order. Each second resolution of a hold has a fault of its
/// own (protocol section 9).
public enum LedgerFault {
  /// The account has less than the order takes.
  INSUFFICIENT_FUNDS("insufficient_funds"),
  /// There is no such hold.
  UNKNOWN_HOLD("unknown_hold"),
  /// There is a hold of that name already.
  HOLD_EXISTS("hold_exists"),
  /// The commitment does not bind yet, so nothing can be paid out of the hold.
  NOT_HELD("not_held"),
  /// The hold binds already.
  ALREADY_HELD("already_held"),
  /// The hold was paid out before.
  ALREADY_POSTED("already_posted"),
  /// The hold was voided before.
  ALREADY_VOIDED("already_voided"),
  /// The hold expired before.
  ALREADY_EXPIRED("already_expired"),
  /// The order takes more than is left of the hold.
  EXCEEDS_HOLD("exceeds_hold"),
  /// The order and the hold have different currencies.
  CURRENCY_MISMATCH("currency_mismatch"),
  /// The order moves nothing.
  NOT_POSITIVE("not_positive"),
  /// The account would hold more than it can.
  OVERFLOW("overflow"),
  /// The record has moved money before.
  REPEATED("repeated");

  private final String wire;

  LedgerFault(String wire) {
    this.wire = wire;
  }

  /// The fault in `details.fault` of a refusal.
  ///
  /// @return lower case
  public String wire() {
    return wire;
  }
}
