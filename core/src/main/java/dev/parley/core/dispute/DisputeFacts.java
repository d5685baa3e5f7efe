package dev.parley.core.dispute;

import dev.parley.core.commitment.Claim;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.criteria.Acceptance;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the session says about one obligation at the moment at which a dispute about it is filed.
/// Nothing of it changes while the dispute lasts, so the dispute keeps it.
///
/// @param sessionId the session
/// @param sessionHead the hash of its last message
/// @param steward its node
/// @param principals its principals with their organisations
/// @param people who may rule last: the authorities of the invitation, else the node's operators
/// @param commitmentId the commitment
/// @param commitment where it stands
/// @param obligation which of its obligations, from 0
/// @param status where that stands
/// @param since when it came to stand there, or when a dispute that changed nothing ended
/// @param debtor who owes it
/// @param creditor to whom
/// @param deadline until when a claim counted: the deadline, or the limit of being late
/// @param stake what is at stake; nothing in a free session
/// @param acceptance what was agreed about evidence
/// @param claim the last claim, if any
/// @param selfReportedAt when the debtor first said that it failed, if it did
/// @param earlier disputes about the same obligation
public record DisputeFacts(
    SessionId sessionId,
    Hash sessionHead,
    AgentUri steward,
    Map<AgentUri, String> principals,
    Set<AgentUri> people,
    String commitmentId,
    CommitmentStatus commitment,
    int obligation,
    ObligationStatus status,
    Instant since,
    AgentUri debtor,
    AgentUri creditor,
    Instant deadline,
    Optional<Stake> stake,
    Acceptance acceptance,
    Optional<Claim> claim,
    Optional<Instant> selfReportedAt,
    List<Earlier> earlier) {

  /// What is at stake.
  ///
  /// @param value what the obligation is worth
  /// @param escrow what is held for it now, in the same currency
  /// @param depositor whose money that is
  /// @param beneficiary who gets it if all is well
  public record Stake(Amount value, Amount escrow, AgentUri depositor, AgentUri beneficiary) {

    /// Checks the currency.
    ///
    /// @throws IllegalArgumentException if the amounts have two
    public Stake {
      if (!value.currency().equals(escrow.currency())) {
        throw new IllegalArgumentException("not a stake: " + value + ", " + escrow);
      }
    }
  }

  /// Another dispute about the same obligation.
  ///
  /// @param disputeId which
  /// @param filedBy by whom
  /// @param outcome what came of it; nothing while it is open
  public record Earlier(String disputeId, AgentUri filedBy, Optional<Outcome> outcome) {}

  /// The other one of debtor and creditor.
  AgentUri opposite(AgentUri agent) {
    return agent.equals(debtor) ? creditor : debtor;
  }

  boolean concerns(AgentUri agent) {
    return agent.equals(debtor) || agent.equals(creditor);
  }
}
