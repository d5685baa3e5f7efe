package dev.parley.core.ledger;

import dev.parley.core.identity.AgentUri;

/// Money that is set aside for one commitment: a two-phase transfer (protocol section 9).
/// Immutable.
///
/// @param id which commitment's
/// @param depositor whose money it is, and to whom what is not paid returns
/// @param amount what was set aside
/// @param left what is still there
/// @param status where it stands
public record Hold(HoldId id, AgentUri depositor, Amount amount, Amount left, Status status) {

  /// Where a hold stands.
  public enum Status {
    /// The depositor has agreed; the commitment does not bind yet.
    RESERVED,
    /// The commitment binds; never expires while it is ACTIVE or DISPUTED.
    HELD,
    /// All of it was paid or returned, obligation by obligation.
    POSTED,
    /// All of it returned, since the commitment was withdrawn, rejected or replaced.
    VOIDED,
    /// All of it returned, since the commitment was not accepted in time.
    EXPIRED
  }

  Hold in(Status next) {
    return new Hold(id, depositor, amount, left, next);
  }

  Hold without(Amount taken) {
    Amount rest = left.minus(taken);
    return new Hold(id, depositor, amount, rest, rest.positive() ? status : Status.POSTED);
  }
}
