package dev.parley.core.dispute;

import static dev.parley.core.dispute.DisputeCase.ALPHA;
import static dev.parley.core.dispute.DisputeCase.BETA;
import static dev.parley.core.dispute.DisputeCase.ID;
import static dev.parley.core.dispute.DisputeCase.JUDGES;
import static dev.parley.core.dispute.DisputeCase.NODE;
import static dev.parley.core.dispute.DisputeCase.PERSON;
import static dev.parley.core.dispute.DisputeCase.STRANGER;
import static dev.parley.core.dispute.DisputeCase.appeal;
import static dev.parley.core.dispute.DisputeCase.candidates;
import static dev.parley.core.dispute.DisputeCase.decision;
import static dev.parley.core.dispute.DisputeCase.nonce;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Speaker;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How a panel comes about and votes.
class DisputePanelTest {
  private static DisputeAct seal(Speaker side) {
    return new DisputeAct.Sealed(1, nonce(side, 1).seal(side.uri(), ID, 1));
  }

  private static DisputeAct reveal(Speaker side) {
    return new DisputeAct.Revealed(1, nonce(side, 1));
  }

  private static DisputeAct vote(Decision decision) {
    return new DisputeAct.Voted(1, decision, Optional.empty());
  }

  /// A panel is asked for, and the steward has sealed.
  private static DisputeCase sealing() {
    return sealing(12);
  }

  private static DisputeCase sealing(int known) {
    DisputeCase bonded = DisputeCase.declined().bonded();
    return bonded.says(NODE, bonded.seals(candidates(known)));
  }

  private static DisputeCase drawing() {
    return sealing().revealed();
  }

  @Test
  void bothSealBeforeAnybodyReveals() {
    DisputeCase bonded = sealing();
    bonded
        .says(ALPHA, seal(ALPHA))
        .cannot(ErrorCode.INVALID_TRANSITION, ALPHA, reveal(ALPHA))
        .cannot(ErrorCode.DUPLICATE, ALPHA, seal(ALPHA))
        .cannot(ErrorCode.INVALID_REFERENCE, BETA, new DisputeAct.Sealed(2, Hash.ZERO))
        .cannot(ErrorCode.NOT_PARTICIPANT, STRANGER, seal(STRANGER))
        .says(BETA, seal(BETA))
        .cannot(ErrorCode.INVALID_REFERENCE, BETA, reveal(ALPHA))
        .says(BETA, reveal(BETA))
        .cannot(ErrorCode.DUPLICATE, BETA, reveal(BETA))
        .says(ALPHA, reveal(ALPHA));
    assertThat(bonded.stage()).isEqualTo(StageName.DRAWING);
  }

  @Test
  void aCopiedSealOpensNothing() {
    sealing()
        .says(ALPHA, seal(ALPHA))
        .says(BETA, seal(ALPHA))
        .says(ALPHA, reveal(ALPHA))
        .cannot(ErrorCode.INVALID_REFERENCE, BETA, reveal(ALPHA));
  }

  @Test
  void whoSealsOrRevealsNothingIsNamedAndCountsAsZeros() {
    DisputeCase silent = sealing().says(ALPHA, seal(ALPHA)).overdue();
    silent.cannot(ErrorCode.TIMEOUT, BETA, seal(BETA)).steward();
    assertThat(silent.stage()).isEqualTo(StageName.REVEALING);
    silent.cannot(ErrorCode.INVALID_REFERENCE, BETA, reveal(BETA)).overdue().steward();

    assertThat(silent.effects(DisputeEffect.Missed.class))
        .containsExactly(
            new DisputeEffect.Missed(List.of(BETA.uri()), DisputeTimer.SEAL),
            new DisputeEffect.Missed(List.of(ALPHA.uri()), DisputeTimer.REVEAL));
    Stage.Drawing drawing = (Stage.Drawing) silent.dispute().stage();
    assertThat(silent.draw().panel())
        .isEqualTo(
            PanelDraw.draw(
                candidates(12),
                new PanelDraw.Barred(Set.of(), Set.of(), silent.now),
                3,
                new PanelDraw.Chance(drawing.asked(), Nonce.NONE, Nonce.NONE, nonce(NODE, 1))));
  }

  @Test
  void ifNobodySealsThereIsNothingToReveal() {
    DisputeCase silent = sealing().overdue().steward();
    assertThat(silent.stage()).isEqualTo(StageName.DRAWING);
  }

  @Test
  void theStewardDrawsAsTheChanceSays() {
    DisputeCase drawing = drawing();
    DisputeAct.Drawn right = drawing.draw();
    List<AgentUri> other = new ArrayList<>(right.panel());
    Collections.swap(other, 0, 1);
    drawing
        .cannot(ErrorCode.POLICY_VIOLATION, NODE, new DisputeAct.Drawn(1, right.nonce(), other))
        .cannot(ErrorCode.POLICY_VIOLATION, NODE, new DisputeAct.Drawn(1, right.nonce(), List.of()))
        .cannot(
            ErrorCode.INVALID_REFERENCE,
            NODE,
            new DisputeAct.Drawn(2, right.nonce(), right.panel()))
        .cannot(ErrorCode.UNAUTHORIZED, ALPHA, right)
        .says(NODE, right);
    assertThat(drawing.stage()).isEqualTo(StageName.VOTING);
  }

  @Test
  void theStewardDrawsWithTheNonceThatItSealed() {
    DisputeCase drawing = drawing();
    DisputeAct.Drawn right = drawing.draw();

    assertThat(DisputeMachine.draw(drawing.dispute(), nonce(NODE, 2))).isEmpty();
    drawing.cannot(
        ErrorCode.INVALID_REFERENCE, NODE, new DisputeAct.Drawn(1, nonce(NODE, 2), right.panel()));
  }

  @Test
  void theStewardSealsOnceWithItsCandidates() {
    DisputeCase asked = DisputeCase.declined().bonded();
    DisputeAct.Sealed right = asked.seals(candidates(12));
    assertThat(asked.dispute().wakeAt()).contains(asked.now);
    asked
        .cannot(ErrorCode.MALFORMED, NODE, new DisputeAct.Sealed(1, right.nonceHash()))
        .cannot(
            ErrorCode.MALFORMED,
            ALPHA,
            new DisputeAct.Sealed(1, right.nonceHash(), right.candidates()))
        .cannot(
            ErrorCode.INVALID_REFERENCE,
            NODE,
            new DisputeAct.Sealed(2, right.nonceHash(), right.candidates()))
        .says(NODE, right)
        .cannot(ErrorCode.DUPLICATE, NODE, right)
        .cannot(
            ErrorCode.DUPLICATE,
            NODE,
            new DisputeAct.Sealed(1, Hash.ZERO, Optional.of(candidates(3))));
    assertThat(DisputeMachine.sealDue(asked.dispute())).isFalse();
    assertThat(DisputeMachine.seal(asked.dispute(), Nonce.NONE, List.of())).isEmpty();
    assertThat(asked.dispute().wakeAt()).contains(asked.dispute().due().orElseThrow().due());
  }

  @Test
  void nobodyRevealsBeforeTheStewardHasSealed() {
    DisputeCase asked = DisputeCase.declined().bonded();
    asked.says(ALPHA, seal(ALPHA)).says(BETA, seal(BETA));
    assertThat(asked.stage()).isEqualTo(StageName.SEALING);
    assertThat(asked.dispute().due().orElseThrow().waitedOn()).containsExactly(NODE.uri());
    asked
        .cannot(ErrorCode.INVALID_TRANSITION, ALPHA, reveal(ALPHA))
        .says(NODE, asked.seals(candidates(12)));
    assertThat(asked.stage()).isEqualTo(StageName.REVEALING);
  }

  @Test
  void withoutTheStewardsSealAPersonRules() {
    DisputeCase asked = DisputeCase.declined().bonded();
    DisputeAct late = asked.seals(candidates(12));
    asked.says(ALPHA, seal(ALPHA)).says(BETA, seal(BETA)).overdue();
    asked.cannot(ErrorCode.TIMEOUT, NODE, late).steward();
    assertThat(asked.stage()).isEqualTo(StageName.PERSON);
    assertThat(asked.effects)
        .contains(new DisputeEffect.Missed(List.of(NODE.uri()), DisputeTimer.SEAL));
  }

  @Test
  void dealingsAreCountedBackFromTheStewardsSeal() {
    DisputeCase asked = DisputeCase.declined().bonded();
    Instant limit = asked.now.minus(Candidate.APART);
    List<Candidate> known = new ArrayList<>(candidates(2));
    known.add(dealt(JUDGES.get(2), limit.plusMillis(1)));
    DisputeCase near = asked.copy();
    near.says(NODE, near.seals(known)).revealed().later(Duration.ofHours(1));
    assertThat(near.draw().panel()).isEmpty();
    known.set(2, dealt(JUDGES.get(2), limit));
    assertThat(asked.says(NODE, asked.seals(known)).revealed().draw().panel()).hasSize(3);
  }

  private static Candidate dealt(Speaker judge, Instant last) {
    return new Candidate(
        judge.uri(), judge.card().orgId(), Candidate.LEAST_SCORE, Optional.of(last));
  }

  @Test
  void fewerThanSeatsLeadToAPerson() {
    DisputeCase few = sealing(2).revealed().drawn();
    assertThat(few.stage()).isEqualTo(StageName.PERSON);

    few.overdue().steward();
    assertThat(few.dispute().standing())
        .contains(new Ruling(Ruling.Basis.LAPSED, Decision.denied(1)));
  }

  @Test
  void withoutADrawAPersonRules() {
    DisputeCase drawing = drawing();
    DisputeAct drawn = drawing.draw();
    drawing.overdue().cannot(ErrorCode.TIMEOUT, NODE, drawn).steward();
    assertThat(drawing.stage()).isEqualTo(StageName.PERSON);
    assertThat(drawing.effects)
        .contains(new DisputeEffect.Missed(List.of(NODE.uri()), DisputeTimer.DRAW));
  }

  @Test
  void onlyMembersVoteAndOnce() {
    DisputeCase voting = drawing().drawn();
    List<Speaker> panel = voting.panel();
    Speaker outside = JUDGES.stream().filter(j -> !panel.contains(j)).findFirst().orElseThrow();
    Decision yes = decision(true, 3, "1");

    assertThat(panel).hasSize(3);
    voting
        .cannot(ErrorCode.NOT_PARTICIPANT, outside, vote(yes))
        .cannot(ErrorCode.UNAUTHORIZED, ALPHA, vote(yes))
        .cannot(
            ErrorCode.INVALID_REFERENCE,
            panel.getFirst(),
            new DisputeAct.Voted(2, yes, Optional.empty()))
        .says(panel.getFirst(), vote(yes))
        .cannot(ErrorCode.DUPLICATE, panel.getFirst(), vote(yes))
        .cannot(
            ErrorCode.POLICY_VIOLATION,
            NODE,
            new DisputeAct.Ruled(new Ruling(Ruling.Basis.PANEL, yes), Optional.empty()))
        .cannot(
            ErrorCode.UNAUTHORIZED,
            panel.get(1),
            new DisputeAct.Ruled(new Ruling(Ruling.Basis.PANEL, yes), Optional.empty()))
        .cannot(
            ErrorCode.INVALID_TRANSITION,
            PERSON,
            new DisputeAct.Ruled(new Ruling(Ruling.Basis.PERSON, yes), Optional.empty()));
  }

  @Test
  void theMajorityDecidesAndItsMedianCounts() {
    DisputeCase voting = drawing().drawn();
    voting
        .votes(decision(true, 5, "1"), decision(false, 5, "0"), decision(true, 2, "0.3"))
        .steward();

    assertThat(voting.dispute().standing())
        .contains(new Ruling(Ruling.Basis.PANEL, decision(true, 2, "0.3")));
  }

  @Test
  void mediansOfManyVotes() {
    List<Decision> votes =
        List.of(
            decision(true, 5, "1"),
            decision(true, 4, "0.9"),
            decision(true, 3, "0.1"),
            decision(true, 1, "0.5"),
            decision(false, 5, "0"));

    assertThat(Decision.majority(votes, 7)).contains(decision(true, 3, "0.5"));
    assertThat(Decision.majority(votes, 9)).isEmpty();
    assertThat(Decision.majority(List.of(), 3)).isEmpty();
  }

  @Test
  void afterTheTimeAMajorityOfTheSeatsIsEnough() {
    Decision no = decision(false, 1, "0");
    DisputeCase voting = drawing().drawn().votes(no, no).overdue();
    Speaker last = voting.panel().get(2);
    voting.cannot(ErrorCode.TIMEOUT, last, vote(no)).steward();

    assertThat(voting.dispute().standing()).contains(new Ruling(Ruling.Basis.PANEL, no));
    assertThat(voting.effects)
        .contains(new DisputeEffect.Missed(List.of(last.uri()), DisputeTimer.VOTE));
  }

  @Test
  void withoutAMajorityAPersonRules() {
    DisputeCase voting =
        drawing().drawn().votes(decision(true, 1, "1"), decision(false, 1, "0")).overdue();
    voting.steward();
    assertThat(voting.stage()).isEqualTo(StageName.PERSON);
  }

  @Test
  void nobodySitsTwice() {
    DisputeCase appealed = drawing().drawn();
    List<Speaker> first = appealed.panel();
    Decision yes = decision(true, 3, "1");
    appealed.votes(yes, yes, yes).steward().says(BETA, appeal()).revealed().drawn();

    assertThat(appealed.panel()).hasSize(7).doesNotContainAnyElementsOf(first);
    appealed.cannot(
        ErrorCode.NOT_PARTICIPANT,
        first.getFirst(),
        new DisputeAct.Voted(2, yes, Optional.empty()));
  }

  @Test
  void votesEndAfterThreeDays() {
    DisputeCase voting = drawing().drawn();
    assertThat(voting.dispute().due().orElseThrow().due())
        .isEqualTo(voting.now.plus(Duration.ofDays(3)));
  }
}
