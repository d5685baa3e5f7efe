package dev.parley.core.session;

import static dev.parley.core.session.Several.ALPHA;
import static dev.parley.core.session.Several.BETA;
import static dev.parley.core.session.Several.BETA_TOO;
import static dev.parley.core.session.Several.DELTA;
import static dev.parley.core.session.Several.GAMMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Performative;
import dev.parley.core.message.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Three and more decide together; nobody is bound by it.
final class ConsensusRulesTest {
  private static final Instant DEADLINE = Conversation.START.plus(Duration.ofMinutes(30));
  private static final Speaker HELP = Speaker.named("agent://acme.example/help");

  private static Conversation three(String rule) {
    return Several.introduced(Several.terms(new JsonString(rule)), ALPHA, BETA, GAMMA);
  }

  private static Conversation talking(String rule) {
    return three(rule).says(ALPHA, Words.query("q")).expectMoved(StateName.CONVERSING);
  }

  private static Words close() {
    return Words.close("completed");
  }

  @Test
  void threeCloseWhenAllHaveSaidSo() {
    Conversation talk = talking("unanimous").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(BETA, Several.yes(vote))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Several.yes(vote))
        .expectMoved(StateName.CLOSED);
    assertThat(((SessionState.Closed) talk.state()).reason()).isEqualTo("completed");
  }

  @Test
  void aMajorityIsEnoughWhereItIsTheRule() {
    Conversation talk = talking("majority").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    talk.says(GAMMA, Several.yes(Several.transition(talk))).expectMoved(StateName.CLOSED);
  }

  @Test
  void oneNoEndsAUnanimousVoteAndTheTalkGoesOn() {
    Conversation talk = talking("unanimous").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(BETA, Several.no(vote))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Several.yes(vote))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(GAMMA, close())
        .expectMoved(StateName.CONVERSING);
  }

  @Test
  void whoAbstainsCountsForNeitherSide() {
    Conversation talk = talking("majority").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(BETA, Several.abstains(vote))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Several.abstains(vote))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Several.yes(vote))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void anOrganisationHasOneVoteAndItsFirstStands() {
    Conversation talk =
        Several.introduced(
            Several.terms(new JsonString("majority")), ALPHA, BETA, BETA_TOO, GAMMA, DELTA);
    talk.says(ALPHA, close()).expectMoved(StateName.INTRODUCED);
    String vote = Several.transition(talk);
    talk.says(ALPHA, Several.yes(vote))
        .expectRefused(ErrorCode.DUPLICATE)
        .says(BETA, Several.yes(vote))
        .expectMoved(StateName.INTRODUCED)
        .says(BETA, Several.no(vote))
        .expectRefused(ErrorCode.DUPLICATE)
        .says(BETA_TOO, Several.no(vote))
        .expectRefused(ErrorCode.DUPLICATE)
        .says(GAMMA, Several.yes(vote))
        .expectMoved(StateName.CLOSED);
  }

  @Test
  void whoTakesNoPartAndWhoOnlyWatchesHasNoVote() {
    Conversation talk = talking("majority").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(DELTA, Several.yes(vote)).expectRefused(ErrorCode.NOT_PARTICIPANT);
    Conversation left =
        Several.introduced(Several.terms(new JsonString("majority")), ALPHA, BETA, GAMMA, DELTA)
            .says(DELTA, Words.observe())
            .expectMoved(StateName.CONVERSING)
            .says(ALPHA, close())
            .expectMoved(StateName.CONVERSING);
    left.says(DELTA, Several.yes(Several.transition(left)))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void silenceIsNoVoteAndAfterTheTimeNobodyVotes() {
    Conversation talk = talking("unanimous").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(BETA, Several.yes(vote))
        .expectMoved(StateName.CONVERSING)
        .later(Duration.ofMinutes(9))
        .says(ALPHA, Words.query("still-there"))
        .expectMoved(StateName.CONVERSING)
        .passes(Duration.ofMinutes(1))
        .says(GAMMA, Several.yes(vote))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    assertThat(talk.accepted().stream().map(d -> d.envelope().toString()))
        .anyMatch(text -> text.contains("\"transitionId\":\"" + vote) && text.contains("vote"));
    assertThat(talk.state().name()).isEqualTo(StateName.CONVERSING);
  }

  @Test
  void nothingIsClosedOverWhatIsOwed() {
    Conversation talk =
        talking("majority")
            .says(
                ALPHA,
                Words.commit("deal", BETA.uri(), DEADLINE).with("terms", obligation(BETA, ALPHA)))
            .expectMoved(StateName.AGREEING)
            .says(BETA, Words.accept(Reference.Kind.COMMITMENT, "deal"))
            .expectMoved(StateName.EXECUTING);
    talk.says(GAMMA, close()).expectRefused(ErrorCode.OPEN_OBLIGATIONS);
    Conversation early = talking("majority").says(GAMMA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(early);
    early
        .says(
            ALPHA,
            Words.commit("deal", BETA.uri(), DEADLINE).with("terms", obligation(BETA, ALPHA)))
        .expectMoved(StateName.AGREEING)
        .says(BETA, Words.accept(Reference.Kind.COMMITMENT, "deal"))
        .expectMoved(StateName.EXECUTING)
        .says(BETA, Several.yes(vote))
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS);
  }

  private static JsonObject obligation(Speaker debtor, Speaker creditor) {
    return JsonObject.EMPTY.with(
        "obligations",
        JsonArray.of(
            List.of(
                JsonObject.EMPTY
                    .with("party", debtor.uri().text())
                    .with("action", "deliver")
                    .with("beneficiary", creditor.uri().text()))));
  }

  @Test
  void aDelegateJoinsByVote() {
    Conversation talk =
        talking("majority")
            .says(ALPHA, Words.delegate("d", HELP, "negotiate"))
            .expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(HELP, Words.accept(Reference.Kind.DELEGATION, "d"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT)
        .says(BETA, Several.no(vote))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Words.accept(Reference.Kind.DELEGATION, "d"))
        .expectMoved(StateName.CONVERSING)
        .says(HELP, Words.accept(Reference.Kind.DELEGATION, "d"))
        .expectMoved(StateName.CONVERSING);
  }

  @Test
  void aDelegateWhomTheyDoNotWantStaysOut() {
    Conversation talk =
        talking("unanimous")
            .says(ALPHA, Words.delegate("d", HELP, "negotiate"))
            .expectMoved(StateName.CONVERSING)
            .says(BETA, Words.reject(Reference.Kind.DELEGATION, "d"))
            .expectMoved(StateName.CONVERSING);
    talk.says(GAMMA, Words.accept(Reference.Kind.DELEGATION, "d"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(HELP, Words.accept(Reference.Kind.DELEGATION, "d"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT);
  }

  @Test
  void whatIsTakenBackIsNotVotedOn() {
    Conversation talk =
        talking("unanimous")
            .says(ALPHA, Words.delegate("d", HELP, "negotiate"))
            .expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(ALPHA, Words.withdraw(Reference.Kind.DELEGATION, "d"))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, Several.yes(vote))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    assertThat(talk.talk().timers().all()).noneMatch(timer -> timer.key().wire().equals("vote"));
  }

  @Test
  void theRuleChangesOnlyWhenAllWantIt() {
    JsonObject majority = JsonObject.EMPTY.with("consensus", "majority");
    Words change =
        Words.of(
            Performative.PROPOSE,
            JsonObject.builder()
                .put("proposalId", "rule")
                .put("type", "urn:asp:session-rule")
                .put("subject", "how we decide")
                .put("terms", majority)
                .build());
    Conversation talk = talking("unanimous").says(ALPHA, change).expectMoved(StateName.CONVERSING);
    talk.says(BETA, Words.accept(Reference.Kind.PROPOSAL, "rule"))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, close())
        .expectMoved(StateName.CONVERSING);
    String old = Several.transition(talk);
    talk.says(GAMMA, Words.accept(Reference.Kind.PROPOSAL, "rule"))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, Several.yes(old))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Several.no(old))
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, close())
        .expectMoved(StateName.CONVERSING);
    talk.says(BETA, Several.yes(Several.transition(talk))).expectMoved(StateName.CLOSED);
  }

  @Test
  void aRuleThatIsNoneIsRefused() {
    talking("unanimous")
        .says(
            ALPHA,
            Words.of(
                Performative.PROPOSE,
                JsonObject.builder()
                    .put("proposalId", "rule")
                    .put("type", "urn:asp:session-rule")
                    .put("subject", "how we decide")
                    .put("terms", JsonObject.EMPTY.with("consensus", "dice"))
                    .build()))
        .expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void whoIsAskedForAVoteAnswersBeforeItLeaves() {
    Conversation talk = talking("unanimous").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(GAMMA, Words.leave())
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(ALPHA, Words.leave())
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(GAMMA, Several.no(vote))
        .expectMoved(StateName.CONVERSING)
        .says(GAMMA, Words.leave())
        .expectMoved(StateName.CONVERSING)
        .says(ALPHA, close())
        .expectMoved(StateName.CLOSED);
  }

  @Test
  void anEscalationStopsTheClockOfAVote() {
    Conversation talk = talking("unanimous").says(ALPHA, close()).expectMoved(StateName.CONVERSING);
    String vote = Several.transition(talk);
    talk.says(
            BETA,
            Words.escalate("e")
                .with("referenceId", vote)
                .with("deadline", Conversation.START.plus(Duration.ofMinutes(5))))
        .expectMoved(StateName.ESCALATED)
        .says(GAMMA, Several.yes(vote))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .passes(Duration.ofMinutes(5));
    // Nobody decided: refusal is the safe answer, and beta's vote is a no.
    assertThat(talk.state().name()).isEqualTo(StateName.CONVERSING);
    talk.says(GAMMA, Several.yes(vote)).expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aSecondCloseIsNoSecondVote() {
    talking("unanimous")
        .says(ALPHA, close())
        .expectMoved(StateName.CONVERSING)
        .says(BETA, close())
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void nobodyIsBoundByOthers() {
    Conversation talk =
        talking("majority")
            .says(
                ALPHA,
                Words.commit("deal", GAMMA.uri(), DEADLINE).with("terms", obligation(GAMMA, BETA)))
            .expectMoved(StateName.AGREEING)
            .says(BETA, Words.accept(Reference.Kind.COMMITMENT, "deal"))
            .expectMoved(StateName.AGREEING);
    talk.says(GAMMA, Words.reject(Reference.Kind.COMMITMENT, "deal"))
        .expectMoved(StateName.CONVERSING);
  }
}
