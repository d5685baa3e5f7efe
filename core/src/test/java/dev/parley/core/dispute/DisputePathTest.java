package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.DEADLINE;
import static dev.parley.core.dispute.DisputeCase.NODE;
import static dev.parley.core.dispute.DisputeCase.PERSON;
import static dev.parley.core.dispute.DisputeCase.THIRD;
import static dev.parley.core.dispute.DisputeCase.appeal;
import static dev.parley.core.dispute.DisputeCase.claim;
import static dev.parley.core.dispute.DisputeCase.concede;
import static dev.parley.core.dispute.DisputeCase.decision;
import static dev.parley.core.dispute.DisputeCase.deny;
import static dev.parley.core.dispute.DisputeCase.facts;
import static dev.parley.core.dispute.DisputeCase.filed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.commitment.Claim;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.criteria.Acceptance;
import dev.parley.core.criteria.Verdict;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Answers, automated rulings, bonds, appeals, people, forgiveness: everything but the panel.
class DisputePathTest {
  private static final Acceptance FIVE_HUNDRED =
      Acceptance.decode(
              JsonArray.of(List.of(DisputeCase.object("{'path':'/hours','op':'ge','value':500}"))),
              "")
          .orThrow();

  private static DisputeCase showing(String evidence) {
    return new DisputeCase(
        facts(ObligationStatus.DISPUTED, Optional.of(claim(evidence)), FIVE_HUNDRED));
  }

  private static DisputeCase undelivered() {
    return DisputeCase.breached().says(ALPHA, filed(ALPHA, BETA, DisputeReason.NON_DELIVERY));
  }

  private static Ruling ruling(Ruling.Basis basis, boolean upheld, int severity) {
    return new Ruling(basis, decision(upheld, severity, upheld ? "1" : "0"));
  }

  private static DisputeAct ruled(Ruling ruling) {
    return new DisputeAct.Ruled(ruling, Optional.empty());
  }

  @Test
  void silenceUpholds() {
    DisputeCase silent = undelivered();
    silent
        .later(Duration.ofHours(24).minusMillis(1))
        .cannot(ErrorCode.POLICY_VIOLATION, NODE, ruled(ruling(Ruling.Basis.SILENCE, true, 3)))
        .later(Duration.ofMillis(1))
        .cannot(ErrorCode.TIMEOUT, BETA, deny())
        .steward();

    assertThat(silent.dispute().standing()).contains(ruling(Ruling.Basis.SILENCE, true, 3));
    assertThat(silent.effects)
        .contains(new DisputeEffect.Missed(List.of(BETA.uri()), DisputeTimer.ANSWER));
    assertThat(silent.dispute().due().orElseThrow().due())
        .isEqualTo(silent.now.plus(Duration.ofDays(2)));
  }

  @Test
  void concedingUpholdsWithoutAppeal() {
    DisputeCase conceded = undelivered().says(BETA, concede()).steward();

    assertThat(conceded.dispute().standing()).contains(ruling(Ruling.Basis.CONCESSION, true, 3));
    conceded.cannot(ErrorCode.TIMEOUT, BETA, appeal()).steward();
    assertThat(conceded.stage()).isEqualTo(StageName.FINAL);
  }

  @Test
  void onlyTheRespondentAnswersAndOnce() {
    undelivered()
        .cannot(ErrorCode.UNAUTHORIZED, ALPHA, deny())
        .cannot(ErrorCode.UNAUTHORIZED, NODE, deny())
        .cannot(ErrorCode.NOT_PARTICIPANT, THIRD, deny())
        .says(BETA, deny())
        .cannot(ErrorCode.INVALID_TRANSITION, BETA, deny());
  }

  @Test
  void aMissedDeadlineIsDecidedByTheRecords() {
    DisputeCase late = undelivered().says(BETA, deny());

    late.cannot(ErrorCode.POLICY_VIOLATION, NODE, ruled(ruling(Ruling.Basis.RECORDS, false, 3)))
        .cannot(ErrorCode.INVALID_TRANSITION, PERSON, ruled(ruling(Ruling.Basis.PERSON, false, 3)))
        .steward();
    assertThat(late.dispute().standing()).contains(ruling(Ruling.Basis.RECORDS, true, 3));
  }

  @Test
  void criteriaDecideWhatWasDelivered() {
    DisputeCase met = showing("{'hours':500}").files().says(BETA, deny()).steward();
    DisputeCase not = showing("{'hours':499}").files().says(BETA, deny()).steward();
    DisputeCase claimedInTime =
        showing("{'hours':500}")
            .says(ALPHA, filed(ALPHA, BETA, DisputeReason.TIMEOUT_BREACH))
            .says(BETA, deny())
            .steward();

    assertThat(met.dispute().standing()).contains(ruling(Ruling.Basis.CRITERIA, false, 3));
    assertThat(not.dispute().standing()).contains(ruling(Ruling.Basis.CRITERIA, true, 3));
    assertThat(claimedInTime.dispute().standing())
        .contains(ruling(Ruling.Basis.CRITERIA, false, 2));
  }

  @Test
  void criteriaDecideForADebtorWhoseClaimWasDeclined() {
    DisputeAct filed = filed(BETA, ALPHA, DisputeReason.FULFILLMENT_MISMATCH);
    DisputeCase met = showing("{'hours':500}").says(BETA, filed).says(ALPHA, deny()).steward();
    DisputeCase not = showing("{'hours':1}").says(BETA, filed).says(ALPHA, deny()).steward();

    assertThat(met.dispute().standing()).contains(ruling(Ruling.Basis.CRITERIA, true, 3));
    assertThat(not.dispute().standing()).contains(ruling(Ruling.Basis.CRITERIA, false, 3));
    met.overdue().steward();
    assertThat(met.effects)
        .contains(new DisputeEffect.ObligationStands("c-1", 0, ObligationStatus.FULFILLED));
    not.overdue().steward();
    assertThat(not.effects)
        .contains(new DisputeEffect.ObligationStands("c-1", 0, ObligationStatus.BREACHED));
  }

  @Test
  void aClaimAfterTheDeadlineIsLateWhateverItShows() {
    Claim late =
        new Claim(
            DEADLINE,
            Optional.of(DisputeCase.object("{'hours':500}")),
            Claim.Answer.DECLINED,
            Optional.of(DEADLINE.plusSeconds(1)));
    DisputeCase dispute =
        new DisputeCase(facts(ObligationStatus.DISPUTED, Optional.of(late), FIVE_HUNDRED));
    dispute.files().says(BETA, deny()).steward();

    assertThat(dispute.dispute().standing()).contains(ruling(Ruling.Basis.RECORDS, true, 3));
  }

  @Test
  void withoutAClaimCriteriaSayNothing() {
    assertThat(AutomatedRuling.verdict(DisputeCase.breached().facts))
        .isEqualTo(new Verdict.Undecidable(Verdict.Undecidable.Why.NOTHING_CLAIMED));
  }

  @Test
  void whatNobodyCanComputeIsContested() {
    assertThat(DisputeCase.declined().contested().stage()).isEqualTo(StageName.CONTESTED);
    DisputeCase escrow =
        showing("{'hours':500}")
            .says(ALPHA, filed(ALPHA, BETA, DisputeReason.ESCROW_VIOLATION))
            .says(BETA, deny());
    assertThat(escrow.stage()).isEqualTo(StageName.CONTESTED);
  }

  @Test
  void onlyTheLoserAppealsAndInTime() {
    DisputeCase ruled = undelivered().says(BETA, deny()).steward();
    ruled
        .cannot(ErrorCode.UNAUTHORIZED, ALPHA, appeal())
        .cannot(
            ErrorCode.POLICY_VIOLATION,
            BETA,
            new DisputeAct.Appealed(Optional.empty(), Optional.empty()))
        .later(Duration.ofDays(2))
        .cannot(ErrorCode.TIMEOUT, BETA, appeal())
        .steward();
    assertThat(ruled.stage()).isEqualTo(StageName.FINAL);
    ruled.cannot(ErrorCode.INVALID_TRANSITION, BETA, appeal());
  }

  @Test
  void threeAppealsLeadFromTheMachineToAPersonAndNoFurther() {
    DisputeCase appealed = undelivered().says(BETA, deny()).steward().says(BETA, appeal());
    appealed.unanimous(decision(true, 4, "1")).says(BETA, appeal());
    assertThat(PanelDraw.seats(appealed.dispute().round())).isEqualTo(7);
    appealed.unanimous(decision(false, 1, "0")).says(ALPHA, appeal());
    assertThat(appealed.stage()).isEqualTo(StageName.PERSON);

    Ruling last = new Ruling(Ruling.Basis.PERSON, decision(true, 5, "0.25"));
    appealed
        .cannot(ErrorCode.UNAUTHORIZED, BETA, ruled(last))
        .cannot(ErrorCode.POLICY_VIOLATION, NODE, ruled(last))
        .cannot(ErrorCode.POLICY_VIOLATION, PERSON, ruled(ruling(Ruling.Basis.STANDS, false, 1)))
        .says(PERSON, ruled(last))
        .cannot(ErrorCode.TIMEOUT, BETA, appeal())
        .steward();
    assertThat(appealed.stage()).isEqualTo(StageName.FINAL);
    assertThat(appealed.effects(DisputeEffect.BondHeld.class)).hasSize(3);
  }

  @Test
  void ifNoPersonRulesTheRulingBeforeStands() {
    DisputeCase waiting = DisputeCase.declined().bonded();
    waiting.unanimous(decision(true, 4, "0.5")).says(BETA, appeal());
    waiting.unanimous(decision(true, 3, "0.5")).says(BETA, appeal()).overdue().steward();

    assertThat(waiting.dispute().standing())
        .contains(new Ruling(Ruling.Basis.STANDS, decision(true, 3, "0.5")));
  }

  @Test
  void whoFiledTakesItBackBeforeTheFirstRuling() {
    DisputeCase withdrawn = DisputeCase.declined().bonded();
    withdrawn
        .cannot(ErrorCode.UNAUTHORIZED, BETA, new DisputeAct.Withdrawn())
        .says(ALPHA, new DisputeAct.Withdrawn())
        .steward();
    assertThat(withdrawn.dispute().standing()).contains(ruling(Ruling.Basis.WITHDRAWAL, false, 3));

    undelivered()
        .says(BETA, deny())
        .steward()
        .says(BETA, appeal())
        .cannot(ErrorCode.INVALID_TRANSITION, ALPHA, new DisputeAct.Withdrawn());
    DisputeCase.breached()
        .says(NODE, DisputeCase.filedBySteward())
        .cannot(ErrorCode.INVALID_TRANSITION, ALPHA, new DisputeAct.Withdrawn());
  }

  @Test
  void onlyTheVictimForgivesOnceAndOnlyWhatWasFound() {
    DisputeCase forgiven = undelivered().says(BETA, deny());
    forgiven.cannot(ErrorCode.INVALID_TRANSITION, ALPHA, new DisputeAct.Forgiven()).steward();
    forgiven
        .cannot(ErrorCode.UNAUTHORIZED, BETA, new DisputeAct.Forgiven())
        .cannot(ErrorCode.UNAUTHORIZED, NODE, new DisputeAct.Forgiven())
        .cannot(ErrorCode.NOT_PARTICIPANT, THIRD, new DisputeAct.Forgiven())
        .says(ALPHA, new DisputeAct.Forgiven())
        .cannot(ErrorCode.DUPLICATE, ALPHA, new DisputeAct.Forgiven())
        .overdue()
        .steward();

    assertThat(forgiven.trust())
        .filteredOn(e -> e.finding() == TrustEvent.Finding.BREACHED)
        .singleElement()
        .satisfies(e -> assertThat(e.forgiven()).isTrue());
    assertThat(forgiven.settlement().parts()).hasSize(1);
  }

  @Test
  void forgivingAfterTheEndMarksTheEvent() {
    DisputeCase ended = undelivered().says(BETA, concede()).steward().steward();
    ended.later(Duration.ofDays(400)).says(ALPHA, new DisputeAct.Forgiven());

    assertThat(ended.effects.getLast()).isEqualTo(new DisputeEffect.ForgivenLater(ALPHA.uri()));
    assertThat(ended.trust()).hasSize(2);
  }

  @Test
  void nobodyForgivesWhatWasNotFound() {
    DisputeCase denied = showing("{'hours':500}").files().says(BETA, deny()).steward();
    denied
        .cannot(ErrorCode.INVALID_REFERENCE, ALPHA, new DisputeAct.Forgiven())
        .overdue()
        .steward()
        .cannot(ErrorCode.INVALID_REFERENCE, ALPHA, new DisputeAct.Forgiven());
  }

  @Test
  void recordsFollowTheHeadAndAreNotRepeated() {
    DisputeCase filed = undelivered();
    VerifiedRecord denial = filed.record(BETA, deny());
    filed.says(ALPHA, new DisputeAct.Withdrawn());
    filed.refuses(ErrorCode.CHAIN_CONFLICT, denial);

    DisputeCase other = undelivered();
    VerifiedRecord once = other.record(BETA, deny());
    other.says(BETA, deny()).refuses(ErrorCode.CHAIN_CONFLICT, once);
    other.later(Duration.ofHours(-1));
    other.cannot(
        ErrorCode.STALE,
        NODE,
        DisputeMachine.stewardAct(other.dispute(), DEADLINE.plus(Duration.ofDays(1)))
            .orElseThrow());
  }

  @Test
  void theEndIsAsComputed() {
    DisputeCase conceded = undelivered().says(BETA, concede()).steward();
    Ruling standing = conceded.dispute().standing().orElseThrow();
    conceded
        .cannot(ErrorCode.POLICY_VIOLATION, NODE, new DisputeAct.Final(standing, Outcome.FULFILLED))
        .cannot(ErrorCode.UNAUTHORIZED, PERSON, new DisputeAct.Final(standing, Outcome.BREACHED))
        .says(NODE, new DisputeAct.Final(standing, Outcome.BREACHED));
    assertThat(conceded.dispute().due()).isEmpty();
  }

  @Test
  void theKeptJsonOfARecordIsWhatWasSigned() {
    DisputeCase filed = undelivered();
    JsonObject json = filed.record(BETA, deny()).content().json();
    assertThat(json.string("answer")).contains("deny");
  }
}
