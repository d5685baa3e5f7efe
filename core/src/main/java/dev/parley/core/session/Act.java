package dev.parley.core.session;

import dev.parley.core.message.Performative;

/// A speech act together with the kind of thing that it points at, or the kind of INFORM: the rows
/// of the session table (protocol section 6).
public enum Act {
  /// PROPOSE `session-invitation`.
  PROPOSE_INVITATION(Performative.PROPOSE, "session-invitation"),
  /// PROPOSE of any other type.
  PROPOSE(Performative.PROPOSE, "any other type"),
  /// ACCEPT of an invitation or its COUNTER.
  ACCEPT_INVITATION(Performative.ACCEPT, "invitation"),
  /// ACCEPT of a proposal.
  ACCEPT_PROPOSAL(Performative.ACCEPT, "proposalId"),
  /// ACCEPT of a commitment.
  ACCEPT_COMMITMENT(Performative.ACCEPT, "commitmentId"),
  /// ACCEPT of a delegation.
  ACCEPT_DELEGATION(Performative.ACCEPT, "delegationId"),
  /// ACCEPT of a claim.
  ACCEPT_FULFILLMENT(Performative.ACCEPT, "fulfillmentId"),
  /// A vote for a transition.
  ACCEPT_TRANSITION(Performative.ACCEPT, "transitionId"),
  /// REJECT of an invitation or its COUNTER.
  REJECT_INVITATION(Performative.REJECT, "invitation"),
  /// REJECT of a proposal.
  REJECT_PROPOSAL(Performative.REJECT, "proposalId"),
  /// REJECT of a commitment.
  REJECT_COMMITMENT(Performative.REJECT, "commitmentId"),
  /// REJECT of a delegation.
  REJECT_DELEGATION(Performative.REJECT, "delegationId"),
  /// REJECT of a claim.
  REJECT_FULFILLMENT(Performative.REJECT, "fulfillmentId"),
  /// A vote against a transition.
  REJECT_TRANSITION(Performative.REJECT, "transitionId"),
  /// COUNTER of an invitation.
  COUNTER_INVITATION(Performative.COUNTER, "invitation"),
  /// COUNTER of a proposal.
  COUNTER_PROPOSAL(Performative.COUNTER, "proposalId"),
  /// COUNTER of a commitment.
  COUNTER_COMMITMENT(Performative.COUNTER, "commitmentId"),
  /// INFORM `identity`.
  INFORM_IDENTITY(Performative.INFORM, "identity"),
  /// INFORM `fulfillment`.
  INFORM_FULFILLMENT(Performative.INFORM, "fulfillment"),
  /// INFORM `release`.
  INFORM_RELEASE(Performative.INFORM, "release"),
  /// INFORM `escalation-resolution`.
  INFORM_RESOLUTION(Performative.INFORM, "escalation-resolution"),
  /// INFORM `timeout` or `breach`.
  INFORM_EXPIRY(Performative.INFORM, "timeout, breach"),
  /// INFORM `breach` by the debtor.
  INFORM_ADMISSION(Performative.INFORM, "breach, of an obligation of its own"),
  /// INFORM `dispute`.
  INFORM_DISPUTE(Performative.INFORM, "dispute"),
  /// INFORM `impasse`.
  INFORM_IMPASSE(Performative.INFORM, "impasse"),
  /// The steward's INFORM `error` with `fatal: true`.
  INFORM_FATAL(Performative.INFORM, "error, fatal, by the steward"),
  /// INFORM `reveal`.
  INFORM_REVEAL(Performative.INFORM, "reveal"),
  /// INFORM `escrow`.
  INFORM_RESERVED(Performative.INFORM, "escrow"),
  /// Any other INFORM.
  INFORM_NOTE(Performative.INFORM, "status, data, progress, error, others"),
  /// QUERY.
  QUERY(Performative.QUERY, ""),
  /// CLARIFY.
  CLARIFY(Performative.CLARIFY, ""),
  /// COMMIT.
  COMMIT(Performative.COMMIT, ""),
  /// DELEGATE.
  DELEGATE(Performative.DELEGATE, ""),
  /// ESCALATE.
  ESCALATE(Performative.ESCALATE, ""),
  /// WITHDRAW of the invitation.
  WITHDRAW_INVITATION(Performative.WITHDRAW, "invitation"),
  /// WITHDRAW of a proposal.
  WITHDRAW_PROPOSAL(Performative.WITHDRAW, "proposalId"),
  /// WITHDRAW of a commitment.
  WITHDRAW_COMMITMENT(Performative.WITHDRAW, "commitmentId"),
  /// WITHDRAW of a delegation.
  WITHDRAW_DELEGATION(Performative.WITHDRAW, "delegationId"),
  /// WITHDRAW of one's participation.
  WITHDRAW_PARTICIPATION(Performative.WITHDRAW, "participation"),
  /// OBSERVE.
  OBSERVE(Performative.OBSERVE, ""),
  /// CLOSE.
  CLOSE(Performative.CLOSE, "");

  private final Performative performative;
  private final String object;

  Act(Performative performative, String object) {
    this.performative = performative;
    this.object = object;
  }

  /// The speech act.
  ///
  /// @return never null
  public Performative performative() {
    return performative;
  }

  /// What it points at, or which INFORM it is.
  ///
  /// @return words of the wire, empty where there is only one kind
  public String object() {
    return object;
  }
}
