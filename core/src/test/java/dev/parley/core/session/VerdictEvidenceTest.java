package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.dispute.Dispute;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeDraft;
import dev.parley.core.dispute.DisputeMachine;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.dispute.DisputeRecord;
import dev.parley.core.dispute.VerifiedRecord;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Evidence;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What trust learns by the records of a dispute: beta says that it delivered, alpha declined the
/// claim, and alpha's 60 lie in escrow.
class VerdictEvidenceTest {
  private static final long WORTH = 60_00;

  private final Conversation talk =
      Stage.talking()
          .says(
              BETA,
              Words.commit("k", BETA.uri(), DEADLINE)
                  .with("escrow", JsonObject.EMPTY.with("amount", "60.00").with("currency", "USD")))
          .expectMoved(AGREEING)
          .says(ALPHA, Words.accept(COMMITMENT, "k"))
          .expectMoved(EXECUTING)
          .says(BETA, Words.fulfillment("f", "k"))
          .expectMoved(EXECUTING)
          .says(ALPHA, Words.reject(FULFILLMENT, "f"))
          .expectMoved(EXECUTING);
  private Docket docket = Docket.EMPTY;
  private Instant now = talk.now();

  private Optional<Dispute> dispute() {
    return docket.byId("d");
  }

  /// What trust learns by a record.
  private List<Evidence> records(Speaker by, DisputeAct act) {
    Optional<Dispute> before = dispute();
    JsonObject made =
        new DisputeDraft(
                "d",
                talk.talk().opening().session(),
                before.map(d -> d.head().nextPosition()).orElse(0L),
                now,
                by.uri(),
                before.map(d -> d.head().hash()).orElse(talk.talk().head().hash()),
                act)
            .sign(by.signer());
    VerifiedRecord record =
        VerifiedRecord.verifiedBefore(DisputeRecord.decode(made).orThrow()).orElseThrow();
    Docket.Outcome outcome = docket.take(talk.state(), record, now);
    assertThat(outcome).isInstanceOf(Docket.Outcome.Taken.class);
    Docket.Outcome.Taken taken = (Docket.Outcome.Taken) outcome;
    docket = taken.next();
    return VerdictEvidence.of(talk.state(), before, taken.dispute(), taken.effects());
  }

  private List<Evidence> filed(Speaker by, Speaker against, DisputeReason reason) {
    return records(
        by,
        new DisputeAct.Filed(
            "k", 0, by.uri(), against.uri(), reason, 5, BigDecimal.ONE, JsonObject.EMPTY));
  }

  private List<Evidence> concedes(Speaker by) {
    return records(by, new DisputeAct.Answered(false, Optional.empty(), Optional.empty()));
  }

  private List<Evidence> steward() {
    return records(
        Stage.NODE, DisputeMachine.stewardAct(dispute().orElseThrow(), now).orElseThrow());
  }

  private Evidence.Origin origin(int index, Speaker subject, Speaker counterparty) {
    Dispute.Head head = dispute().orElseThrow().head();
    return new Evidence.Origin(
        Evidence.hash(head.hash(), index), head.at(), subject.uri(), counterparty.uri(), "");
  }

  @Test
  void nothingIsKnownBeforeTheEnd() {
    assertThat(filed(BETA, ALPHA, DisputeReason.ESCROW_VIOLATION)).isEmpty();
    assertThat(concedes(ALPHA)).isEmpty();
    assertThat(steward()).as("the ruling stands, and may still be forgiven").isEmpty();
    assertThat(steward()).isNotEmpty();
  }

  @Test
  void aCreditorInBreachHasBrokenItsWordAndNotPaid() {
    filed(BETA, ALPHA, DisputeReason.ESCROW_VIOLATION);
    concedes(ALPHA);
    steward();
    assertThat(steward())
        .containsExactly(
            new Evidence.ObligationEnded(
                origin(0, BETA, ALPHA), true, WORTH, Evidence.Backing.ESCROWED),
            new Evidence.Breach(origin(1, ALPHA, BETA), 4, WORTH, false, false),
            new Evidence.PaymentEnded(origin(2, ALPHA, BETA), false, WORTH));
  }

  @Test
  void aDebtorInBreachHasNotFulfilledAndOwedNoPayment() {
    filed(ALPHA, BETA, DisputeReason.FULFILLMENT_MISMATCH);
    concedes(BETA);
    steward();
    assertThat(steward())
        .containsExactly(
            new Evidence.ObligationEnded(
                origin(0, BETA, ALPHA), false, WORTH, Evidence.Backing.ESCROWED),
            new Evidence.Breach(origin(1, BETA, ALPHA), 3, WORTH, false, false));
  }

  @Test
  void whoLetsATimePassHasMissedAnActThatItOwedTheOtherSide() {
    filed(BETA, ALPHA, DisputeReason.ESCROW_VIOLATION);
    now = now.plus(Duration.ofDays(1));
    assertThat(steward())
        .containsExactly(
            new Evidence.SessionEnded(
                origin(0, ALPHA, BETA),
                Evidence.Course.BLAMELESS,
                1,
                0,
                Evidence.Backing.ESCROWED));
    now = now.plus(Duration.ofDays(2));
    assertThat(steward())
        .as("letting a ruling stand is nothing that anybody owes")
        .extracting(piece -> piece.getClass().getSimpleName())
        .containsExactly("ObligationEnded", "Breach", "PaymentEnded");
  }

  @Test
  void whatIsForgivenAfterTheEndComesAgainUnderTheSameHash() {
    filed(BETA, ALPHA, DisputeReason.ESCROW_VIOLATION);
    concedes(ALPHA);
    steward();
    Evidence.Breach breach =
        (Evidence.Breach)
            steward().stream().filter(Evidence.Breach.class::isInstance).findFirst().orElseThrow();
    assertThat(records(BETA, new DisputeAct.Forgiven()))
        .containsExactly(
            new Evidence.Breach(
                breach.origin(), breach.severity(), breach.value(), breach.selfReported(), true));
  }
}
