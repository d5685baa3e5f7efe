package dev.parley.core.dispute;

import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.identity.AgentUri;
import java.util.List;

/// What the outside has to do after a record, in one transaction with storing it.
public sealed interface DisputeEffect {

  /// The obligation is in dispute now: it keeps its escrow, and its own timers do not end it.
  ///
  /// @param commitmentId the commitment
  /// @param obligation which of its obligations
  record Opened(String commitmentId, int obligation) implements DisputeEffect {}

  /// A bond has to be held; a node that cannot hold it refuses the record.
  ///
  /// @param posted by whom and what
  record BondHeld(Bond.Posted posted) implements DisputeEffect {}

  /// Somebody let a time pass: recorded conduct (BC).
  ///
  /// @param who those waited on
  /// @param timer what they did not do
  record Missed(List<AgentUri> who, DisputeTimer timer) implements DisputeEffect {}

  /// A ruling stands.
  ///
  /// @param ruling which
  record RulingStands(Ruling ruling) implements DisputeEffect {}

  /// The obligation ends, or is again where it was before the dispute.
  ///
  /// @param commitmentId the commitment
  /// @param obligation which of its obligations
  /// @param status where it stands from now on
  record ObligationStands(String commitmentId, int obligation, ObligationStatus status)
      implements DisputeEffect {}

  /// Escrow and bonds move.
  ///
  /// @param settlement where to
  record Settled(Settlement settlement) implements DisputeEffect {}

  /// Trust learns of it.
  ///
  /// @param event about one side
  record TrustRecorded(TrustEvent event) implements DisputeEffect {}

  /// The victim forgave after the end: the trust event about the other side is to be marked.
  ///
  /// @param by the victim
  record ForgivenLater(AgentUri by) implements DisputeEffect {}
}
