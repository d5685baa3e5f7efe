package dev.parley.core.session;

import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Exposure;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Order;
import dev.parley.core.trust.Evidence;
import java.util.List;

/// What the outside should know after a message: derived from the step, part of no state.
public sealed interface Effect {

  /// Somebody is asked to take part: belongs into its inbox.
  ///
  /// @param agent who
  record Asked(AgentUri agent) implements Effect {}

  /// The state changed.
  ///
  /// @param from before
  /// @param to after
  record StateChanged(StateName from, StateName to) implements Effect {}

  /// A commitment changed.
  ///
  /// @param commitmentId which
  /// @param to its state now
  record CommitmentChanged(String commitmentId, CommitmentStatus to) implements Effect {}

  /// Money has to move, in the transaction that stores the message: all of it, or the message is
  /// not accepted.
  ///
  /// @param orders what the ledger is asked for, in order
  record MoneyOrdered(List<Order> orders) implements Effect {}

  /// What others may lose by somebody has changed; the node holds it against ceilings.
  ///
  /// @param before what was exposed by the commitments that changed
  /// @param after what is exposed by them now
  record ExposureChanged(List<Exposure> before, List<Exposure> after) implements Effect {}

  /// There is something that trust has to know, to be kept with the message.
  ///
  /// @param evidence the pieces, in the order of their indices
  record EvidenceArose(List<Evidence> evidence) implements Effect {}

  /// Somebody has to decide, and the session waits for it.
  ///
  /// @param escalation what is asked
  record EscalationAsked(Matter.Escalation escalation) implements Effect {}

  /// Nobody has to decide any more.
  ///
  /// @param escalation with the answer; waiting where the session has ended without one
  record EscalationEnded(Matter.Escalation escalation) implements Effect {}
}
