package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.FULFILLMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.DEADLINE;
import static dev.parley.core.session.Stage.JUDGE;
import static dev.parley.core.session.StateName.AGREEING;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.ESCALATED;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EscalationRulesTest {
  private static final Speaker MANAGER = Speaker.named("agent://acme.example/manager");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Conversation talk = Stage.talking();

  private static Conversation asked(Conversation talk, Words escalate) {
    return talk.says(ALPHA, escalate)
        .expectMoved(ESCALATED)
        .says(JUDGE, Words.identity(JUDGE))
        .expectMoved(ESCALATED);
  }

  private static Words approving(String id, JsonBoolean approve) {
    Words resume = Words.resolution(id, "resume");
    return resume.with("data", resume.body().object("data").orElseThrow().with("approve", approve));
  }

  @Test
  void anAuthorityShowsItsCardBeforeItDecides() {
    talk.says(ALPHA, Words.escalate("e"))
        .expectMoved(ESCALATED)
        .says(JUDGE, Words.resolution("e", "resume"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(JUDGE, Words.identity(JUDGE))
        .sequence(0)
        .expectMoved(ESCALATED)
        .says(JUDGE, Words.resolution("e", "resume"))
        .sequence(1)
        .expectMoved(CONVERSING);
  }

  @Test
  void onlyTheOneAskedOrOneOfTheInvitationDecidesAndOnlyWhatWasAsked() {
    asked(talk, Words.escalate("e").with("to", MANAGER.uri().text()))
        .says(MANAGER, Words.identity(MANAGER))
        .expectMoved(ESCALATED)
        .says(MANAGER, Words.resolution("other", "resume"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.resolution("e", "resume"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
    talk.fork().says(MANAGER, Words.resolution("e", "resume")).expectMoved(CONVERSING);
    talk.fork().says(JUDGE, Words.resolution("e", "resume")).expectMoved(CONVERSING);
  }

  @Test
  void anAuthorityOfAnEarlierEscalationDoesNotDecideALaterOne() {
    asked(talk, Words.escalate("e1").with("to", MANAGER.uri().text()))
        .says(MANAGER, Words.identity(MANAGER))
        .expectMoved(ESCALATED)
        .says(MANAGER, Words.resolution("e1", "resume"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.escalate("e2"))
        .expectMoved(ESCALATED)
        .says(MANAGER, Words.resolution("e2", "resume"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(JUDGE, Words.resolution("e2", "resume"))
        .expectMoved(CONVERSING);
  }

  @Test
  void onlyAnAuthorityOfTheInvitationEndsTheSession() {
    asked(talk, Words.escalate("e").with("to", MANAGER.uri().text()))
        .says(MANAGER, Words.identity(MANAGER))
        .expectMoved(ESCALATED);
    for (String end : new String[] {"close", "fail"}) {
      talk.says(MANAGER, Words.resolution("e", end)).expectRefused(ErrorCode.UNAUTHORIZED);
    }
    talk.fork().says(JUDGE, Words.resolution("e", "close")).expectMoved(StateName.CLOSED);
    talk.fork().says(JUDGE, Words.resolution("e", "fail")).expectMoved(StateName.FAILED);
  }

  @Test
  void noAuthorityEndsASessionInWhichSomethingIsOwed() {
    Stage.promise(talk, BETA, ALPHA, "k");
    asked(talk, Words.escalate("e"))
        .says(JUDGE, Words.resolution("e", "close"))
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS)
        .says(JUDGE, Words.resolution("e", "fail"))
        .expectRefused(ErrorCode.OPEN_OBLIGATIONS)
        .says(JUDGE, Words.resolution("e", "resume"))
        .expectMoved(EXECUTING);
  }

  @Test
  void whoTakesPartIsNoAuthority() {
    Conversation crowd = Stage.conversing();
    for (Speaker present : new Speaker[] {BETA, Stage.EYE, Stage.BINDER, Stage.NODE, ALPHA}) {
      crowd
          .says(ALPHA, Words.escalate("e").with("to", present.uri().text()))
          .expectRefused(ErrorCode.INVALID_REFERENCE);
    }
  }

  @Test
  void aPrincipalEscalatesAsOftenAsTheTermsSayItsDelegatesIncluded() {
    Conversation crowd = Stage.conversing();
    Stage.resumed(asked(crowd, Words.escalate("asked")), CONVERSING)
        .says(Stage.BINDER, Words.escalate("second"))
        .expectMoved(ESCALATED)
        .says(JUDGE, Words.resolution("second", "resume"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.escalate("third"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(BETA, Words.escalate("other"))
        .expectMoved(ESCALATED);
    Stage.talking(Stage.terms().with("maxEscalations", 0))
        .says(ALPHA, Words.escalate("none"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void onlyWhatIsTheSendersToAnswerIsAskedAbout() {
    Conversation crowd = Stage.agreeing(Stage.withProposals(Stage.conversing()));
    for (String id :
        new String[] {"by-alpha", "offered-by-alpha", "asked-by-alpha", "dead", "none"}) {
      crowd
          .says(ALPHA, Words.escalate("e").with("referenceId", id))
          .expectRefused(ErrorCode.INVALID_REFERENCE);
    }
    for (String id : new String[] {"by-beta", "offered-by-beta", "asked-by-beta"}) {
      crowd.fork().says(ALPHA, Words.escalate("e").with("referenceId", id)).expectMoved(ESCALATED);
    }
  }

  @Test
  void aRefusalCountsAsTheRejectionOfWhatWasAskedAbout() {
    Conversation crowd = Stage.agreeing(Stage.withProposals(Stage.conversing()));
    Conversation proposal = refused(crowd.fork(), "by-beta", AGREEING);
    assertThat(proposal.talk().matter("by-beta", Matter.Proposal.class).orElseThrow().status())
        .isEqualTo(Matter.Proposal.Status.REJECTED);
    Conversation promise = refused(crowd.fork(), "offered-by-beta", AGREEING);
    assertThat(promise.talk().promises().byId("offered-by-beta").orElseThrow().status())
        .isEqualTo(CommitmentStatus.REJECTED);
    Conversation delegation = refused(crowd.fork(), "asked-by-beta", AGREEING);
    delegation
        .says(ALPHA, Words.accept(DELEGATION, "asked-by-beta"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    Conversation claim = refused(Stage.withObligations(Stage.conversing()), "beta-did", EXECUTING);
    assertThat(
            claim.talk().promises().byId("claimed-by-beta").orElseThrow().obligations().getFirst())
        .satisfies(o -> assertThat(o.status()).isEqualTo(ObligationStatus.REJECTED));
    claim
        .says(ALPHA, Words.accept(FULFILLMENT, "beta-did"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  private static Conversation refused(Conversation talk, String id, StateName after) {
    return asked(talk, Words.escalate("e").with("referenceId", id))
        .says(JUDGE, approving("e", JsonBoolean.FALSE))
        .expectMoved(after);
  }

  @Test
  void anApprovalLeavesTheAnswerToWhoAsked() {
    talk.says(BETA, Words.propose("p")).expectMoved(CONVERSING);
    asked(talk, Words.escalate("e").with("referenceId", "p"))
        .says(JUDGE, approving("e", JsonBoolean.TRUE))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.accept(PROPOSAL, "p"))
        .expectMoved(CONVERSING);
  }

  @Test
  void aRefusedPlanIsForbiddenToWhoAskedAndToNobodyElse() {
    Words plan = Words.close("completed");
    asked(talk, Words.escalate("e", Bodies.hash(plan.body())))
        .says(JUDGE, approving("e", JsonBoolean.FALSE))
        .expectMoved(CONVERSING)
        .says(ALPHA, plan)
        .expectRefused(ErrorCode.POLICY_VIOLATION);
    talk.fork().says(ALPHA, plan.with("summary", "more")).expectMoved(StateName.CLOSED);
    talk.fork().says(BETA, plan).expectMoved(StateName.CLOSED);
  }

  @Test
  void nobodyDecidesInTimeAndTheSafeAnswerIsRefusal() {
    Words plan = Words.commit("k", ALPHA.uri(), DEADLINE);
    Instant end = talk.now().plus(MINUTE);
    asked(talk, Words.escalate("e", Bodies.hash(plan.body())).with("deadline", end))
        .passes(MINUTE)
        .says(ALPHA, plan)
        .expectRefused(ErrorCode.POLICY_VIOLATION);
    assertThat(talk.state().name()).isEqualTo(CONVERSING);
  }

  @Test
  void anEscalationLastsADayAtMost() {
    Conversation patient =
        Stage.talking(
            Stage.terms()
                .with(
                    "timers",
                    JsonObject.EMPTY
                        .with("escalation", Duration.ofDays(9).toMillis())
                        .with("session", Duration.ofDays(9).toMillis())));
    Words late = Words.escalate("e").with("deadline", patient.now().plus(Duration.ofDays(5)));
    patient.says(ALPHA, late).expectMoved(ESCALATED);
    assertThat(NegotiationRulesTest.running(patient, TimerKey.ESCALATION).due())
        .isEqualTo(patient.now().plus(Duration.ofDays(1)));
    talk.says(ALPHA, Words.escalate("e").with("deadline", talk.now()))
        .expectRefused(ErrorCode.TIMEOUT);
  }

  @Test
  void theClocksOfTheNegotiationStandStillAndGoOnWithWhatWasLeft() {
    talk.later(Duration.ofSeconds(100));
    talk.says(BETA, Words.query("b").answeredWithin(MINUTE)).to(ALPHA).expectMoved(CONVERSING);
    talk.later(Duration.ofSeconds(20)).says(ALPHA, Words.escalate("e")).expectMoved(ESCALATED);
    talk.says(JUDGE, Words.identity(JUDGE)).expectMoved(ESCALATED);
    assertThat(talk.state().timers())
        .extracting(Timer::key)
        .containsExactly(TimerKey.SESSION, TimerKey.ESCALATION);
    talk.later(Duration.ofMinutes(30));
    talk.says(JUDGE, Words.resolution("e", "resume")).expectMoved(CONVERSING);
    assertThat(NegotiationRulesTest.running(talk, TimerKey.RESPONSE).due())
        .isEqualTo(talk.now().plusSeconds(40));
    assertThat(NegotiationRulesTest.running(talk, TimerKey.SILENCE).due())
        .isEqualTo(talk.now().plusSeconds(580));
  }

  @Test
  void aResponseThatIsAskedForMeanwhileIsDueAfterwards() {
    asked(talk, Words.escalate("e"));
    talk.later(MINUTE)
        .says(ALPHA, Words.query("later").answeredWithin(MINUTE))
        .to(BETA)
        .expectMoved(ESCALATED);
    assertThat(talk.state().timers()).noneMatch(t -> t.key() == TimerKey.RESPONSE);
    talk.fork()
        .later(MINUTE)
        .says(BETA, Words.inform("data").with("inReplyTo", "later"))
        .expectMoved(ESCALATED)
        .says(JUDGE, Words.resolution("e", "resume"))
        .expectMoved(CONVERSING)
        .passes(MINUTE.multipliedBy(2));
    talk.later(MINUTE).says(JUDGE, Words.resolution("e", "resume")).expectMoved(CONVERSING);
    assertThat(NegotiationRulesTest.running(talk, TimerKey.RESPONSE).due())
        .isEqualTo(talk.now().plus(MINUTE));
  }

  @Test
  void whatWasLeftOfACommitmentsTimeIsLeftAgain() {
    talk.says(BETA, Words.commit("k", BETA.uri(), DEADLINE)).expectMoved(AGREEING);
    asked(talk.later(Duration.ofSeconds(59)), Words.escalate("e"))
        .later(Duration.ofMinutes(5))
        .says(JUDGE, Words.resolution("e", "resume"))
        .expectMoved(AGREEING)
        .passes(Duration.ofMillis(999));
    assertThat(talk.state().name()).isEqualTo(AGREEING);
    assertThat(talk.passes(Duration.ofMillis(1)).state().name()).isEqualTo(CONVERSING);
  }

  @Test
  void obligationsAreDueMeanwhile() {
    Stage.promise(talk, BETA, ALPHA, "k");
    asked(talk, Words.escalate("e")).passes(Duration.ofMinutes(40));
    assertThat(talk.state().name()).isEqualTo(ESCALATED);
    assertThat(talk.talk().promises().byId("k").orElseThrow().status())
        .isEqualTo(CommitmentStatus.SETTLED);
  }

  @Test
  void aRefusalInsteadOfAnAnswerStopsTheClockOfTheAnswer() {
    talk.says(BETA, Words.propose("p").answeredWithin(MINUTE)).to(ALPHA).expectMoved(CONVERSING);
    asked(talk, Words.escalate("e").with("referenceId", "p"))
        .says(JUDGE, approving("e", JsonBoolean.FALSE))
        .expectMoved(CONVERSING);
    assertThat(talk.state().timers()).noneMatch(t -> t.key() == TimerKey.RESPONSE);
  }

  @Test
  void aCommitmentThatWasAskedAboutCanBeAcceptedAfterTheApproval() {
    talk.says(BETA, Words.commit("k", BETA.uri(), DEADLINE)).expectMoved(AGREEING);
    asked(talk, Words.escalate("e").with("referenceId", "k"))
        .says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(JUDGE, approving("e", JsonBoolean.TRUE))
        .expectMoved(AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "k").with("usage", JsonNumber.of(1)))
        .expectMoved(EXECUTING);
  }
}
