package dev.parley.core.dispute;

import dev.parley.core.commitment.Claim;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import java.time.Instant;
import java.util.Optional;

/// Which disputes can begin (protocol section 11): about something committed, by a party of the
/// session, in time, once there is something to judge, one at a time.
final class FilingRules {
  private FilingRules() {}

  static Optional<Refusal> fault(DisputeRecord made, Instant at, DisputeFacts facts) {
    if (!(made.act() instanceof DisputeAct.Filed filed)) {
      return refuse(ErrorCode.INVALID_TRANSITION, "a dispute begins with a record filed");
    }
    if (!made.sessionId().equals(facts.sessionId())
        || !filed.commitmentId().equals(facts.commitmentId())
        || filed.obligation() != facts.obligation()) {
      return refuse(ErrorCode.INVALID_REFERENCE, "the session has no such obligation");
    }
    boolean steward = filed.filedBy().equals(facts.steward());
    if (!steward && !facts.principals().containsKey(filed.filedBy())) {
      return refuse(ErrorCode.NOT_PARTICIPANT, "only a party of the session can file");
    }
    return chain(made, facts)
        .or(() -> committed(filed, facts))
        .or(() -> repeated(made, filed, facts))
        .or(() -> time(at, facts))
        .or(() -> status(filed, facts, steward))
        .or(() -> reason(filed, facts, at))
        .or(() -> steward ? bySteward(filed, facts) : Optional.empty());
  }

  private static Optional<Refusal> chain(DisputeRecord made, DisputeFacts facts) {
    return made.position() == 0 && made.previousHash().equals(facts.sessionHead())
        ? Optional.empty()
        : Optional.of(Progress.conflict(facts.sessionHead(), 0));
  }

  private static Optional<Refusal> committed(DisputeAct.Filed filed, DisputeFacts facts) {
    boolean binding =
        switch (facts.commitment()) {
          // What was broken or kept before an amendment stays so, and its escrow stays held.
          case ACTIVE, SETTLED, AMENDED -> true;
          case PROPOSED, WITHDRAWN, REJECTED, LAPSED -> false;
        };
    if (!binding) {
      return refuse(
          ErrorCode.INVALID_REFERENCE,
          "a dispute is about what was committed, not " + facts.commitment());
    }
    return filed.filedAgainst().equals(filed.filedBy()) || !facts.concerns(filed.filedAgainst())
        ? refuse(
            ErrorCode.INVALID_REFERENCE,
            "filedAgainst has to be the debtor or the creditor, and not who files")
        : Optional.empty();
  }

  /// One open dispute for each obligation; once one has decided it, none; and nobody tries twice.
  private static Optional<Refusal> repeated(
      DisputeRecord made, DisputeAct.Filed filed, DisputeFacts facts) {
    for (DisputeFacts.Earlier earlier : facts.earlier()) {
      boolean settled = earlier.outcome().filter(o -> o == Outcome.UNCHANGED).isEmpty();
      if (settled
          || earlier.filedBy().equals(filed.filedBy())
          || earlier.disputeId().equals(made.disputeId())) {
        return Optional.of(
            ErrorCode.DUPLICATE
                .because("there is or was a dispute about this obligation")
                .with("disputeId", earlier.disputeId()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> time(Instant at, DisputeFacts facts) {
    Instant from = facts.since().isAfter(facts.deadline()) ? facts.since() : facts.deadline();
    return at.isBefore(from.plus(DisputeTimer.FILING))
        ? Optional.empty()
        : refuse(ErrorCode.TIMEOUT, "a dispute is filed within 30 days");
  }

  private static Optional<Refusal> status(
      DisputeAct.Filed filed, DisputeFacts facts, boolean steward) {
    boolean creditor = filed.filedBy().equals(facts.creditor());
    boolean judgeable =
        switch (facts.status()) {
          case OPEN, LATE, RELEASED -> false;
          case CLAIMED -> creditor;
          case REJECTED -> facts.concerns(filed.filedBy());
          case DISPUTED, BREACHED -> true;
          case FULFILLED -> !steward;
        };
    return judgeable
        ? Optional.empty()
        : Optional.of(
            ErrorCode.INVALID_TRANSITION
                .because("nothing to judge for who files while it is " + facts.status())
                .with("status", facts.status().name()));
  }

  private static Optional<Refusal> reason(DisputeAct.Filed filed, DisputeFacts facts, Instant at) {
    boolean aboutDebtor = filed.filedAgainst().equals(facts.debtor());
    boolean accepted = facts.claim().stream().anyMatch(c -> c.answer() == Claim.Answer.ACCEPTED);
    return switch (filed.reason()) {
      case TIMEOUT_BREACH, NON_DELIVERY -> {
        if (!aboutDebtor) {
          yield refuse(ErrorCode.INVALID_REFERENCE, "only the debtor has something to deliver");
        }
        if (at.isBefore(facts.deadline())) {
          yield refuse(ErrorCode.INVALID_TRANSITION, "the deadline has not passed");
        }
        yield accepted ? accepted() : Optional.empty();
      }
      case FULFILLMENT_MISMATCH -> {
        if (facts.claim().isEmpty()) {
          yield refuse(ErrorCode.INVALID_REFERENCE, "nothing was claimed that could differ");
        }
        yield accepted ? accepted() : Optional.empty();
      }
      case ESCROW_VIOLATION, UNAUTHORIZED_MODIFICATION -> Optional.empty();
    };
  }

  private static Optional<Refusal> accepted() {
    return refuse(ErrorCode.INVALID_REFERENCE, "the creditor has accepted the claim itself");
  }

  private static Optional<Refusal> bySteward(DisputeAct.Filed filed, DisputeFacts facts) {
    boolean breach =
        facts.status() == ObligationStatus.BREACHED || facts.status() == ObligationStatus.DISPUTED;
    if (!breach || filed.reason() != DisputeReason.TIMEOUT_BREACH) {
      return refuse(ErrorCode.INVALID_TRANSITION, "the steward files only a missed deadline");
    }
    return filed.evidence().object("transcript").isPresent()
        ? Optional.empty()
        : Optional.of(
            ErrorCode.MALFORMED
                .because("/evidence/transcript: is required of the steward")
                .with("pointer", "/evidence/transcript"));
  }

  private static Optional<Refusal> refuse(ErrorCode code, String why) {
    return Optional.of(code.because(why));
  }
}
