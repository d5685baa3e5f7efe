package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.DEADLINE;
import static dev.parley.core.dispute.DisputeCase.NODE;
import static dev.parley.core.dispute.DisputeCase.STRANGER;
import static dev.parley.core.dispute.DisputeCase.THIRD;
import static dev.parley.core.dispute.DisputeCase.claim;
import static dev.parley.core.dispute.DisputeCase.facts;
import static dev.parley.core.dispute.DisputeCase.filed;
import static dev.parley.core.dispute.DisputeReason.ESCROW_VIOLATION;
import static dev.parley.core.dispute.DisputeReason.FULFILLMENT_MISMATCH;
import static dev.parley.core.dispute.DisputeReason.NON_DELIVERY;
import static dev.parley.core.dispute.DisputeReason.TIMEOUT_BREACH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.commitment.Claim.Answer;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.criteria.Acceptance;
import dev.parley.core.dispute.DisputeFacts.Earlier;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which disputes can begin.
class DisputeFilingTest {
  private static DisputeCase of(ObligationStatus status) {
    return new DisputeCase(facts(status, Optional.of(claim("{}")), new Acceptance.Nothing()));
  }

  private static DisputeCase with(DisputeFacts facts) {
    return new DisputeCase(facts);
  }

  @Test
  void theCreditorFilesAboutWhatWasNotDelivered() {
    DisputeCase breached = DisputeCase.breached().says(ALPHA, filed(ALPHA, BETA, NON_DELIVERY));

    assertThat(breached.stage()).isEqualTo(StageName.FILED);
    assertThat(breached.effects).containsExactly(new DisputeEffect.Opened("c-1", 0));
    assertThat(breached.dispute().due())
        .contains(
            new Dispute.Due(
                DisputeTimer.ANSWER, breached.now.plus(Duration.ofHours(24)), List.of(BETA.uri())));
  }

  @Test
  void theDebtorFilesAboutAClaimThatWasDeclined() {
    DisputeCase declined = of(ObligationStatus.REJECTED);
    declined.says(BETA, filed(BETA, ALPHA, FULFILLMENT_MISMATCH));

    assertThat(declined.dispute().victim()).isEqualTo(BETA.uri());
  }

  @Test
  void nobodyFilesAboutNothing() {
    DisputeCase breached = DisputeCase.breached();
    VerifiedRecord made = breached.record(ALPHA, filed(ALPHA, BETA, NON_DELIVERY));

    assertThat(DisputeMachine.file(made, breached.now, Optional.empty()))
        .isInstanceOfSatisfying(
            DisputeStep.Refused.class,
            r -> assertThat(r.refusal().code()).isEqualTo(ErrorCode.INVALID_REFERENCE));
  }

  @Test
  void aDisputeBeginsWithItsFiling() {
    DisputeCase.breached().cannot(ErrorCode.INVALID_TRANSITION, BETA, DisputeCase.deny());
  }

  @ParameterizedTest
  @EnumSource(
      value = CommitmentStatus.class,
      names = {"ACTIVE", "SETTLED", "AMENDED"},
      mode = EnumSource.Mode.EXCLUDE)
  void onlyWhatIsCommittedIsDisputed(CommitmentStatus status) {
    with(Situation.of(DisputeCase.breached().facts).committed(status).facts())
        .cannot(ErrorCode.INVALID_REFERENCE, ALPHA, filed(ALPHA, BETA, NON_DELIVERY));
  }

  @ParameterizedTest
  @EnumSource(
      value = ObligationStatus.class,
      names = {"OPEN", "LATE", "RELEASED"})
  void whatIsStillOwedOrReleasedIsNotDisputed(ObligationStatus status) {
    of(status).cannot(ErrorCode.INVALID_TRANSITION, ALPHA, filed(ALPHA, BETA, ESCROW_VIOLATION));
  }

  @Test
  void onlyTheCreditorChallengesAClaim() {
    DisputeFacts claimed =
        facts(
            ObligationStatus.CLAIMED,
            Optional.of(claim("{}", Answer.PENDING)),
            new Acceptance.Nothing());
    with(claimed)
        .cannot(ErrorCode.INVALID_TRANSITION, BETA, filed(BETA, ALPHA, FULFILLMENT_MISMATCH))
        .cannot(ErrorCode.INVALID_TRANSITION, THIRD, filed(THIRD, BETA, FULFILLMENT_MISMATCH))
        .says(ALPHA, filed(ALPHA, BETA, FULFILLMENT_MISMATCH));
  }

  @Test
  void strangersDoNotFile() {
    DisputeCase.breached()
        .cannot(ErrorCode.NOT_PARTICIPANT, STRANGER, filed(STRANGER, BETA, NON_DELIVERY));
  }

  @Test
  void anyPartyOfTheSessionFiles() {
    DisputeCase.breached()
        .cannot(ErrorCode.INVALID_REFERENCE, ALPHA, filed(ALPHA, THIRD, NON_DELIVERY))
        .cannot(ErrorCode.INVALID_REFERENCE, BETA, filed(BETA, BETA, NON_DELIVERY))
        .says(THIRD, filed(THIRD, BETA, NON_DELIVERY));
  }

  @Test
  void oneDisputeAtATimeAndNobodyTwice() {
    DisputeFacts breached = DisputeCase.breached().facts;
    Earlier open = new Earlier("d-0", THIRD.uri(), Optional.empty());
    Earlier decided = new Earlier("d-0", THIRD.uri(), Optional.of(Outcome.BREACHED));
    Earlier failed = new Earlier("d-0", THIRD.uri(), Optional.of(Outcome.UNCHANGED));
    DisputeAct filed = filed(ALPHA, BETA, NON_DELIVERY);

    with(Situation.of(breached).disputedBefore(open).facts())
        .cannot(ErrorCode.DUPLICATE, ALPHA, filed);
    with(Situation.of(breached).disputedBefore(decided).facts())
        .cannot(ErrorCode.DUPLICATE, ALPHA, filed);
    with(Situation.of(breached).disputedBefore(failed).facts())
        .cannot(ErrorCode.DUPLICATE, THIRD, filed(THIRD, BETA, NON_DELIVERY))
        .says(ALPHA, filed);
  }

  @Test
  void thirtyDaysAndNotAMillisecondMore() {
    DisputeCase breached = DisputeCase.breached();
    breached.now = DEADLINE.plus(Duration.ofDays(30));
    breached.cannot(ErrorCode.TIMEOUT, ALPHA, filed(ALPHA, BETA, NON_DELIVERY));
    breached.now = breached.now.minusMillis(1);
    breached.says(ALPHA, filed(ALPHA, BETA, NON_DELIVERY));
  }

  @Test
  void beforeTheDeadlineNothingIsMissing() {
    DisputeCase declined = of(ObligationStatus.REJECTED);
    declined.now = DEADLINE.minusMillis(1);
    declined.cannot(ErrorCode.INVALID_TRANSITION, ALPHA, filed(ALPHA, BETA, TIMEOUT_BREACH));
    declined.now = DEADLINE;
    declined.says(ALPHA, filed(ALPHA, BETA, TIMEOUT_BREACH));
  }

  @Test
  void onlyADebtorFailsToDeliver() {
    of(ObligationStatus.DISPUTED)
        .cannot(ErrorCode.INVALID_REFERENCE, BETA, filed(BETA, ALPHA, NON_DELIVERY));
  }

  @Test
  void withoutAClaimNothingDiffers() {
    DisputeCase.breached()
        .cannot(ErrorCode.INVALID_REFERENCE, ALPHA, filed(ALPHA, BETA, FULFILLMENT_MISMATCH));
  }

  @Test
  void whoAcceptedAClaimKeepsToIt() {
    DisputeFacts accepted =
        facts(
            ObligationStatus.FULFILLED,
            Optional.of(claim("{}", Answer.ACCEPTED)),
            new Acceptance.Nothing());
    with(accepted)
        .cannot(ErrorCode.INVALID_REFERENCE, ALPHA, filed(ALPHA, BETA, FULFILLMENT_MISMATCH))
        .cannot(ErrorCode.INVALID_REFERENCE, ALPHA, filed(ALPHA, BETA, NON_DELIVERY))
        .says(ALPHA, filed(ALPHA, BETA, ESCROW_VIOLATION));
  }

  @Test
  void whoWasSilentInTheWindowMayStillFile() {
    DisputeFacts silent =
        facts(
            ObligationStatus.FULFILLED,
            Optional.of(claim("{}", Answer.SILENT)),
            new Acceptance.Nothing());
    with(silent).says(ALPHA, filed(ALPHA, BETA, FULFILLMENT_MISMATCH));
  }

  @Test
  void theStewardFilesAMissedDeadlineWithItsTranscript() {
    DisputeAct.Filed bare = filed(NODE, BETA, TIMEOUT_BREACH);
    DisputeCase.breached()
        .cannot(ErrorCode.MALFORMED, NODE, bare)
        .cannot(ErrorCode.INVALID_TRANSITION, NODE, filed(NODE, BETA, NON_DELIVERY))
        .says(NODE, DisputeCase.filedBySteward());
    of(ObligationStatus.FULFILLED)
        .cannot(ErrorCode.INVALID_TRANSITION, NODE, DisputeCase.filedBySteward());
  }

  @Test
  void theFirstRecordFollowsTheSession() {
    DisputeCase breached = DisputeCase.breached();
    VerifiedRecord elsewhere = breached.record(ALPHA, filed(ALPHA, BETA, NON_DELIVERY));
    DisputeFacts moved = Situation.of(breached.facts).after(Hash.of(new byte[] {2})).facts();

    assertThat(DisputeMachine.file(elsewhere, breached.now, Optional.of(moved)))
        .isInstanceOfSatisfying(
            DisputeStep.Refused.class,
            r -> assertThat(r.refusal().code()).isEqualTo(ErrorCode.CHAIN_CONFLICT));
  }

  @Test
  void namesTheObligationThatItIsAbout() {
    DisputeAct.Filed filed = filed(ALPHA, BETA, NON_DELIVERY);
    DisputeAct.Filed other =
        new DisputeAct.Filed(
            "c-1",
            1,
            filed.filedBy(),
            filed.filedAgainst(),
            filed.reason(),
            1,
            BigDecimal.ONE,
            filed.evidence());
    DisputeCase.breached().cannot(ErrorCode.INVALID_REFERENCE, ALPHA, other);
  }

  @Test
  void aRecordFromAnotherTimeIsStale() {
    DisputeCase breached = DisputeCase.breached();
    VerifiedRecord made = breached.record(ALPHA, filed(ALPHA, BETA, NON_DELIVERY));

    breached.later(Duration.ofMillis(300_001)).refuses(ErrorCode.STALE, made);
  }
}
