package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionTerms;
import dev.parley.core.message.TimerKey;
import dev.parley.core.wire.Timestamp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelegationRulesTest {
  private static final Speaker DEPUTY = Speaker.named("agent://acme.example/deputy");
  private static final Speaker AIDE = Speaker.named("agent://acme.example/aide");

  private final Conversation talk = Stage.talking();

  private static Conversation joins(Conversation talk, String id, Speaker target) {
    return talk.says(BETA, Words.accept(DELEGATION, id))
        .expectMoved(CONVERSING)
        .says(target, Words.accept(DELEGATION, id))
        .expectMoved(CONVERSING)
        .says(target, Words.identity(target))
        .expectMoved(CONVERSING);
  }

  private Conversation deputed(Words delegate) {
    return joins(talk.says(ALPHA, delegate).expectMoved(CONVERSING), "d", DEPUTY);
  }

  private static Words delegate(String authority) {
    return Words.delegate("d", DEPUTY, authority);
  }

  private static JsonObject limits(String maxValue, String currency) {
    return JsonObject.EMPTY.with("maxValue", maxValue).with("currency", currency);
  }

  private static Words worth(String amount, String currency) {
    return Words.commit("k", ALPHA.uri(), DEADLINE)
        .with("value", JsonObject.EMPTY.with("amount", amount).with("currency", currency));
  }

  @Test
  void theOthersConsentThenTheTargetAnswersThenItShowsItsCard() {
    talk.says(ALPHA, delegate("commit"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT)
        .says(ALPHA, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.accept(DELEGATION, "d"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(DEPUTY, Words.propose("p"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.propose("p"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(DEPUTY, Words.identity(DEPUTY))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.propose("p"))
        .expectMoved(CONVERSING);
  }

  @Test
  void withOpenDelegationNobodyIsAsked() {
    Stage.talking(Stage.terms().with("openDelegation", JsonBoolean.TRUE))
        .says(ALPHA, delegate("commit"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .expectMoved(CONVERSING);
  }

  @Test
  void whoIsRejectedStaysOut() {
    talk.says(ALPHA, delegate("commit")).expectMoved(CONVERSING);
    talk.fork()
        .says(BETA, Words.reject(DELEGATION, "d"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT);
    talk.says(BETA, Words.accept(DELEGATION, "d"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.reject(DELEGATION, "d"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT);
  }

  @Test
  void whoConsentsMayNameTheHashOfTheDelegation() {
    talk.says(ALPHA, delegate("commit")).expectMoved(CONVERSING);
    String hash = talk.talk().head().hash().text();
    talk.says(BETA, Words.accept(DELEGATION, "d").with("acceptedHash", Hash.ZERO.text()))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.accept(DELEGATION, "d").with("acceptedHash", hash))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.accept(DELEGATION, "d").with("acceptedHash", Hash.ZERO.text()))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void nobodyHandsOnMoreThanItHas() {
    deputed(delegate("negotiate"))
        .says(DEPUTY, Words.delegate("s", AIDE, "commit"))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(DEPUTY, Words.delegate("s", AIDE, "negotiate"))
        .expectMoved(CONVERSING);
  }

  @Test
  void whoTakesOrTookPartIsNoTarget() {
    for (Speaker present : new Speaker[] {ALPHA, BETA, Stage.NODE}) {
      talk.says(ALPHA, Words.delegate("d", present, "commit"))
          .expectRefused(ErrorCode.INVALID_REFERENCE);
    }
    deputed(delegate("commit"))
        .says(DEPUTY, Words.leave())
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.delegate("d2", DEPUTY, "commit"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  /// Both sides may ask for the same agent; who comes second does not take it over.
  @Test
  void nobodyIsBroughtInTwice() {
    talk.says(BETA, Words.delegate("by-beta", DEPUTY, "commit")).expectMoved(CONVERSING);
    deputed(delegate("commit"));
    talk.fork()
        .says(ALPHA, Words.accept(DELEGATION, "by-beta"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.fork()
        .says(ALPHA, Words.reject(DELEGATION, "by-beta"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.propose("p"))
        .expectMoved(CONVERSING);
    talk.fork()
        .says(BETA, Words.withdraw(DELEGATION, "by-beta"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.propose("p"))
        .expectMoved(CONVERSING);
    assertThat(talk.talk().participant(DEPUTY.uri()).orElseThrow().principal())
        .isEqualTo(ALPHA.uri());
  }

  @Test
  void aDelegationIsTakenBackByThePrincipalOrByWhoMadeIt() {
    deputed(delegate("commit"))
        .says(DEPUTY, Words.delegate("s", AIDE, "commit"))
        .expectMoved(CONVERSING);
    joins(talk, "s", AIDE)
        .says(BETA, Words.withdraw(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(AIDE, Words.withdraw(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.fork()
        .says(DEPUTY, Words.withdraw(DELEGATION, "s"))
        .expectMoved(CONVERSING)
        .says(AIDE, Words.propose("p"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT)
        .says(DEPUTY, Words.withdraw(DELEGATION, "s"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.fork().says(ALPHA, Words.withdraw(DELEGATION, "s")).expectMoved(CONVERSING);
  }

  @Test
  void whatEndsFurtherUpEndsBelow() {
    deputed(delegate("commit"))
        .says(DEPUTY, Words.delegate("s", AIDE, "commit"))
        .expectMoved(CONVERSING);
    joins(talk, "s", AIDE)
        .says(AIDE, Words.propose("p1"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.withdraw(DELEGATION, "d"))
        .expectMoved(CONVERSING)
        .says(AIDE, Words.propose("p2"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void whatExpiresFurtherUpExpiresBelow() {
    JsonObject limits =
        JsonObject.EMPTY.with("expiresAt", Timestamp.format(talk.now().plusSeconds(60)));
    deputed(delegate("commit").with("limits", limits))
        .says(DEPUTY, Words.delegate("s", AIDE, "commit"))
        .expectMoved(CONVERSING);
    joins(talk, "s", AIDE).later(Duration.ofMillis(59_999));
    talk.fork().says(AIDE, Words.propose("p")).expectMoved(CONVERSING);
    talk.later(Duration.ofMillis(1))
        .says(DEPUTY, Words.propose("p"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(AIDE, Words.propose("p"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void anAuthorityThatHasEndedAlreadyIsNotGranted() {
    JsonObject limits = JsonObject.EMPTY.with("expiresAt", Timestamp.format(talk.now()));
    talk.says(ALPHA, delegate("commit").with("limits", limits)).expectRefused(ErrorCode.TIMEOUT);
  }

  @Test
  void aDelegateBindsItsPrincipalWithinItsLimits() {
    deputed(delegate("commit").with("limits", limits("100.00", "USD")));
    talk.says(DEPUTY, worth("100.01", "USD")).expectRefused(ErrorCode.BUDGET_EXCEEDED);
    talk.says(DEPUTY, worth("1", "EUR")).expectRefused(ErrorCode.BUDGET_EXCEEDED);
    talk.fork().says(DEPUTY, worth("100", "USD")).expectMoved(AGREEING);
    talk.fork().says(DEPUTY, Words.commit("k", ALPHA.uri(), DEADLINE)).expectMoved(AGREEING);
    talk.says(BETA, worth("200", "USD"))
        .expectMoved(AGREEING)
        .says(DEPUTY, Words.accept(COMMITMENT, "k"))
        .expectRefused(ErrorCode.BUDGET_EXCEEDED)
        .says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectMoved(EXECUTING);
  }

  @Test
  void nobodyHandsOnWiderLimitsThanItsOwn() {
    Words handed = Words.delegate("s", AIDE, "commit");
    String soon = Timestamp.format(talk.now().plusSeconds(600));
    String later = Timestamp.format(talk.now().plusSeconds(601));
    deputed(delegate("commit").with("limits", limits("100", "USD").with("expiresAt", soon)))
        .says(DEPUTY, handed.with("limits", limits("100.01", "USD")))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(DEPUTY, handed.with("limits", limits("1", "EUR")))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(DEPUTY, handed.with("limits", JsonObject.EMPTY.with("expiresAt", later)))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(DEPUTY, handed.with("limits", limits("100", "USD").with("expiresAt", soon)))
        .expectMoved(CONVERSING);
    joins(talk, "s", AIDE).says(AIDE, worth("101", "USD")).expectRefused(ErrorCode.BUDGET_EXCEEDED);
  }

  @Test
  void whatIsNotSaidIsInherited() {
    deputed(delegate("commit").with("limits", limits("100", "USD")))
        .says(DEPUTY, Words.delegate("s", AIDE, "commit"))
        .expectMoved(CONVERSING);
    joins(talk, "s", AIDE).says(AIDE, worth("101", "USD")).expectRefused(ErrorCode.BUDGET_EXCEEDED);
  }

  private static JsonObject scope(String... performatives) {
    return JsonObject.EMPTY.with("performatives", JsonArray.ofStrings(List.of(performatives)));
  }

  @Test
  void aScopeIsKeptAtEachActAndOnlyNarrowsDown() {
    Words handed = Words.delegate("s", AIDE, "negotiate");
    deputed(delegate("commit").with("scope", scope("INFORM", "QUERY", "DELEGATE")))
        .says(DEPUTY, Words.propose("p"))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(DEPUTY, worth("1", "USD"))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(DEPUTY, Words.query("q2"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, handed.with("scope", scope("QUERY", "PROPOSE")))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(DEPUTY, handed.with("scope", "whatever it takes"))
        .expectMoved(CONVERSING);
    joins(talk, "s", AIDE)
        .says(AIDE, Words.propose("p"))
        .expectRefused(ErrorCode.UNAUTHORIZED)
        .says(AIDE, Words.query("q3"))
        .expectMoved(CONVERSING)
        .says(AIDE, Words.leave())
        .expectMoved(CONVERSING);
  }

  @Test
  void aScopeThatNamesNoWordOfTheProtocolIsRefused() {
    talk.says(ALPHA, delegate("commit").with("scope", scope("INFORM", "SHOUT")))
        .expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void aDelegateNeedsTheTrustThatIsAskedFor() {
    Conversation strict =
        Stage.talking(Stage.terms().with("minTrustScore", JsonNumber.of(20)))
            .says(ALPHA, delegate("commit").asking("requiredTrustScore", JsonNumber.of(30)))
            .expectMoved(CONVERSING)
            .says(BETA, Words.accept(DELEGATION, "d"))
            .expectMoved(CONVERSING);
    strict
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .score(29)
        .expectRefused(ErrorCode.INSUFFICIENT_TRUST_SCORE)
        .says(DEPUTY, Words.accept(DELEGATION, "d"))
        .score(30)
        .expectMoved(CONVERSING);
  }

  @Test
  void aSessionHasAtMostFiftyParticipants() {
    Conversation open = Stage.talking(Stage.terms().with("openDelegation", JsonBoolean.TRUE));
    for (int i = 0; open.talk().participants().size() <= SessionTerms.MAX_PARTICIPANTS; i++) {
      Speaker next = Speaker.named("agent://acme.example/deputy-" + i);
      Speaker by = i / 4 % 2 == 0 ? ALPHA : BETA;
      open.says(by, Words.delegate("d" + i, next, "advisory")).expectMoved(CONVERSING);
    }
    open.says(BETA, delegate("advisory")).expectRefused(ErrorCode.CAPACITY_UNAVAILABLE);
  }

  @Test
  void whatIsAddressedToARoleIsForThoseToWhomItsHolderBelongs() {
    Conversation each = deputed(delegate("negotiate")).fork();
    each.says(BETA, Words.propose("p"))
        .to(new AgentUri("agent://node.example/role/initiator"))
        .expectMoved(CONVERSING)
        .says(DEPUTY, Words.accept(PROPOSAL, "p"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.propose("r"))
        .to(new AgentUri("agent://node.example/role/delegate"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.accept(PROPOSAL, "r"))
        .expectMoved(CONVERSING);
  }

  @Test
  void anAgentWhoseNameLooksLikeARoleIsAnAgent() {
    Speaker buyer = Speaker.named("agent://acme.example/role/initiator");
    joins(
            talk.says(ALPHA, Words.delegate("d", buyer, "negotiate")).expectMoved(CONVERSING),
            "d",
            buyer)
        .says(BETA, Words.propose("p").answeredWithin(Duration.ofMinutes(1)))
        .to(buyer)
        .expectMoved(CONVERSING);
    assertThat(NegotiationRulesTest.running(talk, TimerKey.RESPONSE).waitedOn())
        .containsExactly(buyer.uri());
    talk.says(ALPHA, Words.accept(PROPOSAL, "p")).expectMoved(CONVERSING);
  }

  @Test
  void nobodyConsentsToWhatHasRunOut() {
    talk.says(
            ALPHA,
            delegate("commit")
                .with(
                    "limits",
                    JsonObject.EMPTY.with(
                        "expiresAt", Timestamp.format(talk.now().plusSeconds(60)))))
        .expectMoved(CONVERSING)
        .later(Duration.ofSeconds(60))
        .says(BETA, Words.accept(DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void authorityEndsWhenWhoHandedItOnLeavesOrOnlyWatches() {
    Conversation chain = deputed(delegate("commit"));
    joins(
        chain.says(DEPUTY, Words.delegate("d2", AIDE, "commit")).expectMoved(CONVERSING),
        "d2",
        AIDE);
    for (Words end : List.of(Words.leave(), Words.observe())) {
      chain
          .fork()
          .says(DEPUTY, end)
          .expectMoved(CONVERSING)
          .says(AIDE, Words.query("a"))
          .expectRefused(ErrorCode.INVALID_TRANSITION);
    }
    chain.says(AIDE, Words.query("a")).expectMoved(CONVERSING);
  }
}
