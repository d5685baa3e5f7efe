package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Inform;
import dev.parley.core.message.TimerKey;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitmentRulesTest {
  private final Conversation talk = Stage.talking();

  private static Words commit(String id) {
    return Words.commit(id, BETA.uri(), DEADLINE);
  }

  private static JsonObject owed(String party, String beneficiary, Instant deadline) {
    return JsonObject.EMPTY
        .with("party", party)
        .with("action", "deliver")
        .with("beneficiary", beneficiary)
        .with("deadline", Timestamp.format(deadline));
  }

  private static Commitment commitment(Conversation talk, String id) {
    return talk.talk().promises().byId(id).orElseThrow();
  }

  @Test
  void itBindsWithTheLastAcceptanceNeeded() {
    talk.says(BETA, commit("k")).expectMoved(AGREEING);
    assertThat(commitment(talk, "k").awaited()).containsExactly(ALPHA.uri());
    assertThat(talk.talk().promises().openObligations()).isZero();
    talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectMoved(EXECUTING);
    assertThat(commitment(talk, "k").status()).isEqualTo(CommitmentStatus.ACTIVE);
    assertThat(talk.talk().promises().openObligations()).isOne();
    Timer deadline = NegotiationRulesTest.running(talk, TimerKey.OBLIGATION);
    assertThat(deadline.due()).isEqualTo(DEADLINE);
    assertThat(deadline.waitedOn()).containsExactly(BETA.uri());
  }

  @Test
  void neitherItsMakerNorAStrangerToItAccepts() {
    talk.says(BETA, commit("k"))
        .expectMoved(AGREEING)
        .says(BETA, Words.accept(COMMITMENT, "k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.reject(COMMITMENT, "k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.accept(COMMITMENT, "other"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void whoAcceptsMayNameItsHash() {
    talk.says(BETA, commit("k")).expectMoved(AGREEING);
    String hash = talk.talk().head().hash().text();
    talk.says(ALPHA, Words.accept(COMMITMENT, "k").with("acceptedHash", Hash.ZERO.text()))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.accept(COMMITMENT, "k").with("acceptedHash", hash))
        .expectMoved(EXECUTING);
  }

  @Test
  void theMakerTakesItBackBeforeTheFirstAcceptance() {
    talk.says(BETA, commit("k"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.withdraw(COMMITMENT, "k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.fork()
        .says(BETA, Words.withdraw(COMMITMENT, "k"))
        .expectMoved(CONVERSING)
        .says(ALPHA, commit("k2").with("amends", "k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectMoved(EXECUTING)
        .says(BETA, Words.withdraw(COMMITMENT, "k"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void rejectingOrCounteringOneLeavesTheOthers() {
    talk.says(BETA, commit("k1"))
        .expectMoved(AGREEING)
        .says(BETA, commit("k2"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.reject(COMMITMENT, "k1"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.counter("c", "k2"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.accept(PROPOSAL, "c"))
        .expectMoved(CONVERSING);
    assertThat(commitment(talk, "k2").status()).isEqualTo(CommitmentStatus.REJECTED);
  }

  @Test
  void whatNobodyAnswersLapses() {
    talk.says(BETA, commit("k")).expectMoved(AGREEING).passes(Duration.ofSeconds(60));
    assertThat(talk.state().name()).isEqualTo(CONVERSING);
    assertThat(commitment(talk, "k").status()).isEqualTo(CommitmentStatus.LAPSED);
    talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void eachCommitmentHasATimerOfItsOwn() {
    talk.says(BETA, commit("k1")).expectMoved(AGREEING).later(Duration.ofSeconds(50));
    talk.says(BETA, commit("k2")).expectMoved(AGREEING).passes(Duration.ofSeconds(10));
    assertThat(commitment(talk, "k1").status()).isEqualTo(CommitmentStatus.LAPSED);
    assertThat(talk.state().name()).isEqualTo(AGREEING);
    talk.says(ALPHA, Words.accept(COMMITMENT, "k2")).expectMoved(EXECUTING);
  }

  @Test
  void aDeadlineThatHasPassedIsRefusedAtTheCommitAndAtTheAcceptance() {
    Words soon = Words.commit("k", BETA.uri(), talk.now().plusSeconds(10));
    talk.says(BETA, Words.commit("k", BETA.uri(), talk.now())).expectRefused(ErrorCode.TIMEOUT);
    talk.says(BETA, soon).expectMoved(AGREEING).later(Duration.ofSeconds(10));
    talk.says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectRefused(ErrorCode.TIMEOUT)
        .says(ALPHA, Words.reject(COMMITMENT, "k"))
        .expectMoved(CONVERSING);
  }

  @Test
  void anObligationIsBetweenTwoPrincipalsOfTheSession() {
    String alpha = ALPHA.uri().text();
    String beta = BETA.uri().text();
    Conversation crowd = Stage.conversing();
    for (JsonObject wrong :
        new JsonObject[] {
          owed(alpha, alpha, DEADLINE),
          owed(alpha, Stage.EYE.uri().text(), DEADLINE),
          owed(Stage.STRANGER.uri().text(), beta, DEADLINE),
          owed(Stage.NODE.uri().text(), beta, DEADLINE),
          owed(Stage.ADVISER.uri().text(), beta, DEADLINE),
          owed(Stage.BINDER.uri().text(), alpha, DEADLINE)
        }) {
      crowd
          .says(ALPHA, Words.commit("k", DEADLINE, wrong))
          .expectRefused(ErrorCode.INVALID_REFERENCE);
    }
    crowd
        .says(ALPHA, Words.commit("k", DEADLINE, owed(beta, Stage.BINDER.uri().text(), DEADLINE)))
        .expectMoved(AGREEING);
    assertThat(commitment(crowd, "k").obligations().getFirst().creditor()).isEqualTo(ALPHA.uri());
  }

  @Test
  void aCommitDelegateBindsItsPrincipal() {
    Conversation crowd = Stage.conversing();
    crowd
        .says(Stage.NEGOTIATOR, commit("k"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(Stage.BINDER, commit("k"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.accept(COMMITMENT, "k"))
        .expectMoved(EXECUTING);
    assertThat(commitment(crowd, "k").committer()).isEqualTo(ALPHA.uri());
  }

  @Test
  void theProposalThatItNamesWasAccepted() {
    talk.says(ALPHA, Words.propose("p"))
        .expectMoved(CONVERSING)
        .says(BETA, commit("k").with("proposalId", "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, commit("k").with("proposalId", "invitation"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.accept(PROPOSAL, "p"))
        .expectMoved(CONVERSING)
        .says(BETA, commit("k").with("proposalId", "p"))
        .expectMoved(AGREEING);
  }

  @Test
  void theWindowToExamineAClaimHasAFloor() {
    talk.says(BETA, commit("k").with("verificationWindowMs", JsonNumber.of(3_599_999)))
        .expectRefused(ErrorCode.POLICY_VIOLATION)
        .says(BETA, commit("k").with("verificationWindowMs", JsonNumber.of(3_600_000)))
        .expectMoved(AGREEING);
  }

  @Test
  void anAmendmentReplacesTheOldPromiseWhenItBinds() {
    Stage.promise(talk, BETA, ALPHA, "old");
    talk.says(BETA, commit("new").with("amends", "old")).expectMoved(AGREEING);
    assertThat(commitment(talk, "old").status()).isEqualTo(CommitmentStatus.ACTIVE);
    talk.says(ALPHA, Words.accept(COMMITMENT, "new")).expectMoved(EXECUTING);
    assertThat(commitment(talk, "old").status()).isEqualTo(CommitmentStatus.AMENDED);
    assertThat(commitment(talk, "old").obligations())
        .extracting(Obligation::status)
        .containsExactly(ObligationStatus.RELEASED);
    assertThat(talk.talk().promises().openObligations()).isOne();
    assertThat(talk.state().timers()).filteredOn(t -> t.key() == TimerKey.OBLIGATION).hasSize(1);
  }

  @Test
  void aPromiseThatIsContestedIsNotAmended() {
    Stage.promise(talk, BETA, ALPHA, "old");
    Words amendment = commit("new").with("amends", "old");
    Conversation pending = talk.fork();
    talk.says(BETA, Words.fulfillment("f", "old"))
        .expectMoved(EXECUTING)
        .says(BETA, amendment)
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.reject(FULFILLMENT, "f"))
        .expectMoved(EXECUTING)
        .says(BETA, amendment)
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, commit("none").with("amends", "unknown"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    pending
        .says(BETA, amendment)
        .expectMoved(AGREEING)
        .says(BETA, Words.fulfillment("f", "old"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "new"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aDisputeAboutWhatBrokeBeforeAnAmendmentEndsAllTheSame() {
    JsonObject owed = JsonObject.EMPTY.with("party", BETA.uri().text()).with("action", "deliver");
    String soon = Timestamp.format(talk.now().plusSeconds(30));
    Instant later = talk.now().plus(Duration.ofHours(1));
    talk.says(BETA, Words.commit("old", later, owed.with("deadline", soon), owed))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "old"))
        .expectMoved(EXECUTING)
        .passes(Duration.ofSeconds(30))
        .says(Stage.NODE, Words.disputed("old", Inform.Finding.FILED))
        .expectMoved(EXECUTING)
        .says(BETA, commit("new").with("amends", "old"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "new"))
        .expectMoved(EXECUTING);
    assertThat(commitment(talk, "old").status()).isEqualTo(CommitmentStatus.AMENDED);
    talk.says(Stage.NODE, Words.disputed("old", Inform.Finding.FULFILLED)).expectMoved(EXECUTING);
    assertThat(commitment(talk, "old").status()).isEqualTo(CommitmentStatus.AMENDED);
    assertThat(commitment(talk, "old").obligations())
        .extracting(Obligation::status)
        .containsExactly(ObligationStatus.FULFILLED, ObligationStatus.RELEASED);
  }

  @Test
  void twoAmendmentsOfOnePromiseDoNotBothBind() {
    Stage.promise(talk, BETA, ALPHA, "old");
    talk.says(BETA, commit("new1").with("amends", "old"))
        .expectMoved(AGREEING)
        .says(BETA, commit("new2").with("amends", "old"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "new1"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "new2"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .passes(Duration.ofSeconds(60));
    assertThat(talk.state().name()).isEqualTo(EXECUTING);
    assertThat(commitment(talk, "new2").status()).isEqualTo(CommitmentStatus.LAPSED);
  }

  @Test
  void whatWasOnlyOfferedLapsesWithTheSession() {
    talk.says(BETA, commit("k"))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.close("no-agreement"))
        .expectMoved(StateName.CLOSED);
    assertThat(commitment(talk, "k").status()).isEqualTo(CommitmentStatus.LAPSED);
  }

  @Test
  void theOutsideLearnsWhichCommitmentsChanged() {
    Stage.promise(talk, BETA, ALPHA, "old");
    talk.says(BETA, commit("new").with("amends", "old")).expectMoved(AGREEING);
    Step accepted = talk.fork().says(ALPHA, Words.accept(COMMITMENT, "new")).send();
    assertThat(((Step.Moved) accepted).effects())
        .containsExactlyInAnyOrder(
            new Effect.StateChanged(AGREEING, EXECUTING),
            new Effect.CommitmentChanged("new", CommitmentStatus.ACTIVE),
            new Effect.CommitmentChanged("old", CommitmentStatus.AMENDED));
    talk.says(ALPHA, Words.release("old")).expectMoved(AGREEING);
    Step closed = talk.says(ALPHA, Words.close("done")).send();
    assertThat(((Step.Moved) closed).effects())
        .filteredOn(effect -> !(effect instanceof Effect.EvidenceArose))
        .containsExactlyInAnyOrder(
            new Effect.StateChanged(AGREEING, StateName.CLOSED),
            new Effect.CommitmentChanged("new", CommitmentStatus.LAPSED));
  }

  private static Words accepting(JsonValue acceptance) {
    JsonObject owed =
        JsonObject.EMPTY
            .with("party", BETA.uri().text())
            .with("action", "deliver")
            .with("acceptance", acceptance);
    return Words.commit("k", DEADLINE, owed);
  }

  @Test
  void criteriaThatNobodyCouldDecideAreRefusedWhenThePromiseIsMade() {
    JsonObject known = JsonObject.EMPTY.with("path", "/hours").with("op", "ge").with("value", 5);
    for (JsonValue wrong :
        List.<JsonValue>of(
            new JsonString("to my liking"),
            JsonArray.of(List.of()),
            JsonArray.of(List.of(known.with("op", "about"))),
            JsonArray.of(List.of(known.with("path", "hours"))))) {
      talk.says(BETA, accepting(wrong)).expectRefused(ErrorCode.MALFORMED);
    }
    talk.says(BETA, accepting(JsonObject.EMPTY.with("pattern", "(a+)+")))
        .expectRefused(ErrorCode.SCHEMA_UNSUPPORTED)
        .says(BETA, accepting(JsonArray.of(List.of(known))))
        .expectMoved(AGREEING);
  }
}
