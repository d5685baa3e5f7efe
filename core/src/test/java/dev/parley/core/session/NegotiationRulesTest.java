package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.ANY;
import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationRulesTest {
  private final Conversation talk = Stage.talking();

  @Test
  void nobodyAnswersItsOwnProposal() {
    talk.says(ALPHA, Words.propose("p"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.accept(PROPOSAL, "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.reject(PROPOSAL, "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.counter("c", "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.accept(PROPOSAL, "p"))
        .expectMoved(CONVERSING);
  }

  @Test
  void aDelegateDoesNotAnswerItsPrincipalsProposal() {
    Stage.withProposals(Stage.conversing())
        .says(Stage.BINDER, Words.accept(PROPOSAL, "by-alpha"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(Stage.BINDER, Words.accept(PROPOSAL, "by-beta"))
        .expectMoved(CONVERSING);
  }

  @Test
  void onlyWhatIsAliveIsAnswered() {
    Words accept = Words.accept(PROPOSAL, "p");
    talk.says(BETA, accept).expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.says(ALPHA, Words.propose("p")).expectMoved(CONVERSING);
    talk.fork()
        .says(BETA, accept)
        .expectMoved(CONVERSING)
        .says(BETA, accept)
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.reject(PROPOSAL, "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.fork()
        .says(BETA, Words.reject(PROPOSAL, "p"))
        .expectMoved(CONVERSING)
        .says(BETA, accept)
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    talk.fork()
        .says(BETA, Words.counter("c", "p"))
        .expectMoved(CONVERSING)
        .says(BETA, accept)
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.accept(PROPOSAL, "c"))
        .expectMoved(CONVERSING);
    talk.fork()
        .says(ALPHA, Words.withdraw(PROPOSAL, "p"))
        .expectMoved(CONVERSING)
        .says(BETA, accept)
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.withdraw(PROPOSAL, "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aProposalIsVoidFromItsValidUntil() {
    talk.says(ALPHA, Words.propose("p").with("validUntil", talk.now()))
        .expectRefused(ErrorCode.TIMEOUT)
        .says(ALPHA, Words.propose("p").with("validUntil", talk.now().plusSeconds(1)))
        .expectMoved(CONVERSING);
    talk.fork()
        .later(Duration.ofMillis(999))
        .says(BETA, Words.accept(PROPOSAL, "p"))
        .expectMoved(CONVERSING);
    talk.later(Duration.ofSeconds(1))
        .says(BETA, Words.accept(PROPOSAL, "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.counter("c", "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.withdraw(PROPOSAL, "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void nobodyTakesBackWhatIsNotItsOwn() {
    talk.says(ALPHA, Words.propose("p"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.withdraw(PROPOSAL, "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aBodyIdIsUsedOnceAcrossKindsAndSenders() {
    Conversation full = Stage.withObligations(Stage.withProposals(Stage.conversing()));
    List<String> used =
        List.of(
            "invitation", "q", "dead", "binds", "by-alpha", "by-beta", "owed-by-beta", "alpha-did");
    for (String id : used) {
      full.says(BETA, Words.propose(id)).expectRefused(ErrorCode.DUPLICATE);
      full.says(BETA, Words.counter(id, "by-alpha")).expectRefused(ErrorCode.DUPLICATE);
      full.says(BETA, Words.query(id)).expectRefused(ErrorCode.DUPLICATE);
      full.says(BETA, Words.commit(id, BETA.uri(), Stage.DEADLINE))
          .expectRefused(ErrorCode.DUPLICATE);
      full.says(BETA, Words.delegate(id, Stage.STRANGER, "advisory"))
          .expectRefused(ErrorCode.DUPLICATE);
      full.says(BETA, Words.escalate(id)).expectRefused(ErrorCode.DUPLICATE);
      full.says(BETA, Words.fulfillment(id, "owed-by-beta")).expectRefused(ErrorCode.DUPLICATE);
    }
    full.says(BETA, Words.propose("unused")).expectMoved(EXECUTING);
  }

  @Test
  void aReferenceOfOneKindDoesNotStandForAnother() {
    Conversation full = Stage.agreeing(Stage.withProposals(Stage.conversing()));
    full.says(BETA, Words.accept(COMMITMENT, "by-alpha"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    full.says(BETA, Words.accept(DELEGATION, "offered-by-alpha"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    Stage.withObligations(Stage.conversing())
        .says(BETA, Words.accept(FULFILLMENT, "owed-by-alpha"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    full.says(BETA, Words.accept(ANY, "nothing")).expectRefused(ErrorCode.INVALID_REFERENCE);
    full.says(BETA, Words.accept(ANY, "q")).expectRefused(ErrorCode.INVALID_REFERENCE);
    full.says(BETA, Words.accept(ANY, "offered-by-alpha")).expectMoved(AGREEING);
  }

  @Test
  void whoAcceptsAProposalMayNameItsHash() {
    talk.says(ALPHA, Words.propose("p")).expectMoved(CONVERSING);
    String hash = talk.talk().head().hash().text();
    talk.says(BETA, Words.accept(PROPOSAL, "p").with("acceptedHash", Hash.ZERO.text()))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.accept(PROPOSAL, "p").with("acceptedHash", hash))
        .expectMoved(CONVERSING);
  }

  @Test
  void theRecipientAnswersAndNobodyElse() {
    Conversation crowd = Stage.conversing();
    crowd.says(BETA, Words.propose("p")).to(Stage.NEGOTIATOR).expectMoved(CONVERSING);
    crowd.fork().says(Stage.NEGOTIATOR, Words.accept(PROPOSAL, "p")).expectMoved(CONVERSING);
    crowd.fork().says(ALPHA, Words.accept(PROPOSAL, "p")).expectMoved(CONVERSING);
    crowd
        .says(BETA, Words.propose("r"))
        .to(new AgentUri("agent://node.example/role/observer"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.accept(PROPOSAL, "r"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    crowd
        .says(BETA, Words.propose("s"))
        .to(new AgentUri("agent://node.example/role/initiator"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.accept(PROPOSAL, "s"))
        .expectMoved(CONVERSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "error", "x-custom", "identity"})
  void anInformOfAnyKindAnswersAQuestionOfSomebodyElseAndNothingElse(String type) {
    talk.says(BETA, Words.propose("p")).expectMoved(CONVERSING);
    Words words =
        switch (type) {
          case "error" -> Words.error("capacity_unavailable");
          case "identity" -> Words.identity(BETA);
          default -> Words.inform(type);
        };
    talk.says(BETA, words.with("inReplyTo", "nothing"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, words.with("inReplyTo", "p"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, words.with("inReplyTo", "q"))
        .expectMoved(CONVERSING);
  }

  @Test
  void nobodyAnswersItsOwnQuestion() {
    talk.says(ALPHA, Words.inform("data").with("inReplyTo", "q"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aClarificationIsAboutSomethingThatWasSaid() {
    talk.says(BETA, Words.clarify("nothing"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.clarify("q"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.clarify("q").with("answer", "the first one"))
        .expectMoved(CONVERSING);
  }

  @Test
  void whatIsAskedOfAnswersBindsThoseThatNameItAndNoOthers() {
    Words limited =
        Words.propose("p").asking("allowedPerformatives", JsonArray.ofStrings(List.of("ACCEPT")));
    talk.says(ALPHA, limited)
        .expectMoved(CONVERSING)
        .says(BETA, Words.counter("c", "p"))
        .expectRefused(ErrorCode.POLICY_VIOLATION)
        .says(BETA, Words.propose("other"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.clarify("p"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.reject(PROPOSAL, "p"))
        .expectMoved(CONVERSING);
  }

  @Test
  void declaredTokensStayWithinTheBudgetOfWhatIsAnswered() {
    talk.says(ALPHA, Words.propose("p").asking("maxTokenBudget", JsonNumber.of(1000)))
        .expectMoved(CONVERSING);
    Words accept = Words.accept(PROPOSAL, "p");
    for (double tokens : new double[] {1001, 1000.5, 9e15}) {
      talk.says(BETA, accept.with("usage", usage(tokens))).expectRefused(ErrorCode.BUDGET_EXCEEDED);
    }
    talk.says(BETA, Words.propose("unrelated").with("usage", usage(5000)))
        .expectMoved(CONVERSING)
        .says(BETA, accept.with("usage", usage(1000)))
        .expectMoved(CONVERSING);
  }

  private static JsonObject usage(double tokens) {
    return JsonObject.EMPTY.with("tokens", new JsonNumber(tokens));
  }

  private Words firm(String id, Words commit) {
    return Words.propose(id)
        .with("firm", JsonBoolean.TRUE)
        .with("validUntil", talk.now().plusSeconds(30))
        .with("terms", JsonObject.EMPTY.with("commitment", commit.body()));
  }

  @Test
  void whoAcceptsAFirmOfferIsOwedExactlyItsCommitWithinTheTimeAgreed() {
    Words commit = Words.commit("k", ALPHA.uri(), Stage.DEADLINE);
    talk.says(ALPHA, firm("p", commit))
        .expectMoved(CONVERSING)
        .says(BETA, Words.accept(PROPOSAL, "p"))
        .expectMoved(CONVERSING);
    Timer firm = running(talk, TimerKey.FIRM);
    assertThat(firm.due()).isEqualTo(talk.now().plusSeconds(60));
    assertThat(firm.waitedOn()).containsExactly(ALPHA.uri());

    Conversation other = talk.fork();
    other.says(ALPHA, Words.commit("k2", ALPHA.uri(), Stage.DEADLINE)).expectMoved(AGREEING);
    assertThat(running(other, TimerKey.FIRM)).isEqualTo(firm);

    Conversation foreign = talk.fork();
    foreign.says(BETA, commit).expectMoved(AGREEING);
    assertThat(running(foreign, TimerKey.FIRM)).isEqualTo(firm);

    Conversation kept = talk.fork();
    kept.says(ALPHA, commit).expectMoved(AGREEING);
    assertThat(kept.state().timers()).noneMatch(t -> t.key() == TimerKey.FIRM);

    talk.passes(Duration.ofSeconds(60));
    assertThat(talk.state().timers()).noneMatch(t -> t.key() == TimerKey.FIRM);
    assertThat(talk.state().name()).isEqualTo(CONVERSING);
    JsonObject record =
        talk.accepted()
            .getLast()
            .envelope()
            .object("content")
            .orElseThrow()
            .object("body")
            .orElseThrow()
            .object("data")
            .orElseThrow();
    assertThat(record.string("timer")).contains("firm");
    assertThat(record.get("waitedOn")).isEqualTo(JsonArray.ofStrings(List.of(ALPHA.uri().text())));
  }

  @Test
  void whoAcceptsAFirmOfferIsChargedForRefusingItsCommit() {
    Words commit = Words.commit("k", ALPHA.uri(), Stage.DEADLINE);
    Words refusal = Words.reject(COMMITMENT, "k");
    talk.says(ALPHA, firm("p", commit)).expectMoved(CONVERSING);
    Conversation unasked = talk.fork();
    unasked.says(ALPHA, commit).expectMoved(AGREEING).says(BETA, refusal).expectMoved(CONVERSING);
    assertThat(unasked.talk().conductOf(BETA.uri()))
        .as("nobody asked for it: an answer in time")
        .isEqualTo(new Conduct(1, 1));

    talk.says(BETA, Words.accept(PROPOSAL, "p")).expectMoved(CONVERSING);
    Conversation other = talk.fork();
    other
        .says(ALPHA, Words.commit("k", ALPHA.uri(), Stage.DEADLINE.plusSeconds(1)))
        .expectMoved(AGREEING)
        .says(BETA, refusal)
        .expectMoved(CONVERSING);
    assertThat(other.talk().conductOf(BETA.uri()))
        .as("it is not what was offered")
        .isEqualTo(new Conduct(1, 1));

    talk.says(ALPHA, commit).expectMoved(AGREEING);
    Conversation countered = talk.fork();
    countered.says(BETA, Words.counter("p2", "k")).expectMoved(CONVERSING);
    assertThat(countered.talk().conductOf(BETA.uri())).isEqualTo(new Conduct(1, 0));
    talk.says(BETA, refusal).expectMoved(CONVERSING);
    assertThat(talk.talk().conductOf(BETA.uri())).isEqualTo(new Conduct(1, 0));
    assertThat(talk.talk().conductOf(ALPHA.uri())).isEqualTo(new Conduct(1, 1));
  }

  static Timer running(Conversation talk, TimerKey key) {
    return talk.state().timers().stream().filter(t -> t.key() == key).findFirst().orElseThrow();
  }
}
