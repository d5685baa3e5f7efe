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
import dev.parley.core.commitment.Commitment;
import dev.parley.core.commitment.Escrow;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Account;
import dev.parley.core.ledger.Amount;
import dev.parley.core.ledger.HoldId;
import dev.parley.core.ledger.Order;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscrowRulesTest {
  private final Conversation talk = Stage.talking();

  private static JsonObject usd(Object amount) {
    JsonObject of = JsonObject.EMPTY.with("currency", "USD");
    return amount instanceof String text
        ? of.with("amount", text)
        : of.with("amount", (int) amount);
  }

  private static JsonObject owed(Speaker debtor) {
    return JsonObject.EMPTY.with("party", debtor.uri().text()).with("action", "deliver");
  }

  private static Words commit(Speaker debtor) {
    return Words.commit("k", debtor.uri(), DEADLINE).with("escrow", usd("100.01"));
  }

  private static Words late(Words commit, JsonObject penalties) {
    return commit.with(
        "terms", commit.body().object("terms").orElseThrow().with("penalties", penalties));
  }

  private Commitment commitment() {
    return talk.talk().promises().byId("k").orElseThrow();
  }

  private Escrow escrow() {
    return commitment().escrow().orElseThrow();
  }

  private HoldId hold() {
    return new HoldId(talk.talk().opening().session(), "k");
  }

  /// What the last message asked of the ledger.
  private List<Order> asked() {
    return talk.accepted().getLast().effects().stream()
        .filter(Effect.MoneyOrdered.class::isInstance)
        .flatMap(effect -> ((Effect.MoneyOrdered) effect).orders().stream())
        .toList();
  }

  private Order pays(Speaker to, long paid, long returned) {
    return new Order.Post(
        hold(), 0, to.uri(), new Amount(paid, "USD"), new Amount(returned, "USD"));
  }

  private Order reserves(Speaker depositor, long units) {
    return new Order.Reserve(hold(), depositor.uri(), new Amount(units, "USD"));
  }

  private void binds() {
    talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectMoved(EXECUTING);
  }

  @Test
  void whoAcceptsWhatTheOtherOwesPays() {
    talk.says(BETA, commit(BETA)).expectMoved(AGREEING);
    assertThat(asked()).isEmpty();
    assertThat(escrow().depositor()).isEqualTo(ALPHA.uri());
    assertThat(escrow().beneficiary()).isEqualTo(BETA.uri());
    binds();
    assertThat(asked()).containsExactly(reserves(ALPHA, 10_001), new Order.Bind(hold()));
  }

  @Test
  void whoAsksTheOtherToOwePays() {
    talk.says(BETA, commit(ALPHA)).expectMoved(AGREEING);
    assertThat(asked()).containsExactly(reserves(BETA, 10_001));
    binds();
    assertThat(asked()).containsExactly(new Order.Bind(hold()));
  }

  @Test
  void aDepositorMayBeNamed() {
    JsonObject named = usd("100.01").with("depositor", BETA.uri().text());
    talk.says(BETA, commit(BETA).with("escrow", named)).expectMoved(AGREEING);
    assertThat(escrow().depositor()).isEqualTo(BETA.uri());
    assertThat(escrow().beneficiary()).isEqualTo(ALPHA.uri());
    assertThat(asked()).containsExactly(reserves(BETA, 10_001));
  }

  @Test
  void nobodyDepositsForThemselvesOrForAStranger() {
    for (Speaker beneficiary : List.of(ALPHA, Stage.STRANGER)) {
      JsonObject named =
          usd(5)
              .with("depositor", ALPHA.uri().text())
              .with("beneficiary", beneficiary.uri().text());
      talk.says(BETA, commit(BETA).with("escrow", named))
          .expectRefused(ErrorCode.INVALID_REFERENCE);
    }
    JsonObject stranger = usd(5).with("depositor", Stage.STRANGER.uri().text());
    talk.says(BETA, commit(BETA).with("escrow", stranger))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, USD",
    "-1, USD",
    "0.001, USD",
    "1, XXX",
    "1, usd",
    "1e3, USD",
    "10000000000000, USD"
  })
  void whatIsNoAmountIsNotHeld(String amount, String currency) {
    JsonObject escrow = JsonObject.EMPTY.with("amount", amount).with("currency", currency);
    talk.says(BETA, commit(BETA).with("escrow", escrow)).expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void valueAndEscrowHaveOneCurrency() {
    JsonObject euros = JsonObject.EMPTY.with("amount", 5).with("currency", "EUR");
    talk.says(BETA, commit(BETA).with("value", euros)).expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void aConditionThatNobodyKnowsIsRefused() {
    talk.says(BETA, commit(BETA).with("escrow", usd(5).with("releaseCondition", "full moon")))
        .expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void sharesAreEqualUnlessTheyAreSaid() {
    talk.says(
            BETA,
            Words.commit("k", DEADLINE, owed(BETA), owed(BETA), owed(BETA))
                .with("escrow", usd("100.01")))
        .expectMoved(AGREEING);
    assertThat(escrow().shares()).extracting(Amount::units).containsExactly(3333L, 3333L, 3335L);
  }

  @Test
  void sharesThatAreSaidAreTheWholeAmount() {
    JsonObject most = owed(BETA).with("share", "70.01");
    JsonObject rest = owed(BETA).with("share", 30);
    for (JsonObject wrong :
        List.of(owed(BETA), owed(BETA).with("share", "29.99"), owed(BETA).with("share", "0.001"))) {
      talk.says(BETA, Words.commit("k", DEADLINE, most, wrong).with("escrow", usd("100.01")))
          .expectRefused(ErrorCode.MALFORMED);
    }
    talk.says(BETA, Words.commit("k", DEADLINE, most, rest)).expectRefused(ErrorCode.MALFORMED);
    talk.says(BETA, Words.commit("k", DEADLINE, most, rest).with("escrow", usd("100.01")))
        .expectMoved(AGREEING);
    assertThat(escrow().shares()).extracting(Amount::units).containsExactly(7001L, 3000L);
  }

  @Test
  void whatWasDeliveredInTimeIsPaid() {
    talk.says(BETA, commit(BETA)).expectMoved(AGREEING);
    binds();
    talk.says(BETA, Words.fulfillment("f", "k")).expectMoved(EXECUTING);
    assertThat(asked()).isEmpty();
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
    assertThat(asked()).containsExactly(pays(BETA, 10_001, 0));
  }

  @Test
  void lateDaysCostWhatWasAgreedRoundedInTheDepositorsFavour() {
    JsonObject penalties =
        JsonObject.EMPTY.with("lateFulfillment", JsonObject.EMPTY.with("percentPerDay", 5));
    talk.says(BETA, late(commit(BETA), penalties)).expectMoved(AGREEING);
    binds();
    talk.passes(Duration.ofMinutes(30)).passes(Duration.ofHours(25));
    talk.says(BETA, Words.fulfillment("f", "k")).expectMoved(EXECUTING);
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
    // 25 hours are two days begun: 90 % of 100.01 is 90.009.
    assertThat(asked()).containsExactly(pays(BETA, 9_000, 1_001));
  }

  @Test
  void whatWasNotDeliveredStaysHeldUntilADisputeIsFinal() {
    talk.says(BETA, commit(BETA)).expectMoved(AGREEING);
    binds();
    talk.passes(Duration.ofMinutes(30));
    assertThat(commitment().obligations().getFirst().status()).isEqualTo(ObligationStatus.BREACHED);
    assertThat(asked()).isEmpty();
    assertThat(SessionDisputes.forfeited(commitment())).isEqualByComparingTo("1");
  }

  @Test
  void aPartMayBeForfeitedOnly() {
    JsonObject penalties =
        JsonObject.EMPTY.with("nonDelivery", JsonObject.EMPTY.with("percent", 40));
    talk.says(BETA, late(commit(BETA), penalties)).expectMoved(AGREEING);
    binds();
    talk.passes(Duration.ofMinutes(30));
    assertThat(asked()).isEmpty();
    assertThat(SessionDisputes.forfeited(commitment())).isEqualByComparingTo("0.4");
  }

  @Test
  void thePublishedPhrasesAreUnderstood() {
    JsonObject penalties = JsonObject.EMPTY.with("nonDelivery", "12.5% escrow forfeit");
    talk.says(BETA, late(commit(BETA), penalties)).expectMoved(AGREEING);
    assertThat(SessionDisputes.forfeited(commitment())).isEqualByComparingTo("0.125");
  }

  @Test
  void whatOnlyAPersonCanReadMovesNothing() {
    JsonObject penalties = JsonObject.EMPTY.with("nonDelivery", "a stern letter");
    talk.says(BETA, late(commit(BETA), penalties)).expectMoved(AGREEING);
    binds();
    talk.passes(Duration.ofMinutes(30));
    assertThat(asked()).isEmpty();
    assertThat(SessionDisputes.forfeited(commitment())).isEqualByComparingTo("1");
  }

  @Test
  void whatIsReleasedReturns() {
    talk.says(BETA, commit(BETA)).expectMoved(AGREEING);
    binds();
    talk.says(ALPHA, Words.release("k")).expectMoved(EXECUTING);
    assertThat(asked()).containsExactly(pays(BETA, 0, 10_001));
  }

  @Test
  void aDebtorLeavesForTheFeeThatWasAgreedOnly() {
    talk.says(BETA, commit(BETA).with("exitFee", usd(7))).expectMoved(AGREEING);
    binds();
    Conversation without = Stage.talking();
    without.says(BETA, commit(BETA)).expectMoved(AGREEING);
    without.says(ALPHA, Words.accept(COMMITMENT, "k")).expectMoved(EXECUTING);
    without.says(BETA, Words.release("k")).expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.says(BETA, Words.release("k")).expectMoved(EXECUTING);
    assertThat(asked())
        .containsExactly(
            pays(BETA, 0, 10_001),
            new Order.Pay(
                new Account.OfAgent(BETA.uri()),
                new Account.OfAgent(ALPHA.uri()),
                new Amount(700, "USD")));
    talk.says(BETA, Words.release("k")).expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void whatDoesNotBindGivesBackWhatWasReserved() {
    talk.says(BETA, commit(ALPHA)).expectMoved(AGREEING);
    talk.says(ALPHA, Words.reject(COMMITMENT, "k")).expectMoved(StateName.CONVERSING);
    assertThat(asked()).containsExactly(new Order.GiveBack(hold(), Order.Why.VOIDED));
  }

  @Test
  void whatIsNotAcceptedInTimeExpires() {
    talk.says(BETA, commit(ALPHA)).expectMoved(AGREEING);
    talk.passes(Duration.ofSeconds(60));
    assertThat(asked()).containsExactly(new Order.GiveBack(hold(), Order.Why.EXPIRED));
  }

  /// A millisecond before, exactly at and a millisecond after the time to accept is over.
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void whatIsReservedBindsBeforeItsTimeIsOverAndExpiresFromThenOn(long millis) {
    talk.says(BETA, commit(ALPHA)).expectMoved(AGREEING);
    talk.later(Duration.ofSeconds(60).plusMillis(millis));
    if (millis < 0) {
      assertThat(Expiries.due(talk.state(), talk.now())).isEmpty();
      binds();
      assertThat(asked()).containsExactly(new Order.Bind(hold()));
    } else {
      talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectRefused(ErrorCode.TIMEOUT);
      talk.records();
      assertThat(asked()).containsExactly(new Order.GiveBack(hold(), Order.Why.EXPIRED));
      talk.says(ALPHA, Words.accept(COMMITMENT, "k")).expectRefused(ErrorCode.INVALID_TRANSITION);
    }
  }

  @Test
  void nothingIsGivenBackThatWasNotReserved() {
    talk.says(BETA, commit(BETA)).expectMoved(AGREEING);
    talk.passes(Duration.ofSeconds(60));
    assertThat(asked()).isEmpty();
  }

  @Test
  void anAmendmentFreesTheOldHoldBeforeItTakesTheNew() {
    talk.says(BETA, commit(BETA)).expectMoved(AGREEING);
    binds();
    talk.says(
            BETA,
            Words.commit("a-new-one", BETA.uri(), DEADLINE)
                .with("escrow", usd(80))
                .with("amends", "k"))
        .expectMoved(AGREEING);
    talk.says(ALPHA, Words.accept(COMMITMENT, "a-new-one")).expectMoved(EXECUTING);
    HoldId next = new HoldId(hold().session(), "a-new-one");
    assertThat(asked())
        .containsExactly(
            pays(BETA, 0, 10_001),
            new Order.Reserve(next, ALPHA.uri(), new Amount(8_000, "USD")),
            new Order.Bind(next));
  }

  @Test
  void whatIsPaidAtTheDeadlineIsPaidUnlessSomebodyObjects() {
    JsonObject atDeadline = usd("100.01").with("releaseCondition", "deadline");
    talk.says(BETA, commit(BETA).with("escrow", atDeadline)).expectMoved(AGREEING);
    binds();
    Conversation opposed = talk.fork();
    talk.passes(Duration.ofMinutes(30));
    assertThat(commitment().obligations().getFirst().status())
        .isEqualTo(ObligationStatus.FULFILLED);
    assertThat(asked()).containsExactly(pays(BETA, 10_001, 0));
    opposed.says(BETA, Words.fulfillment("f", "k")).expectMoved(EXECUTING);
    opposed.says(ALPHA, Words.reject(FULFILLMENT, "f")).expectMoved(EXECUTING);
    opposed.passes(Duration.ofMinutes(30));
    assertThat(opposed.talk().promises().byId("k").orElseThrow().obligations().getFirst().status())
        .isEqualTo(ObligationStatus.DISPUTED);
  }

  @Test
  void whatWaitsForARulingMovesByNothingElse() {
    JsonObject byRuling = usd("100.01").with("releaseCondition", "ruling");
    talk.says(BETA, commit(BETA).with("escrow", byRuling)).expectMoved(AGREEING);
    binds();
    talk.says(BETA, Words.fulfillment("f", "k")).expectMoved(EXECUTING);
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
    assertThat(asked()).isEmpty();
  }

  @Test
  void aDeadlineOfItsOwnCountsForLateness() {
    Instant sooner = Conversation.START.plus(Duration.ofMinutes(20));
    JsonObject own = owed(BETA).with("deadline", Timestamp.format(sooner));
    JsonObject penalties = JsonObject.EMPTY.with("lateFulfillment", "5% escrow forfeit per day");
    talk.says(BETA, late(Words.commit("k", DEADLINE, own).with("escrow", usd(100)), penalties))
        .expectMoved(AGREEING);
    binds();
    talk.passes(Duration.ofMinutes(25));
    talk.says(BETA, Words.fulfillment("f", "k")).expectMoved(EXECUTING);
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
    assertThat(asked()).containsExactly(pays(BETA, 9_500, 500));
  }
}
