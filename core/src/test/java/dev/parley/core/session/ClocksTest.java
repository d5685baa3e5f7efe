package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.COMMITMENT;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.NegotiationRulesTest.running;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.EXECUTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Performative;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Conversation talk = Stage.talking();

  private static boolean runs(Conversation talk, TimerKey key) {
    return talk.state().timers().stream().anyMatch(t -> t.key() == key);
  }

  @Test
  void anAnswerInTimeStopsTheClockAndAnotherMessageDoesNot() {
    talk.says(ALPHA, Words.propose("p").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    assertThat(running(talk, TimerKey.RESPONSE).due()).isEqualTo(talk.now().plus(MINUTE));
    talk.says(BETA, Words.query("b")).expectMoved(CONVERSING);
    talk.says(ALPHA, Words.clarify("p")).expectMoved(CONVERSING);
    assertThat(runs(talk, TimerKey.RESPONSE)).isTrue();
    for (Words answer :
        List.of(
            Words.accept(PROPOSAL, "p"),
            Words.reject(PROPOSAL, "p"),
            Words.counter("c", "p"),
            Words.clarify("p"))) {
      Conversation answered = talk.fork().says(BETA, answer).expectMoved(CONVERSING);
      assertThat(runs(answered, TimerKey.RESPONSE)).as("%s", answer).isFalse();
    }
    Conversation withdrawn = talk.fork();
    withdrawn.says(ALPHA, Words.withdraw(PROPOSAL, "p")).expectMoved(CONVERSING);
    assertThat(runs(withdrawn, TimerKey.RESPONSE)).isFalse();
  }

  @Test
  void anAnswerThatIsMissingIsRecordedAndTheSessionGoesOn() {
    talk.says(ALPHA, Words.query("slow").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    talk.passes(MINUTE);
    JsonObject data = data(talk);
    assertThat(data.string("timer")).contains("response");
    assertThat(data.string("referenceId")).contains("slow");
    assertThat(data.get("waitedOn")).isEqualTo(JsonArray.ofStrings(List.of(BETA.uri().text())));
    assertThat(talk.state().name()).isEqualTo(CONVERSING);
    talk.says(BETA, Words.inform("data").with("inReplyTo", "slow")).expectMoved(CONVERSING);
  }

  private static JsonObject data(Conversation talk) {
    return talk.accepted()
        .getLast()
        .envelope()
        .object("content")
        .flatMap(c -> c.object("body"))
        .flatMap(b -> b.object("data"))
        .orElseThrow();
  }

  @Test
  void onlyAQuestionToSomebodyInParticularIsTimed() {
    talk.says(ALPHA, Words.query("all").answeredWithin(MINUTE)).expectMoved(CONVERSING);
    assertThat(runs(talk, TimerKey.RESPONSE)).isFalse();
    talk.says(ALPHA, Words.query("self").answeredWithin(MINUTE)).to(ALPHA).expectMoved(CONVERSING);
    assertThat(runs(talk, TimerKey.RESPONSE)).isFalse();
    talk.says(ALPHA, Words.query("gone").answeredWithin(MINUTE))
        .to(Stage.STRANGER)
        .expectMoved(CONVERSING);
    assertThat(runs(talk, TimerKey.RESPONSE)).isFalse();
    talk.says(ALPHA, Words.inform("data").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    assertThat(runs(talk, TimerKey.RESPONSE)).isFalse();
    talk.says(ALPHA, Words.query("role").answeredWithin(MINUTE))
        .to(new AgentUri("agent://node.example/role/counterparty"))
        .expectMoved(CONVERSING);
    assertThat(running(talk, TimerKey.RESPONSE).waitedOn()).containsExactly(BETA.uri());
  }

  @Test
  void aDelegateAnswersForItsPrincipalAndThePrincipalForIt() {
    Conversation crowd = Stage.conversing();
    for (Speaker[] pair : new Speaker[][] {{ALPHA, Stage.ADVISER}, {Stage.ADVISER, ALPHA}}) {
      Conversation each = crowd.fork();
      each.says(BETA, Words.query("b").answeredWithin(MINUTE)).to(pair[0]).expectMoved(CONVERSING);
      each.says(pair[1], Words.inform("data").with("inReplyTo", "b")).expectMoved(CONVERSING);
      assertThat(runs(each, TimerKey.RESPONSE)).as("%s for %s", pair[1], pair[0]).isFalse();
    }
  }

  @Test
  void aResponseTimeIsNeverLessThanTheInvitations() {
    Conversation slow = Stage.talking(Stage.terms().with("maxResponseTimeMs", 5000));
    slow.says(ALPHA, Words.query("s").answeredWithin(Duration.ofSeconds(2)))
        .to(BETA)
        .expectMoved(CONVERSING);
    assertThat(running(slow, TimerKey.RESPONSE).due()).isEqualTo(slow.now().plusSeconds(5));
    talk.says(ALPHA, Words.query("s").answeredWithin(Duration.ofMillis(2)))
        .to(BETA)
        .expectMoved(CONVERSING);
    assertThat(running(talk, TimerKey.RESPONSE).due()).isEqualTo(talk.now().plusSeconds(1));
  }

  @Test
  void silenceEndsTheTalkAndNamesWhoWasSilent() {
    talk.later(MINUTE).says(BETA, Words.query("b")).expectMoved(CONVERSING);
    Timer silence = running(talk, TimerKey.SILENCE);
    assertThat(silence.due()).isEqualTo(talk.now().plus(Duration.ofMinutes(10)));
    assertThat(talk.passes(Duration.ofMinutes(10)).state())
        .isInstanceOfSatisfying(
            SessionState.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo("silence");
              assertThat(failed.atFault()).containsExactly(ALPHA.uri());
            });
    assertThat(data(talk).get("atFault"))
        .isEqualTo(JsonArray.ofStrings(List.of(ALPHA.uri().text())));
  }

  @Test
  void observersAndTheStewardDoNotBreakTheSilence() {
    Conversation crowd = Stage.conversing();
    Timer before = running(crowd, TimerKey.SILENCE);
    crowd.later(MINUTE).says(Stage.EYE, Words.query("e")).expectMoved(CONVERSING);
    assertThat(running(crowd, TimerKey.SILENCE)).isEqualTo(before);
    crowd.says(Stage.ADVISER, Words.inform("data")).expectMoved(CONVERSING);
    assertThat(running(crowd, TimerKey.SILENCE).due()).isAfter(before.due());
  }

  @Test
  void onceSomethingWasBoundSilenceAndTheEndOfTimeCloseInsteadOfFailing() {
    Conversation kept = Stage.withKeptPromise(Stage.talking());
    assertThat(kept.fork().passes(Duration.ofMinutes(10)).state().name())
        .isEqualTo(StateName.CLOSED);
    for (int i = 0; i < 6; i++) {
      kept.passes(Duration.ofMinutes(9));
      kept.says(ALPHA, Words.inform("progress")).expectMoved(EXECUTING);
    }
    assertThat(kept.passes(Duration.ofMinutes(9)).state())
        .isInstanceOfSatisfying(
            SessionState.Closed.class, closed -> assertThat(closed.reason()).isEqualTo("expired"));
  }

  @Test
  void theWholeSessionHasATime() {
    Conversation brief = Stage.two(Stage.terms().with("proposedDuration", 60_000), ClockKind.REAL);
    assertThat(running(brief, TimerKey.SESSION).due())
        .isEqualTo(Conversation.START.plusSeconds(60));
    assertThat(brief.passes(Duration.ofSeconds(60)).state())
        .isInstanceOfSatisfying(
            SessionState.Failed.class, failed -> assertThat(failed.reason()).isEqualTo("expired"));
  }

  @Test
  void whatIsDueIsRecordedBeforeAnybodyGoesOn() {
    talk.says(ALPHA, Words.query("slow").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    talk.later(MINUTE);
    talk.says(BETA, Words.inform("data").with("inReplyTo", "slow"))
        .expectRefused(ErrorCode.TIMEOUT)
        .says(ALPHA, Words.close("done"))
        .expectRefused(ErrorCode.TIMEOUT)
        .records()
        .says(BETA, Words.inform("data").with("inReplyTo", "slow"))
        .expectMoved(CONVERSING);
  }

  @Test
  void nothingIsRecordedBeforeItsTime() {
    talk.says(ALPHA, Words.query("slow").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    Conversation later = talk.fork().later(MINUTE);
    Words record =
        Words.of(Performative.INFORM, Expiries.due(later.state(), later.now()).orElseThrow());
    talk.later(MINUTE.minusMillis(1))
        .says(Stage.NODE, record)
        .expectRefused(ErrorCode.INVALID_TRANSITION);
    assertThat(Expiries.due(talk.state(), talk.now())).isEmpty();
    later.says(Stage.NODE, record).expectMoved(CONVERSING);
    later.says(Stage.NODE, record).expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void aRecordThatDiffersInAnyMemberIsRefused() {
    talk.says(BETA, Words.commit("k", BETA.uri(), talk.now().plus(MINUTE)))
        .expectMoved(StateName.AGREEING)
        .says(ALPHA, Words.accept(COMMITMENT, "k"))
        .expectMoved(EXECUTING)
        .later(MINUTE);
    JsonObject body = Expiries.due(talk.state(), talk.now()).orElseThrow();
    JsonObject data = body.object("data").orElseThrow();
    Words right = Words.of(Performative.INFORM, body);
    assertThat(data.names())
        .containsExactly("causedBy", "commitmentId", "due", "obligation", "timer", "waitedOn");
    for (String name : data.names()) {
      for (JsonObject wrong :
          List.of(
              data.without(name),
              data.with(name, new JsonString("other")),
              data.with(name, JsonNumber.of(7)),
              data.with(name, JsonArray.of(List.<JsonValue>of())))) {
        talk.says(Stage.NODE, right.with("data", wrong)).expectRefused(ErrorCode.INVALID_REFERENCE);
      }
      talk.says(Stage.NODE, right.with("data", data.with(name, JsonNull.NULL)))
          .expectRefused(ErrorCode.INVALID_REFERENCE);
    }
    talk.says(Stage.NODE, right.with("data", data.with("more", "than that")))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(Stage.NODE, right.with("informType", "timeout"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(Stage.NODE, right)
        .expectMoved(EXECUTING);
  }

  @Test
  void expiriesAreRecordedInTheOrderOfTheirTimes() {
    talk.says(ALPHA, Words.query("one").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    talk.later(Duration.ofSeconds(1));
    talk.says(ALPHA, Words.query("two").answeredWithin(Duration.ofSeconds(5)))
        .to(BETA)
        .expectMoved(CONVERSING);
    talk.says(ALPHA, Words.query("three").answeredWithin(Duration.ofSeconds(59)))
        .to(BETA)
        .expectMoved(CONVERSING);
    assertThat(talk.state().timers()).isSorted();
    talk.later(MINUTE);
    String first = data(talk.records()).string("referenceId").orElseThrow();
    assertThat(first).isEqualTo("two");
    Conversation rest = talk.records();
    String second = data(rest).string("causedBy").orElseThrow();
    String third = data(rest.records()).string("causedBy").orElseThrow();
    assertThat(second).isLessThan(third);
  }

  /// What is called alike in two messages of different hash is still another timer.
  @Test
  void namesOfTimersDoNotRunIntoEachOther() {
    talk.says(ALPHA, Words.query("a/0").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    talk.says(ALPHA, Words.query("a").answeredWithin(MINUTE)).to(BETA).expectMoved(CONVERSING);
    talk.says(BETA, Words.inform("data").with("inReplyTo", "a")).expectMoved(CONVERSING);
    assertThat(talk.state().timers())
        .filteredOn(t -> t.key() == TimerKey.RESPONSE)
        .extracting(Timer::subject)
        .containsExactly("a/0");
  }

  @Test
  void anInvitationToSomebodyInParticularIsTimedLikeAnyProposal() {
    Conversation invited =
        Stage.idle()
            .says(ALPHA, Words.invitation(Stage.terms()).answeredWithin(Duration.ofSeconds(5)))
            .to(BETA)
            .expectMoved(StateName.INVITED);
    assertThat(running(invited, TimerKey.RESPONSE).due()).isEqualTo(invited.now().plusSeconds(5));
    assertThat(running(invited, TimerKey.RESPONSE).waitedOn()).containsExactly(BETA.uri());
    Conversation answered =
        invited
            .fork()
            .says(BETA, Words.accept(PROPOSAL, "invitation"))
            .expectMoved(StateName.INVITED);
    assertThat(runs(answered, TimerKey.RESPONSE)).isFalse();
    assertThat(invited.passes(Duration.ofSeconds(5)).state().name()).isEqualTo(StateName.INVITED);
    assertThat(data(invited).string("timer")).contains("response");
  }
}
