package dev.parley.core.commitment;

import dev.parley.core.criteria.Acceptance;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import java.time.Instant;
import java.util.Optional;

/// What one party owes another (protocol section 9). Immutable.
///
/// @param index its place in the commitment, from 0
/// @param debtor who owes
/// @param creditor to whom; alone can release, and answers claims
/// @param terms what was agreed
/// @param status where it stands
/// @param since when it came to stand there
/// @param claimId the id of the claim under examination, if any
/// @param lastClaim the last claim, if there was any
/// @param admittedAt when the debtor said of its own accord that it will fail, if it did
/// @param exitPaid what the debtor paid to leave, if it did
/// @param disputeId the last dispute about it, if there was any
public record Obligation(
    int index,
    AgentUri debtor,
    AgentUri creditor,
    Terms terms,
    ObligationStatus status,
    Instant since,
    Optional<String> claimId,
    Optional<Claim> lastClaim,
    Optional<Instant> admittedAt,
    Optional<Amount> exitPaid,
    Optional<String> disputeId) {

  /// What was agreed about an obligation.
  ///
  /// @param action what is owed, for people
  /// @param deadline until when
  /// @param lateUntil how long after the deadline fulfilment still counts, if a penalty was agreed
  /// @param acceptance what evidence of fulfilment has to show
  public record Terms(
      String action, Instant deadline, Optional<Instant> lateUntil, Acceptance acceptance) {

    /// Until when a claim counts at all.
    ///
    /// @return the limit of being late, else the deadline
    public Instant lastMoment() {
      return lateUntil.orElse(deadline);
    }
  }

  /// What is owed, as agreed.
  ///
  /// @param index its place in the commitment, from 0
  /// @param debtor who owes
  /// @param creditor to whom
  /// @param terms what was agreed
  /// @param at when it was offered
  /// @return an obligation in OPEN
  public static Obligation agreed(
      int index, AgentUri debtor, AgentUri creditor, Terms terms, Instant at) {
    return new Obligation(
        index,
        debtor,
        creditor,
        terms,
        ObligationStatus.OPEN,
        at,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Until when.
  ///
  /// @return the deadline of the terms
  public Instant deadline() {
    return terms.deadline();
  }

  /// When what was verified, or is under examination, was claimed.
  ///
  /// @return nothing unless it is CLAIMED, or FULFILLED after a claim
  public Optional<Instant> claimedAt() {
    return switch (status) {
      case CLAIMED, FULFILLED -> lastClaim.map(Claim::at);
      case OPEN, REJECTED, LATE, DISPUTED, BREACHED, RELEASED -> Optional.empty();
    };
  }

  /// The same obligation elsewhere in its life.
  ///
  /// @param next the new state
  /// @param at since when
  /// @return a new value without a claim under examination
  public Obligation in(ObligationStatus next, Instant at) {
    return moved(next, at, Optional.empty(), lastClaim, admittedAt, exitPaid);
  }

  /// The same obligation with a claim to examine.
  ///
  /// @param fulfillmentId the claim
  /// @param at when it was claimed
  /// @param evidence what shows it, if anything
  /// @return a new value in CLAIMED
  public Obligation claimed(String fulfillmentId, Instant at, Optional<JsonObject> evidence) {
    Claim claim = new Claim(at, evidence, Claim.Answer.PENDING, Optional.empty());
    return moved(
        ObligationStatus.CLAIMED,
        at,
        Optional.of(fulfillmentId),
        Optional.of(claim),
        admittedAt,
        exitPaid);
  }

  /// The same obligation, whose creditor has accepted the claim.
  ///
  /// @param at when
  /// @return a new value in FULFILLED
  public Obligation accepted(Instant at) {
    return answered(Claim.Answer.ACCEPTED, ObligationStatus.FULFILLED, at);
  }

  /// The same obligation, whose claim nobody has answered in time.
  ///
  /// @param at when the window ended
  /// @return a new value in FULFILLED
  public Obligation unanswered(Instant at) {
    return answered(Claim.Answer.SILENT, ObligationStatus.FULFILLED, at);
  }

  /// The same obligation, whose creditor has declined the claim.
  ///
  /// @param at when
  /// @return a new value in REJECTED
  public Obligation declined(Instant at) {
    return answered(Claim.Answer.DECLINED, ObligationStatus.REJECTED, at);
  }

  private Obligation answered(Claim.Answer answer, ObligationStatus next, Instant at) {
    return moved(
        next,
        at,
        Optional.empty(),
        lastClaim.map(claim -> claim.answered(answer, at)),
        admittedAt,
        exitPaid);
  }

  /// The same obligation, whose debtor has said that it will fail; the first time counts.
  ///
  /// @param at when
  /// @return a new value in the same state
  public Obligation admitted(Instant at) {
    return moved(status, since, claimId, lastClaim, Optional.of(admittedAt.orElse(at)), exitPaid);
  }

  /// The same obligation with a dispute about it.
  ///
  /// @param dispute its id
  /// @param next where it stands now
  /// @param at when the dispute was filed
  /// @return a new value; one that stays where it was has stood there as long as before
  public Obligation disputed(String dispute, ObligationStatus next, Instant at) {
    return new Obligation(
        index,
        debtor,
        creditor,
        terms,
        next,
        next == status ? since : at,
        Optional.empty(),
        lastClaim,
        admittedAt,
        exitPaid,
        Optional.of(dispute));
  }

  /// Whether it broke, or came into dispute, by itself, and nobody has filed that yet: the steward
  /// does.
  ///
  /// @return true until a dispute about it is filed
  public boolean unfiled() {
    return disputeId.isEmpty()
        && switch (status) {
          case BREACHED, DISPUTED -> true;
          case OPEN, CLAIMED, REJECTED, LATE, FULFILLED, RELEASED -> false;
        };
  }

  /// The same obligation, left by its debtor for a fee.
  ///
  /// @param fee what was agreed for that
  /// @param at when
  /// @return a new value in RELEASED
  public Obligation left(Amount fee, Instant at) {
    return moved(
        ObligationStatus.RELEASED, at, Optional.empty(), lastClaim, admittedAt, Optional.of(fee));
  }

  private Obligation moved(
      ObligationStatus next,
      Instant at,
      Optional<String> examined,
      Optional<Claim> last,
      Optional<Instant> admitted,
      Optional<Amount> fee) {
    return new Obligation(
        index, debtor, creditor, terms, next, at, examined, last, admitted, fee, disputeId);
  }
}
