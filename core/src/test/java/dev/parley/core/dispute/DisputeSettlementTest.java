package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.NODE;
import static dev.parley.core.dispute.DisputeCase.THIRD;
import static dev.parley.core.dispute.DisputeCase.bond;
import static dev.parley.core.dispute.DisputeCase.claim;
import static dev.parley.core.dispute.DisputeCase.concede;
import static dev.parley.core.dispute.DisputeCase.decision;
import static dev.parley.core.dispute.DisputeCase.deny;
import static dev.parley.core.dispute.DisputeCase.filed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Speaker;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.criteria.Acceptance;
import dev.parley.core.dispute.Settlement.Part;
import dev.parley.core.dispute.Settlement.Pot;
import dev.parley.core.dispute.TrustEvent.Finding;
import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a final ruling does: money, the obligation, trust.
class DisputeSettlementTest {
  private static Part escrow(Speaker to, String amount) {
    return new Part(new Pot.Escrow(), Optional.of(to.uri()), DisputeCase.usd(amount));
  }

  private static Part bondOf(Speaker by, Optional<Speaker> to, String amount) {
    return new Part(new Pot.BondOf(by.uri()), to.map(Speaker::uri), DisputeCase.usd(amount));
  }

  private static DisputeCase ended(DisputeCase dispute) {
    while (dispute.stage() != StageName.FINAL) {
      dispute.overdue().steward();
    }
    return dispute;
  }

  @Test
  void anUpheldComplaintSplitsEscrowByItsShare() {
    DisputeCase upheld = DisputeCase.declined().bonded();
    ended(upheld.unanimous(decision(true, 4, "0.333333")));

    assertThat(upheld.settlement().parts())
        .containsExactly(
            escrow(ALPHA, "66.67"),
            escrow(BETA, "133.33"),
            bondOf(ALPHA, Optional.of(ALPHA), "2.00"),
            bondOf(BETA, Optional.of(ALPHA), "1.00"),
            bondOf(BETA, Optional.empty(), "1.00"));
    assertThat(upheld.effects)
        .contains(new DisputeEffect.ObligationStands("c-1", 0, ObligationStatus.BREACHED));
    assertThat(findings(upheld)).containsExactly(Finding.WRONGED, Finding.BREACHED);
  }

  @Test
  void aRefusedComplaintPaysTheDebtor() {
    DisputeCase refused = DisputeCase.declined().bonded();
    ended(refused.unanimous(decision(false, 1, "0")));

    assertThat(refused.settlement().parts())
        .containsExactly(
            escrow(BETA, "200.00"),
            bondOf(ALPHA, Optional.of(BETA), "1.00"),
            bondOf(ALPHA, Optional.empty(), "1.00"),
            bondOf(BETA, Optional.of(BETA), "2.00"));
    assertThat(findings(refused)).containsExactly(Finding.UNFOUNDED, Finding.KEPT);
  }

  @Test
  void aPledgeOfEscrowNeverLessensWhatTheWinnerIsDue() {
    DisputeCase pledged = DisputeCase.declined().contested();
    pledged
        .says(ALPHA, new DisputeAct.Bonded(bond("2", Bond.Source.ESCROW)))
        .says(BETA, new DisputeAct.Bonded(bond("2", Bond.Source.ESCROW)));
    ended(pledged.unanimous(decision(true, 4, "0.25")));

    assertThat(pledged.settlement().parts())
        .containsExactly(
            escrow(ALPHA, "50.00"),
            escrow(BETA, "148.00"),
            escrow(ALPHA, "1.00"),
            new Part(new Pot.Escrow(), Optional.empty(), DisputeCase.usd("1.00")));
  }

  @Test
  void aPledgeIsLostOnlyAsFarAsItGoes() {
    DisputeCase pledged = DisputeCase.declined().contested();
    pledged
        .says(ALPHA, new DisputeAct.Bonded(bond()))
        .says(BETA, new DisputeAct.Bonded(bond("2", Bond.Source.ESCROW)));
    ended(pledged.unanimous(decision(true, 4, "0.995")));

    assertThat(pledged.settlement().parts())
        .containsExactly(
            escrow(ALPHA, "199.00"),
            escrow(ALPHA, "0.50"),
            new Part(new Pot.Escrow(), Optional.empty(), DisputeCase.usd("0.50")),
            bondOf(ALPHA, Optional.of(ALPHA), "2.00"));
  }

  @Test
  void ifNobodyEverRuledNobodyLosesABond() {
    DisputeCase lapsed = DisputeCase.declined().bonded();
    ended(lapsed);

    assertThat(lapsed.dispute().standing().orElseThrow().basis()).isEqualTo(Ruling.Basis.LAPSED);
    assertThat(lapsed.settlement().parts())
        .containsExactly(
            escrow(BETA, "200.00"),
            bondOf(ALPHA, Optional.of(ALPHA), "2.00"),
            bondOf(BETA, Optional.of(BETA), "2.00"));
    assertThat(findings(lapsed)).containsExactly(Finding.NOTHING, Finding.NOTHING);
  }

  @Test
  void aDebtorWhoComplainedInVainIsInBreach() {
    DisputeCase vain = DisputeCase.declined();
    vain.says(BETA, filed(BETA, ALPHA, DisputeReason.FULFILLMENT_MISMATCH))
        .says(BETA, new DisputeAct.Withdrawn());
    ended(vain);

    assertThat(vain.settlement().parts()).containsExactly(escrow(ALPHA, "200.00"));
    assertThat(vain.trust().getFirst())
        .isEqualTo(
            new TrustEvent(
                DisputeCase.ID, BETA.uri(), ALPHA.uri(), Finding.BREACHED, 3, false, false));
  }

  @Test
  void aCreditorWhoDeclinedWronglyIsInBreach() {
    DisputeCase wrongly = DisputeCase.declined();
    wrongly
        .says(BETA, filed(BETA, ALPHA, DisputeReason.FULFILLMENT_MISMATCH))
        .says(ALPHA, concede());
    ended(wrongly);

    assertThat(wrongly.settlement().parts()).containsExactly(escrow(BETA, "200.00"));
    assertThat(findings(wrongly)).containsExactly(Finding.KEPT, Finding.BREACHED);
  }

  @Test
  void aStrangerToTheObligationCannotEndItByLosing() {
    DisputeCase friend = DisputeCase.declined();
    friend
        .says(THIRD, filed(THIRD, BETA, DisputeReason.ESCROW_VIOLATION))
        .says(BETA, deny())
        .says(THIRD, new DisputeAct.Bonded(bond()));
    friend.says(THIRD, new DisputeAct.Withdrawn());
    ended(friend);

    assertThat(friend.settlement().parts())
        .containsExactly(
            bondOf(THIRD, Optional.of(BETA), "1.00"), bondOf(THIRD, Optional.empty(), "1.00"));
    assertThat(friend.effects)
        .contains(new DisputeEffect.ObligationStands("c-1", 0, ObligationStatus.DISPUTED));
    assertThat(findings(friend)).containsExactly(Finding.UNFOUNDED, Finding.WRONGED);
  }

  @Test
  void theStewardsFilingHasOneEventForEachSide() {
    DisputeCase steward = DisputeCase.breached().says(NODE, DisputeCase.filedBySteward());
    ended(steward);

    assertThat(steward.trust())
        .containsExactly(
            new TrustEvent(
                DisputeCase.ID, ALPHA.uri(), BETA.uri(), Finding.WRONGED, 0, false, false),
            new TrustEvent(
                DisputeCase.ID, BETA.uri(), ALPHA.uri(), Finding.BREACHED, 2, false, false));
  }

  @Test
  void whoAdmitsAFailureBeforeTheChallengeCountsHalf() {
    DisputeFacts breached = DisputeCase.breached().facts;
    Instant before = DisputeCase.DEADLINE.minusSeconds(60);
    assertThat(severity(reported(breached, Optional.of(before)))).isEqualTo(2);
    assertThat(severity(reported(breached, Optional.empty()))).isEqualTo(3);
    Instant after = DisputeCase.DEADLINE.plusSeconds(3600);
    assertThat(severity(reported(breached, Optional.of(after)))).isEqualTo(3);

    DisputeFacts declined =
        DisputeCase.facts(
            ObligationStatus.DISPUTED, Optional.of(claim("{}")), new Acceptance.Nothing());
    assertThat(severity(reported(declined, Optional.of(before)))).isEqualTo(3);
  }

  private static DisputeFacts reported(DisputeFacts facts, Optional<Instant> at) {
    return Situation.of(facts).selfReported(at).facts();
  }

  private static int severity(DisputeFacts facts) {
    DisputeCase dispute = new DisputeCase(facts);
    DisputeReason reason =
        facts.claim().isEmpty() ? DisputeReason.NON_DELIVERY : DisputeReason.FULFILLMENT_MISMATCH;
    dispute.says(ALPHA, filed(ALPHA, BETA, reason)).says(BETA, concede());
    return ended(dispute).trust().getLast().severity();
  }

  @Test
  void withoutHeldEscrowOnlyBondsMove() {
    DisputeCase paid =
        new DisputeCase(
            Situation.of(DisputeCase.declined().facts)
                .staked(Optional.of(DisputeCase.stake("200", "0")))
                .facts());
    paid.bonded();
    ended(paid.unanimous(decision(true, 4, "1")));

    assertThat(paid.settlement().parts()).allMatch(p -> p.from() instanceof Pot.BondOf);
  }

  private static List<Finding> findings(DisputeCase dispute) {
    List<AgentUri> about = dispute.trust().stream().map(TrustEvent::agent).toList();
    assertThat(about)
        .containsExactly(dispute.dispute().complainant(), dispute.dispute().respondent());
    return dispute.trust().stream().map(TrustEvent::finding).toList();
  }
}
