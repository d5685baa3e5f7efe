package dev.parley.core.commitment;

import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.Optional;

/// What one party owes another (protocol section 9). Immutable.
///
/// @param index its place in the commitment, from 0
/// @param debtor who owes
/// @param creditor to whom; alone can release, and answers claims
/// @param action what is owed, for people
/// @param deadline until when
/// @param lateUntil how long after the deadline fulfilment still counts, if a penalty was agreed
/// @param status where it stands
/// @param claim the id of the claim under examination, if any
public record Obligation(
    int index,
    AgentUri debtor,
    AgentUri creditor,
    String action,
    Instant deadline,
    Optional<Instant> lateUntil,
    ObligationStatus status,
    Optional<String> claim) {

  /// The same obligation elsewhere in its life.
  ///
  /// @param next the new state
  /// @return a new value without a claim
  public Obligation in(ObligationStatus next) {
    return new Obligation(
        index, debtor, creditor, action, deadline, lateUntil, next, Optional.empty());
  }

  /// The same obligation with a claim to examine.
  ///
  /// @param fulfillmentId the claim
  /// @return a new value in CLAIMED
  public Obligation claimed(String fulfillmentId) {
    return new Obligation(
        index,
        debtor,
        creditor,
        action,
        deadline,
        lateUntil,
        ObligationStatus.CLAIMED,
        Optional.of(fulfillmentId));
  }
}
