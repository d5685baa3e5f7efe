package dev.parley.core.commitment;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.ledger.Amount;
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
/// @param claimedAt when what was verified, or is under examination, was claimed
/// @param exitPaid what the debtor paid to leave, if it did
public record Obligation(
    int index,
    AgentUri debtor,
    AgentUri creditor,
    String action,
    Instant deadline,
    Optional<Instant> lateUntil,
    ObligationStatus status,
    Optional<String> claim,
    Optional<Instant> claimedAt,
    Optional<Amount> exitPaid) {

  /// What is owed, as agreed.
  ///
  /// @param index its place in the commitment, from 0
  /// @param debtor who owes
  /// @param creditor to whom
  /// @param action what is owed, for people
  /// @param deadline until when
  /// @param lateUntil how long after the deadline fulfilment still counts, if a penalty was agreed
  /// @return an obligation in OPEN
  public static Obligation agreed(
      int index,
      AgentUri debtor,
      AgentUri creditor,
      String action,
      Instant deadline,
      Optional<Instant> lateUntil) {
    return new Obligation(
        index,
        debtor,
        creditor,
        action,
        deadline,
        lateUntil,
        ObligationStatus.OPEN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same obligation elsewhere in its life.
  ///
  /// @param next the new state
  /// @return a new value without a claim; once FULFILLED it still says when it was claimed
  public Obligation in(ObligationStatus next) {
    Optional<Instant> at = next == ObligationStatus.FULFILLED ? claimedAt : Optional.empty();
    return moved(next, Optional.empty(), at, exitPaid);
  }

  /// The same obligation with a claim to examine.
  ///
  /// @param fulfillmentId the claim
  /// @param at when it was claimed
  /// @return a new value in CLAIMED
  public Obligation claimed(String fulfillmentId, Instant at) {
    return moved(ObligationStatus.CLAIMED, Optional.of(fulfillmentId), Optional.of(at), exitPaid);
  }

  /// The same obligation, left by its debtor for a fee.
  ///
  /// @param fee what was agreed for that
  /// @return a new value in RELEASED
  public Obligation left(Amount fee) {
    return moved(ObligationStatus.RELEASED, Optional.empty(), Optional.empty(), Optional.of(fee));
  }

  private Obligation moved(
      ObligationStatus next, Optional<String> claimId, Optional<Instant> at, Optional<Amount> fee) {
    return new Obligation(
        index, debtor, creditor, action, deadline, lateUntil, next, claimId, at, fee);
  }
}
