package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CLOSED;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.EXECUTING;
import static dev.parley.core.session.StateName.FAILED;
import static dev.parley.core.session.StateName.INVITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Inform;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Evidence.Backing;
import dev.parley.core.trust.Evidence.Course;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionEvidenceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static List<Evidence> of(Conversation.Delivered delivered) {
    return delivered.effects().stream()
        .filter(Effect.EvidenceArose.class::isInstance)
        .flatMap(effect -> ((Effect.EvidenceArose) effect).evidence().stream())
        .toList();
  }

  private static List<Evidence> last(Conversation talk) {
    return of(talk.accepted().getLast());
  }

  /// Where the last message's pieces come from.
  private static Evidence.Origin origin(
      Conversation talk, int index, Speaker subject, Speaker counterparty) {
    Talk.Head head = talk.talk().head();
    return new Evidence.Origin(
        Evidence.hash(head.hash(), index),
        head.acceptedAt(),
        subject.uri(),
        counterparty.uri(),
        "");
  }

  private static Words escrowed(String amount, String currency) {
    return Words.commit("k", BETA.uri(), DEADLINE)
        .with("escrow", JsonObject.EMPTY.with("amount", amount).with("currency", currency));
  }

  /// Beta has claimed what it owes; alpha's money is held.
  private static Conversation claimed(String amount, String currency) {
    return Stage.talking()
        .says(BETA, escrowed(amount, currency))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectMoved(EXECUTING)
        .says(BETA, Words.fulfillment("f", "k"))
        .expectMoved(EXECUTING);
  }

  @Test
  void aKeptObligationSpeaksForItsDebtorAndThePaymentForItsPayer() {
    Conversation talk = claimed("100.01", "USD");
    assertThat(talk.accepted()).allSatisfy(each -> assertThat(of(each)).isEmpty());
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
    assertThat(last(talk))
        .containsExactly(
            new Evidence.ObligationEnded(
                origin(talk, 0, BETA, ALPHA), true, 10_001, Backing.ESCROWED),
            new Evidence.PaymentEnded(origin(talk, 1, ALPHA, BETA), true, 10_001));
  }

  @Test
  void anAmountInAnotherCurrencyCountsByItsNumberAndAtMostAHundred() {
    for (var each : List.of(List.of("7.50", "EUR", 750L), List.of("5000", "JPY", 100_00L))) {
      Conversation talk = claimed((String) each.get(0), (String) each.get(1));
      talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
      assertThat(last(talk).getFirst())
          .isEqualTo(
              new Evidence.ObligationEnded(
                  origin(talk, 0, BETA, ALPHA), true, (long) each.get(2), Backing.ESCROWED));
    }
  }

  @Test
  void silenceInTheWindowCountsAsKeptAndTheSilentOneWasLate() {
    Conversation talk = claimed("5", "USD").passes(Duration.ofHours(24));
    assertThat(last(talk)).hasSize(2);
    assertThat(talk.talk().conductOf(ALPHA.uri())).isEqualTo(new Conduct(2, 1));
    assertThat(talk.talk().conductOf(BETA.uri())).isEqualTo(new Conduct(1, 1));
  }

  @Test
  void whatIsBreachedOrReleasedOrInDisputeSaysNothingYet() {
    Conversation talk = Stage.promise(Stage.talking(), BETA, ALPHA, "k");
    Conversation released = talk.fork().says(ALPHA, Words.release("k")).expectMoved(EXECUTING);
    assertThat(last(released)).isEmpty();
    Conversation breached = talk.fork().passes(Duration.ofMinutes(30));
    assertThat(breached.accepted()).allSatisfy(each -> assertThat(of(each)).isEmpty());
    for (Inform.Finding finding : List.of(Inform.Finding.FILED, Inform.Finding.FULFILLED)) {
      breached.says(Stage.NODE, Words.disputed("k", finding)).expectMoved(EXECUTING);
      assertThat(last(breached)).isEmpty();
    }
  }

  @Test
  void anExitFeeIsAPaymentOfWhoLeaves() {
    JsonObject fee = JsonObject.EMPTY.with("amount", "2.50").with("currency", "USD");
    Conversation talk =
        Stage.talking()
            .says(BETA, escrowed("5", "USD").with("exitFee", fee))
            .expectMoved(AGREEING)
            .says(ALPHA, Words.accept(COMMITMENT, "k"))
            .expectMoved(EXECUTING)
            .says(BETA, Words.release("k"))
            .expectMoved(EXECUTING);
    assertThat(last(talk))
        .containsExactly(new Evidence.PaymentEnded(origin(talk, 0, BETA, ALPHA), true, 250));
  }

  @Test
  void aSessionThatWasCompletedSpeaksForBothWithTheirActs() {
    Conversation talk = claimed("5", "USD");
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
    talk.says(ALPHA, Words.close("whatever")).expectMoved(CLOSED);
    assertThat(last(talk))
        .containsExactly(
            new Evidence.SessionEnded(
                origin(talk, 0, ALPHA, BETA), Course.COMPLETED, 2, 2, Backing.ESCROWED),
            new Evidence.SessionEnded(
                origin(talk, 1, BETA, ALPHA), Course.COMPLETED, 1, 1, Backing.ESCROWED));
  }

  @Test
  void whoseObligationIsBreachedHasCompletedNothing() {
    Conversation talk =
        Stage.promise(Stage.talking(), BETA, ALPHA, "k").passes(Duration.ofMinutes(30));
    talk.says(ALPHA, Words.close("completed")).expectMoved(CLOSED);
    assertThat(last(talk))
        .containsExactly(
            new Evidence.SessionEnded(
                origin(talk, 0, ALPHA, BETA), Course.COMPLETED, 1, 1, Backing.FREE),
            new Evidence.SessionEnded(
                origin(talk, 1, BETA, ALPHA), Course.BLAMELESS, 1, 0, Backing.FREE));
  }

  @Test
  void notToAgreeIsNeitherDoneNorFailed() {
    Conversation talk = Stage.talking();
    talk.says(ALPHA, Words.close("no-agreement")).expectMoved(CLOSED);
    assertThat(last(talk)).isEmpty();
    Conversation done = Stage.talking();
    done.says(BETA, Words.close("completed")).expectMoved(CLOSED);
    assertThat(last(done)).hasSize(2);
  }

  @Test
  void whoFallsSilentIsAtFaultAndTheOtherIsNot() {
    Conversation talk = Stage.talking().passes(Duration.ofMinutes(10));
    assertThat(talk.state().name()).isEqualTo(FAILED);
    assertThat(last(talk))
        .containsExactly(
            new Evidence.SessionEnded(
                origin(talk, 0, BETA, ALPHA), Course.AT_FAULT, 1, 0, Backing.FREE));
  }

  @Test
  void whoWasOnlyInvitedHasDoneNothing() {
    Conversation unanswered = Stage.invitedAlone(BETA).passes(Duration.ofSeconds(30));
    assertThat(unanswered.state().name()).isEqualTo(FAILED);
    assertThat(last(unanswered)).isEmpty();
    Conversation joined = Stage.invitedAlone(BETA);
    joined.says(BETA, Words.accept(PROPOSAL, "invitation")).expectMoved(INVITED);
    joined.passes(Duration.ofSeconds(30));
    assertThat(joined.state().name()).isEqualTo(FAILED);
    assertThat(last(joined))
        .hasSize(2)
        .allMatch(e -> ((Evidence.SessionEnded) e).course() == Course.AT_FAULT);
  }

  @Test
  void anAnswerInTimeIsAnActAndAMissingOneIsNoted() {
    Conversation talk = Stage.talking();
    talk.says(ALPHA, Words.query("a").answeredWithin(HOUR)).to(BETA).expectMoved(CONVERSING);
    talk.says(BETA, Words.clarify("a")).expectMoved(CONVERSING);
    talk.says(BETA, Words.clarify("a")).expectMoved(CONVERSING);
    assertThat(talk.talk().conductOf(BETA.uri())).isEqualTo(new Conduct(1, 1));
    talk.says(ALPHA, Words.query("b").answeredWithin(Duration.ofMinutes(1)))
        .to(BETA)
        .expectMoved(CONVERSING);
    talk.passes(Duration.ofMinutes(2));
    talk.says(BETA, Words.clarify("b")).expectMoved(CONVERSING);
    assertThat(talk.talk().conductOf(BETA.uri())).isEqualTo(new Conduct(2, 1));
    assertThat(talk.talk().conductOf(ALPHA.uri())).isEqualTo(Conduct.NONE);
  }

  @Test
  void acts() {
    assertThat(new Conduct(Conduct.MOST, 3).done()).isEqualTo(new Conduct(Conduct.MOST, 3));
    assertThat(Conduct.NONE.done().missed()).isEqualTo(new Conduct(2, 1));
  }

  @Test
  void aCapabilityIsThatOfTheInvitationForWhoOffersIt() {
    String offered = BETA.card().capabilities().getFirst();
    Conversation talk = Stage.talking(Stage.terms().with("capability", offered));
    talk.says(ALPHA, Words.close("completed")).expectMoved(CLOSED);
    assertThat(last(talk)).allMatch(e -> e.origin().capability().equals(offered));
    for (var none : List.of("unheard-of", "x".repeat(200))) {
      Conversation other = Stage.talking(Stage.terms().with("capability", none));
      other.says(ALPHA, Words.close("completed")).expectMoved(CLOSED);
      assertThat(last(other)).hasSize(2).allMatch(e -> e.origin().capability().isEmpty());
    }
    Conversation number = Stage.talking(Stage.terms().with("capability", JsonNumber.of(1)));
    number.says(ALPHA, Words.close("completed")).expectMoved(CLOSED);
    assertThat(last(number)).hasSize(2).allMatch(e -> e.origin().capability().isEmpty());
  }
}
