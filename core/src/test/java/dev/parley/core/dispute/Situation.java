package dev.parley.core.dispute;

import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.identity.Hash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a session says about an obligation, changed in some of it.
final class Situation {
  private final DisputeFacts base;
  private Hash sessionHead;
  private CommitmentStatus commitment;
  private Optional<DisputeFacts.Stake> stake;
  private Optional<Instant> selfReportedAt;
  private List<DisputeFacts.Earlier> earlier;

  private Situation(DisputeFacts base) {
    this.base = base;
    this.sessionHead = base.sessionHead();
    this.commitment = base.commitment();
    this.stake = base.stake();
    this.selfReportedAt = base.selfReportedAt();
    this.earlier = base.earlier();
  }

  static Situation of(DisputeFacts base) {
    return new Situation(base);
  }

  Situation after(Hash head) {
    sessionHead = head;
    return this;
  }

  Situation committed(CommitmentStatus status) {
    commitment = status;
    return this;
  }

  Situation staked(Optional<DisputeFacts.Stake> changed) {
    stake = changed;
    return this;
  }

  Situation selfReported(Optional<Instant> at) {
    selfReportedAt = at;
    return this;
  }

  Situation disputedBefore(DisputeFacts.Earlier... disputes) {
    earlier = List.of(disputes);
    return this;
  }

  DisputeFacts facts() {
    return new DisputeFacts(
        base.sessionId(),
        sessionHead,
        base.steward(),
        base.principals(),
        base.people(),
        base.commitmentId(),
        commitment,
        base.obligation(),
        base.status(),
        base.since(),
        base.debtor(),
        base.creditor(),
        base.deadline(),
        stake,
        base.acceptance(),
        base.claim(),
        selfReportedAt,
        earlier);
  }
}
