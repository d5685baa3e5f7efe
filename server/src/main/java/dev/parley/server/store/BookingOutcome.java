package dev.parley.server.store;

import dev.parley.core.ledger.LedgerFault;

/// What became of a [Booking].
public sealed interface BookingOutcome
    permits BookingOutcome.Booked, BookingOutcome.Repeated, BookingOutcome.Refused, Unavailable {

  /// It is on disk.
  record Booked() implements BookingOutcome {}

  /// Something was booked under that cause before; nothing was stored.
  ///
  /// @param document what was ordered then
  record Repeated(Content document) implements BookingOutcome {}

  /// The ledger does not allow it; nothing was stored.
  ///
  /// @param fault why
  /// @param detail for people
  record Refused(LedgerFault fault, String detail) implements BookingOutcome {}
}
