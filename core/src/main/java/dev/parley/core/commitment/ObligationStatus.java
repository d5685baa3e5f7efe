package dev.parley.core.commitment;

import java.util.Optional;

/// The states of an obligation and every legal move between them (protocol section 9).
public enum ObligationStatus {
  /// Owed.
  OPEN,
  /// Its debtor says that it is fulfilled; the creditor may examine it.
  CLAIMED,
  /// The creditor declined the claim; another claim may come until the deadline.
  REJECTED,
  /// The deadline passed, with a late penalty agreed; claims still count.
  LATE,
  /// In dispute.
  DISPUTED,
  /// Done.
  FULFILLED,
  /// Not done in time.
  BREACHED,
  /// The creditor let the debtor off.
  RELEASED;

  /// What can happen to an obligation.
  public enum Event {
    /// The debtor claims fulfilment.
    CLAIM,
    /// The creditor accepts the claim, or the window ended.
    VERIFY,
    /// The creditor declines the claim.
    REJECT_CLAIM,
    /// The deadline passed, and a late penalty was agreed.
    DEADLINE_WITH_LATE_PENALTY,
    /// The deadline passed, the escrow is agreed to be paid out then, and nobody objected.
    DEADLINE_UNOPPOSED,
    /// The deadline, or the limit of being late, passed.
    DEADLINE,
    /// The creditor releases the debtor.
    RELEASE,
    /// A later commitment takes the place of this one.
    AMEND,
    /// A dispute about it was filed.
    DISPUTE,
    /// A dispute ended: the debtor broke it.
    FOUND_BREACHED,
    /// A dispute ended: it counts as fulfilled.
    FOUND_FULFILLED
  }

  /// Whether something is still owed: while any obligation is open, no session ends.
  ///
  /// @return true for OPEN, CLAIMED, REJECTED and LATE
  public boolean open() {
    return switch (this) {
      case OPEN, CLAIMED, REJECTED, LATE -> true;
      case DISPUTED, FULFILLED, BREACHED, RELEASED -> false;
    };
  }

  /// Whether the obligation has ended for good.
  ///
  /// @return true for FULFILLED, BREACHED and RELEASED
  public boolean ended() {
    return switch (this) {
      case FULFILLED, BREACHED, RELEASED -> true;
      case OPEN, CLAIMED, REJECTED, LATE, DISPUTED -> false;
    };
  }

  /// The state after an event.
  ///
  /// @param event what happens
  /// @return the next state, or nothing if it cannot happen here
  public Optional<ObligationStatus> after(Event event) {
    return switch (this) {
      case OPEN -> fromOpen(event);
      case CLAIMED -> fromClaimed(event);
      case REJECTED -> fromRejected(event);
      case LATE -> fromLate(event);
      case DISPUTED, FULFILLED, BREACHED -> byDispute(event);
      case RELEASED -> Optional.empty();
    };
  }

  private static Optional<ObligationStatus> fromOpen(Event event) {
    return switch (event) {
      case CLAIM -> Optional.of(CLAIMED);
      case DEADLINE_WITH_LATE_PENALTY -> Optional.of(LATE);
      case DEADLINE_UNOPPOSED -> Optional.of(FULFILLED);
      case DEADLINE -> Optional.of(BREACHED);
      case RELEASE, AMEND -> Optional.of(RELEASED);
      case VERIFY, REJECT_CLAIM, DISPUTE, FOUND_BREACHED, FOUND_FULFILLED -> Optional.empty();
    };
  }

  private static Optional<ObligationStatus> fromClaimed(Event event) {
    return switch (event) {
      case VERIFY -> Optional.of(FULFILLED);
      case REJECT_CLAIM -> Optional.of(REJECTED);
      case RELEASE -> Optional.of(RELEASED);
      case DISPUTE -> Optional.of(DISPUTED);
      case CLAIM,
          DEADLINE_WITH_LATE_PENALTY,
          DEADLINE_UNOPPOSED,
          DEADLINE,
          AMEND,
          FOUND_BREACHED,
          FOUND_FULFILLED ->
          Optional.empty();
    };
  }

  private static Optional<ObligationStatus> fromRejected(Event event) {
    return switch (event) {
      case CLAIM -> Optional.of(CLAIMED);
      case DEADLINE_WITH_LATE_PENALTY, DEADLINE, DISPUTE -> Optional.of(DISPUTED);
      case RELEASE -> Optional.of(RELEASED);
      case VERIFY, REJECT_CLAIM, DEADLINE_UNOPPOSED, AMEND, FOUND_BREACHED, FOUND_FULFILLED ->
          Optional.empty();
    };
  }

  private static Optional<ObligationStatus> fromLate(Event event) {
    return switch (event) {
      case CLAIM -> Optional.of(CLAIMED);
      case DEADLINE -> Optional.of(BREACHED);
      case RELEASE, AMEND -> Optional.of(RELEASED);
      case VERIFY,
          REJECT_CLAIM,
          DEADLINE_WITH_LATE_PENALTY,
          DEADLINE_UNOPPOSED,
          DISPUTE,
          FOUND_BREACHED,
          FOUND_FULFILLED ->
          Optional.empty();
    };
  }

  /// What is in dispute, or has ended for good or ill, is moved by disputes alone.
  private Optional<ObligationStatus> byDispute(Event event) {
    return switch (event) {
      case DISPUTE -> Optional.of(this);
      case FOUND_BREACHED -> Optional.of(BREACHED);
      case FOUND_FULFILLED -> Optional.of(FULFILLED);
      case CLAIM,
          VERIFY,
          REJECT_CLAIM,
          DEADLINE_WITH_LATE_PENALTY,
          DEADLINE_UNOPPOSED,
          DEADLINE,
          RELEASE,
          AMEND ->
          Optional.empty();
    };
  }
}
