package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CLOSED;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.Obligation;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.TimerKey;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// How obligations end, and which clock ends them. Beta owes alpha something within an hour.
class ObligationRulesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration WINDOW = Duration.ofHours(2);

  private final Conversation talk = owing(JsonObject.EMPTY);

  private static Conversation owing(JsonObject penalties) {
    Conversation talk = Stage.talking();
    Instant deadline = talk.now().plus(HOUR);
    JsonObject terms = Words.commit("k", BETA.uri(), deadline).body().object("terms").orElseThrow();
    Words commit =
        Words.commit("k", BETA.uri(), deadline)
            .with("terms", terms.with("penalties", penalties))
            .with("verificationWindowMs", JsonNumber.of(WINDOW.toMillis()));
    return talk.says(BETA, commit)
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectMoved(EXECUTING);
  }

  private static Conversation lateAllowed() {
    return owing(
        JsonObject.EMPTY.with(
            "lateFulfillment",
            JsonObject.EMPTY.with("percentPerDay", 5).with("lateLimit", HOUR.toMillis() * 5)));
  }

  private static ObligationStatus status(Conversation talk) {
    return talk.talk().promises().byId("k").orElseThrow().obligations().getFirst().status();
  }

  private static Words claim(String id) {
    return Words.fulfillment(id, "k");
  }

  private static JsonObject lastData(Conversation talk) {
    return body(talk).object("data").orElseThrow();
  }

  private static JsonObject body(Conversation talk) {
    return talk.accepted()
        .getLast()
        .envelope()
        .object("content")
        .flatMap(c -> c.object("body"))
        .orElseThrow();
  }

  @Test
  void theDebtorClaimsAndTheCreditorVerifies() {
    talk.says(ALPHA, claim("f"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, claim("f"))
        .expectMoved(EXECUTING)
        .says(BETA, Words.accept(FULFILLMENT, "f"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, claim("again"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.accept(FULFILLMENT, "f"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "f"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    assertThat(status(talk)).isEqualTo(ObligationStatus.FULFILLED);
    assertThat(talk.talk().promises().byId("k").orElseThrow().status())
        .isEqualTo(CommitmentStatus.SETTLED);
    talk.says(ALPHA, Words.close("completed")).expectMoved(CLOSED);
  }

  @Test
  void whoVerifiesMayNameTheHashOfTheClaim() {
    talk.says(BETA, claim("f")).expectMoved(EXECUTING);
    String hash = talk.talk().head().hash().text();
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f").with("acceptedHash", Hash.ZERO.text()))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.accept(FULFILLMENT, "f").with("acceptedHash", hash))
        .expectMoved(EXECUTING);
  }

  @Test
  void aClaimNamesAnObligationThatIsThere() {
    talk.says(BETA, claim("f").with("obligation", JsonNumber.of(1)))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, claim("f").with("obligation", JsonNumber.of(4_294_967_296L)))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.fulfillment("f", "other"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void onlyTheCreditorReleases() {
    talk.says(BETA, Words.release("k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, claim("f"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.release("k"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.release("k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    assertThat(status(talk)).isEqualTo(ObligationStatus.RELEASED);
  }

  @Test
  void nothingEndsTheSessionWhileSomethingIsOwed() {
    talk.says(ALPHA, Words.close("completed"))
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS)
        .says(BETA, Words.leave())
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS)
        .says(BETA, Words.observe())
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS)
        .says(Stage.NODE, fatal("unavailable"))
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS)
        .says(Stage.NODE, fatal("hash_mismatch"))
        .expectMoved(StateName.FAILED);
    assertThat(status(talk)).isEqualTo(ObligationStatus.OPEN);
  }

  private static Words fatal(String code) {
    return Words.error(code).with("fatal", dev.parley.core.json.JsonBoolean.TRUE);
  }

  @Test
  void whatAnIntegrityFailureLeavesOpenIsBrokenAtItsOwnDeadline() {
    talk.says(Stage.NODE, fatal("hash_mismatch")).expectMoved(StateName.FAILED);
    SessionState ended = talk.state();
    assertThat(ended.timers()).extracting(Timer::key).containsExactly(TimerKey.OBLIGATION);
    Instant due = ended.timers().getFirst().due();
    talk.later(Duration.between(talk.now(), due).minusMillis(1))
        .says(BETA, claim("f"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(Stage.NODE, Words.inform("status"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
    assertThat(Expiries.due(talk.state(), talk.now())).isEmpty();
    talk.later(Duration.ofMillis(1)).records();
    assertThat(body(talk).string("informType")).contains("breach");
    assertThat(status(talk)).isEqualTo(ObligationStatus.BREACHED);
    assertThat(talk.state()).isEqualTo(((SessionState.Ended) ended).with(talk.talk()));
    assertThat(((SessionState.Ended) talk.state()).end())
        .isEqualTo(ended.said().orElseThrow().head());
    assertThat(talk.state().timers()).isEmpty();
    assertThat(SessionDisputes.unfiled(talk.state())).hasSize(1);
    talk.says(Stage.NODE, Words.inform("status")).expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void aClaimThatWaitsWhenIntegrityFailsCountsOnceItsWindowIsOver() {
    talk.says(BETA, claim("f"))
        .expectMoved(EXECUTING)
        .says(Stage.NODE, fatal("chain_conflict"))
        .expectMoved(StateName.FAILED)
        .says(ALPHA, Words.reject(FULFILLMENT, "f"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .later(WINDOW)
        .records();
    assertThat(status(talk)).isEqualTo(ObligationStatus.FULFILLED);
    assertThat(talk.state().name()).isEqualTo(StateName.FAILED);
    assertThat(talk.accepted().getLast().effects())
        .anyMatch(Effect.EvidenceArose.class::isInstance);
  }

  @Test
  void lateAfterAnIntegrityFailureIsBrokenAtItsLimit() {
    Conversation late = lateAllowed();
    late.says(Stage.NODE, fatal("hash_mismatch")).expectMoved(StateName.FAILED);
    late.later(HOUR).records();
    assertThat(status(late)).isEqualTo(ObligationStatus.LATE);
    assertThat(late.state().timers()).extracting(Timer::key).containsExactly(TimerKey.LATE);
    late.later(HOUR.multipliedBy(5)).records();
    assertThat(status(late)).isEqualTo(ObligationStatus.BREACHED);
  }

  @Test
  void noTimerOfTheSessionRunsWhileSomethingIsOwed() {
    assertThat(talk.state().timers()).extracting(Timer::key).containsExactly(TimerKey.OBLIGATION);
  }

  @Test
  void anObligationIsBreachedAtItsDeadline() {
    talk.passes(HOUR.minusMillis(1));
    assertThat(status(talk)).isEqualTo(ObligationStatus.OPEN);
    talk.passes(Duration.ofMillis(1));
    assertThat(status(talk)).isEqualTo(ObligationStatus.BREACHED);
    assertThat(body(talk).string("informType")).contains("breach");
    assertThat(lastData(talk).string("timer")).contains("obligation");
    assertThat(lastData(talk).string("commitmentId")).contains("k");
    assertThat(lastData(talk).integer("obligation")).hasValue(0);
    talk.says(BETA, claim("f")).expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.says(ALPHA, Words.close("completed")).expectMoved(CLOSED);
  }

  @Test
  void atTheDeadlineItIsTooLateToClaimEvenBeforeTheStewardSaysSo() {
    talk.later(HOUR.minusMillis(1)).fork().says(BETA, claim("f")).expectMoved(EXECUTING);
    talk.later(Duration.ofMillis(1)).says(BETA, claim("f")).expectRefused(ErrorCode.TIMEOUT);
  }

  @Test
  void aClaimThatNobodyExaminesCountsAsVerified() {
    talk.later(HOUR.minusMillis(1)).says(BETA, claim("f")).expectMoved(EXECUTING);
    talk.passes(WINDOW.minusMillis(1));
    assertThat(status(talk)).isEqualTo(ObligationStatus.CLAIMED);
    talk.passes(Duration.ofMillis(1));
    assertThat(status(talk)).isEqualTo(ObligationStatus.FULFILLED);
    assertThat(lastData(talk).string("timer")).contains("verification");
    assertThat(body(talk).string("informType")).contains("timeout");
  }

  @Test
  void aDeclinedClaimIsRepeatedUntilTheDeadlineThenDisputedByItself() {
    talk.says(BETA, claim("f1"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.reject(FULFILLMENT, "f1"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "f1"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, claim("f2"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.reject(FULFILLMENT, "f2"))
        .expectMoved(EXECUTING)
        .passes(HOUR);
    assertThat(status(talk)).isEqualTo(ObligationStatus.DISPUTED);
    assertThat(body(talk).string("informType")).contains("breach");
    talk.says(BETA, claim("f3"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.release("k"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(CLOSED);
    assertThat(status(talk)).isEqualTo(ObligationStatus.DISPUTED);
  }

  @Test
  void aClaimDeclinedAfterTheDeadlineIsDisputedAtOnce() {
    talk.says(BETA, claim("f")).expectMoved(EXECUTING).passes(HOUR.plusMinutes(1));
    assertThat(status(talk)).isEqualTo(ObligationStatus.CLAIMED);
    talk.says(ALPHA, Words.reject(FULFILLMENT, "f"))
        .expectMoved(EXECUTING)
        .says(BETA, claim("again"))
        .expectRefused(ErrorCode.TIMEOUT)
        .records();
    assertThat(status(talk)).isEqualTo(ObligationStatus.DISPUTED);
  }

  @Test
  void withALatePenaltyClaimsCountUntilTheLimit() {
    Conversation late = lateAllowed().passes(HOUR);
    assertThat(status(late)).isEqualTo(ObligationStatus.LATE);
    assertThat(body(late).string("informType")).contains("timeout");
    late.fork()
        .says(ALPHA, Words.close("completed"))
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS)
        .says(BETA, claim("f"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.accept(FULFILLMENT, "f"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.close("completed"))
        .expectMoved(CLOSED);
    late.passes(HOUR.multipliedBy(5).minusMillis(1));
    assertThat(status(late)).isEqualTo(ObligationStatus.LATE);
    late.passes(Duration.ofMillis(1));
    assertThat(status(late)).isEqualTo(ObligationStatus.BREACHED);
    assertThat(lastData(late).string("timer")).contains("late");
  }

  @Test
  void withALatePenaltyADeclinedClaimIsRepeatedUntilTheLimit() {
    Conversation late = lateAllowed();
    late.says(BETA, claim("f1"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.reject(FULFILLMENT, "f1"))
        .expectMoved(EXECUTING)
        .passes(HOUR.multipliedBy(5))
        .says(BETA, claim("f2"))
        .expectMoved(EXECUTING)
        .says(ALPHA, Words.reject(FULFILLMENT, "f2"))
        .expectMoved(EXECUTING)
        .passes(HOUR);
    assertThat(status(late)).isEqualTo(ObligationStatus.DISPUTED);
  }

  @Test
  void aStewardThatWasAwayRecordsEverythingInItsOrder() {
    Conversation late = lateAllowed().later(Duration.ofDays(3));
    late.says(BETA, claim("f")).expectRefused(ErrorCode.TIMEOUT).records();
    assertThat(status(late)).isEqualTo(ObligationStatus.LATE);
    late.says(BETA, claim("f")).expectRefused(ErrorCode.TIMEOUT).records();
    assertThat(status(late)).isEqualTo(ObligationStatus.BREACHED);
    assertThat(Expiries.due(late.state(), late.now())).isEmpty();
  }

  /// A limit beyond the last year that has a spelling would be written as one long past.
  @Test
  void theLimitOfBeingLateHasASpelling() {
    Conversation talk = Stage.talking();
    Words commit = Words.commit("k", BETA.uri(), Timestamp.LAST);
    JsonObject terms =
        commit
            .body()
            .object("terms")
            .orElseThrow()
            .with(
                "penalties", JsonObject.EMPTY.with("lateFulfillment", "5% escrow forfeit per day"));
    talk.says(BETA, commit.with("terms", terms)).expectMoved(AGREEING);
    Obligation owed = talk.talk().promises().byId("k").orElseThrow().obligations().getFirst();
    assertThat(owed.terms().lateUntil()).contains(Timestamp.LAST);
  }

  @Test
  void theSessionLivesOnForAMinuteAfterTheLastObligation() {
    talk.later(HOUR.minusSeconds(1)).says(BETA, claim("f")).expectMoved(EXECUTING);
    talk.passes(Duration.ofMinutes(30));
    talk.says(ALPHA, Words.accept(FULFILLMENT, "f")).expectMoved(EXECUTING);
    Timer session = NegotiationRulesTest.running(talk, TimerKey.SESSION);
    assertThat(session.due()).isEqualTo(talk.now().plusSeconds(60));
    talk.passes(Duration.ofSeconds(60));
    assertThat(talk.state())
        .isInstanceOfSatisfying(
            SessionState.Closed.class, closed -> assertThat(closed.reason()).isEqualTo("expired"));
  }

  @Test
  void theSessionKeepsItsOwnTimeWhenThatIsLonger() {
    Instant whole = Conversation.START.plus(HOUR);
    talk.says(ALPHA, Words.release("k")).expectMoved(EXECUTING);
    assertThat(NegotiationRulesTest.running(talk, TimerKey.SESSION).due()).isEqualTo(whole);
  }
}
