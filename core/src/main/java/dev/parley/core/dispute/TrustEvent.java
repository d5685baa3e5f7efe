package dev.parley.core.dispute;

import dev.parley.core.identity.AgentUri;

/// What a final dispute says about one of its two sides: exactly one event for each (protocol
/// sections 10 and 11).
///
/// @param disputeId which dispute
/// @param agent about whom
/// @param counterparty the other side
/// @param finding what was found
/// @param severity 1 to 5 for BREACHED, already halved (rounded up) if self-reported; else 0
/// @param selfReported whether the failure was admitted before it was challenged
/// @param forgiven whether the victim has forgiven by now
public record TrustEvent(
    String disputeId,
    AgentUri agent,
    AgentUri counterparty,
    Finding finding,
    int severity,
    boolean selfReported,
    boolean forgiven) {

  /// What was found about a side.
  public enum Finding {
    /// It broke what was agreed.
    BREACHED,
    /// It fulfilled what it owed.
    KEPT,
    /// The other side wronged it, or complained about it without reason.
    WRONGED,
    /// It complained without reason.
    UNFOUNDED,
    /// Nothing.
    NOTHING
  }
}
