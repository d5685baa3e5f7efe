package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.ANY;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.EYE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationRulesTest {
  private static final Words ACCEPT = Words.accept(PROPOSAL, "invitation");
  private static final Words REJECT = Words.reject(PROPOSAL, "invitation");

  private static Conversation.Saying inviting(JsonObject terms) {
    return Stage.idle().says(ALPHA, Words.invitation(terms));
  }

  private static JsonObject naming(JsonObject... invitees) {
    return Stage.terms().with("invitees", JsonArray.of(List.<JsonValue>of(invitees)));
  }

  private static Words changing(String id, String inReplyTo, JsonObject changes) {
    return Words.counter(id, inReplyTo).with("terms", changes);
  }

  private static JsonObject lasting(long millis) {
    return JsonObject.EMPTY.with("proposedDuration", millis);
  }

  @Test
  void aSessionBeginsWithAnInvitation() {
    for (Words words :
        List.of(
            Words.propose("p"), Words.query("q"), Words.close("done"), ACCEPT, Words.observe())) {
      Stage.idle().says(ALPHA, words).expectRefused(ErrorCode.INVALID_TRANSITION);
    }
  }

  @Test
  void theRecipientIsTheInviteeIfTheTermsNameNone() {
    inviting(Stage.terms()).expectRefused(ErrorCode.MALFORMED);
    Conversation talk = inviting(Stage.terms()).to(BETA).expectMoved(StateName.INVITED);
    assertThat(talk.talk().participant(BETA.uri()).orElseThrow().seat())
        .isEqualTo(Seat.COUNTERPARTY);
  }

  @Test
  void neitherOneselfNorTheStewardIsInvited() {
    inviting(naming(Words.invitee(ALPHA, "counterparty"))).expectRefused(ErrorCode.MALFORMED);
    inviting(naming(Words.invitee(Stage.NODE, "observer"), Words.invitee(BETA, "counterparty")))
        .expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void theStewardInvitesNobody() {
    Stage.idle()
        .says(Stage.NODE, Words.invitation(Stage.NODE, BETA))
        .expectRefused(ErrorCode.POLICY_VIOLATION);
  }

  @Test
  void nobodyIsInvitedTwice() {
    inviting(naming(Words.invitee(BETA, "counterparty"), Words.invitee(BETA, "observer")))
        .expectRefused(ErrorCode.MALFORMED);
  }

  @Test
  void somebodyToTalkWithIsInvited() {
    inviting(naming(Words.invitee(EYE, "observer"))).expectRefused(ErrorCode.POLICY_VIOLATION);
    inviting(naming(Words.invitee(BETA, "counterparty"), Words.invitee(EYE, "counterparty")))
        .expectMoved(StateName.INVITED);
  }

  @Test
  void anInvitationThatIsVoidAtOnceIsRefused() {
    Words late = Words.invitation(Stage.NODE, BETA).with("validUntil", Conversation.START);
    Stage.idle().says(ALPHA, late).expectRefused(ErrorCode.TIMEOUT);
    Stage.idle()
        .says(ALPHA, late.with("validUntil", Conversation.START.plusMillis(1)))
        .expectMoved(StateName.INVITED);
  }

  @ParameterizedTest
  @CsvSource({
    "invitation, 1000",
    "identity, 1000",
    "silence, 1000",
    "agreeing, 1000",
    "session, 1000",
    "late, 1000",
    "verification, 3600000",
    "firm, 1000",
    "escalation, 1000"
  })
  void noTimerIsBelowItsFloorUnlessTheClockIsForDevelopment(String key, long floor) {
    JsonObject low =
        Stage.terms().with("timers", JsonObject.EMPTY.with(key, JsonNumber.of(floor - 1)));
    inviting(low).to(BETA).expectRefused(ErrorCode.POLICY_VIOLATION);
    inviting(Stage.terms().with("timers", JsonObject.EMPTY.with(key, JsonNumber.of(floor))))
        .to(BETA)
        .expectMoved(StateName.INVITED);
    Conversation.with(Stage.NODE, ClockKind.VIRTUAL)
        .says(ALPHA, Words.invitation(low))
        .to(BETA)
        .expectMoved(StateName.INVITED);
  }

  @Test
  void theShortestResponseTimeHasAFloorUnlessTheClockIsForDevelopment() {
    JsonObject low = Stage.terms().with("maxResponseTimeMs", 999);
    inviting(low).to(BETA).expectRefused(ErrorCode.POLICY_VIOLATION);
    Conversation.with(Stage.NODE, ClockKind.ACCELERATED)
        .says(ALPHA, Words.invitation(low))
        .to(BETA)
        .expectMoved(StateName.INVITED);
  }

  @Test
  void otherTermsAreNotBelowTheFloorsEither() {
    JsonObject low =
        JsonObject.EMPTY.with("timers", JsonObject.EMPTY.with("silence", JsonNumber.of(999)));
    Stage.invitedAlone(BETA)
        .says(BETA, changing("c", "invitation", low))
        .expectRefused(ErrorCode.POLICY_VIOLATION);
  }

  @Test
  void otherTermsThatAreVoidAtOnceAreRefused() {
    Conversation talk = Stage.invitedAlone(BETA);
    talk.says(BETA, changing("c", "invitation", lasting(60_000)).with("validUntil", talk.now()))
        .expectRefused(ErrorCode.TIMEOUT);
  }

  @Test
  void theAcceptanceOfOtherTermsIsTheConsentOfBoth() {
    Conversation talk =
        Stage.invitedAlone(BETA)
            .says(BETA, changing("c", "invitation", lasting(60_000)))
            .expectMoved(StateName.INVITED)
            .says(BETA, Words.accept(PROPOSAL, "c"))
            .expectRefused(ErrorCode.INVALID_REFERENCE)
            .says(ALPHA, ACCEPT)
            .expectRefused(ErrorCode.INVALID_REFERENCE)
            .says(ALPHA, Words.accept(PROPOSAL, "c"))
            .expectMoved(StateName.INVITED)
            .says(ALPHA, Words.identity(ALPHA))
            .expectMoved(StateName.INVITED)
            .says(BETA, Words.identity(BETA))
            .expectMoved(StateName.INTRODUCED);
    assertThat(talk.talk().opening().terms().length(dev.parley.core.message.TimerKey.SESSION))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(talk.state().timers())
        .filteredOn(t -> t.key() == dev.parley.core.message.TimerKey.SESSION)
        .extracting(Timer::due)
        .containsExactly(Conversation.START.plusSeconds(60));
  }

  @Test
  void theNodeAndTheInviteesAreNotNegotiable() {
    Conversation talk = Stage.invitedAlone(BETA);
    talk.says(
            BETA,
            changing(
                "c", "invitation", JsonObject.EMPTY.with("node", "agent://other.example/node")))
        .expectRefused(ErrorCode.POLICY_VIOLATION);
    JsonArray more =
        JsonArray.of(List.of(Words.invitee(BETA, "counterparty"), Words.invitee(EYE, "observer")));
    talk.says(BETA, changing("c", "invitation", JsonObject.EMPTY.with("invitees", more)))
        .expectRefused(ErrorCode.POLICY_VIOLATION);
  }

  @Test
  void anInvitationIsCounteredThreeTimesAtMost() {
    Stage.invitedAlone(BETA)
        .says(BETA, changing("c1", "invitation", lasting(60_000)))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, changing("c2", "c1", lasting(120_000)))
        .expectMoved(StateName.INVITED)
        .says(BETA, changing("c3", "c2", lasting(90_000)))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, changing("c4", "c3", lasting(100_000)))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(ALPHA, Words.reject(PROPOSAL, "c3"))
        .expectMoved(StateName.FAILED);
  }

  @Test
  void onlyASingleInviteeProposesOtherTerms() {
    Stage.invited(BETA)
        .says(BETA, changing("c", "invitation", lasting(60_000)))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void theIdOfACounterIsNew() {
    Stage.invitedAlone(BETA)
        .says(BETA, changing("invitation", "invitation", lasting(60_000)))
        .expectRefused(ErrorCode.DUPLICATE);
  }

  @Test
  void theRefusalOfARequiredInviteeEndsTheSessionAndThatOfAnotherDoesNot() {
    Stage.invited(BETA).says(BETA, REJECT).expectMoved(StateName.FAILED);
    Stage.invited(BETA)
        .says(EYE, REJECT)
        .expectMoved(StateName.INVITED)
        .says(EYE, ACCEPT)
        .expectRefused(ErrorCode.NOT_PARTICIPANT);
    JsonObject needed = Words.invitee(EYE, "observer").with("required", JsonBoolean.TRUE);
    inviting(naming(Words.invitee(BETA, "counterparty"), needed))
        .expectMoved(StateName.INVITED)
        .says(EYE, REJECT)
        .expectMoved(StateName.FAILED);
  }

  @Test
  void nobodyAnswersTwice() {
    Stage.invited(BETA)
        .says(BETA, ACCEPT)
        .expectMoved(StateName.INVITED)
        .says(BETA, ACCEPT)
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, REJECT)
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void whoAcceptsMayNameTheHashOfWhatItAccepts() {
    Conversation talk = Stage.invitedAlone(BETA);
    String head = talk.talk().head().hash().text();
    talk.says(BETA, ACCEPT.with("acceptedHash", Hash.ZERO.text()))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, ACCEPT.with("acceptedHash", head))
        .expectMoved(StateName.INVITED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inReplyTo", "referenceId"})
  void otherNamesForTheReferenceStandForTheOneThingTheyName(String member) {
    Words named = Words.accept(ANY, "invitation");
    Words words = Words.of(named.performative(), JsonObject.EMPTY.with(member, "invitation"));
    Stage.invitedAlone(BETA).says(BETA, words).expectMoved(StateName.INVITED);
  }

  @Test
  void onlyTheInitiatorTakesItsOwnInvitationBack() {
    Words withdraw = Words.withdraw(PROPOSAL, "invitation");
    Stage.invited(BETA).says(BETA, withdraw).expectRefused(ErrorCode.INVALID_TRANSITION);
    Stage.invited(BETA)
        .says(ALPHA, Words.withdraw(PROPOSAL, "unknown"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, withdraw)
        .expectMoved(StateName.FAILED);
    Stage.invitedAlone(BETA)
        .says(BETA, changing("c", "invitation", lasting(60_000)))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.withdraw(PROPOSAL, "c"))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void theCardShownIsTheOneThatSigned() {
    Conversation talk = Stage.invited(BETA);
    Speaker other = ALPHA.rotated();
    talk.knows(other)
        .says(ALPHA, Words.identity(other))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void anInviteeShowsItsCardAfterItsAnswer() {
    Stage.invited(BETA)
        .says(BETA, Words.identity(BETA))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(BETA, ACCEPT)
        .expectMoved(StateName.INVITED)
        .says(BETA, Words.identity(BETA))
        .expectMoved(StateName.INVITED);
  }

  @Test
  void theTalkBeginsWithTheLastCardOrTheLastAnswer() {
    Conversation allButOne =
        Stage.invited(BETA)
            .says(ALPHA, Words.identity(ALPHA))
            .expectMoved(StateName.INVITED)
            .says(BETA, ACCEPT)
            .expectMoved(StateName.INVITED)
            .says(BETA, Words.identity(BETA))
            .expectMoved(StateName.INVITED);
    allButOne.fork().says(EYE, REJECT).expectMoved(StateName.INTRODUCED);
    allButOne.fork().says(EYE, ACCEPT).expectMoved(StateName.INTRODUCED);
    assertThat(allButOne.passes(Duration.ofSeconds(30)).state().name())
        .isEqualTo(StateName.INTRODUCED);
  }

  @Test
  void anInviteeNeedsTheTrustThatIsAskedFor() {
    JsonObject terms = Stage.terms().with("minTrustScore", new JsonNumber(20.5));
    inviting(terms).to(BETA).score(50).expectMoved(StateName.INVITED);
    Conversation talk = inviting(terms).to(BETA).score(50).expectMoved(StateName.INVITED);
    talk.says(BETA, ACCEPT)
        .score(20)
        .expectRefused(ErrorCode.INSUFFICIENT_TRUST_SCORE)
        .says(BETA, ACCEPT)
        .score(20.5)
        .expectMoved(StateName.INVITED);
  }

  @Test
  void aConstraintMeasuresTheInviteeAndNotWhoAsks() {
    Words asking =
        Words.invitation(Stage.NODE, BETA).asking("requiredTrustScore", JsonNumber.of(50));
    Stage.idle()
        .says(ALPHA, asking)
        .expectMoved(StateName.INVITED)
        .says(BETA, ACCEPT)
        .expectRefused(ErrorCode.INSUFFICIENT_TRUST_SCORE)
        .says(BETA, ACCEPT)
        .score(50)
        .expectMoved(StateName.INVITED);
  }

  @Test
  void silenceOnTheInvitationEndsItAndNamesWhoWasSilent() {
    Conversation talk = Stage.invited(BETA).passes(Duration.ofSeconds(30));
    assertThat(talk.state())
        .isInstanceOfSatisfying(
            SessionState.Failed.class, f -> assertThat(f.atFault()).contains(BETA.uri()));
    Conversation countered =
        Stage.invitedAlone(BETA)
            .later(Duration.ofSeconds(29))
            .says(BETA, changing("c", "invitation", lasting(60_000)))
            .expectMoved(StateName.INVITED)
            .passes(Duration.ofSeconds(29));
    assertThat(countered.state().name()).isEqualTo(StateName.INVITED);
    assertThat(countered.passes(Duration.ofSeconds(1)).state())
        .isInstanceOfSatisfying(
            SessionState.Failed.class, f -> assertThat(f.atFault()).containsExactly(ALPHA.uri()));
  }

  @Test
  void whoDoesNotShowItsCardInTimeIsAtFault() {
    Conversation talk =
        Stage.invitedAlone(BETA)
            .says(ALPHA, Words.identity(ALPHA))
            .expectMoved(StateName.INVITED)
            .later(Duration.ofSeconds(29))
            .says(BETA, ACCEPT)
            .expectMoved(StateName.INVITED)
            .passes(Duration.ofMillis(29_999));
    assertThat(talk.state().name()).isEqualTo(StateName.INVITED);
    assertThat(talk.passes(Duration.ofMillis(1)).state())
        .isInstanceOfSatisfying(
            SessionState.Failed.class, f -> assertThat(f.atFault()).containsExactly(BETA.uri()));
  }

  @Test
  void everybodyInvitedIsAsked() {
    Step step =
        Stage.idle()
            .says(
                ALPHA,
                Words.invitation(
                    naming(Words.invitee(BETA, "counterparty"), Words.invitee(EYE, "observer"))))
            .send();
    assertThat(((Step.Moved) step).effects())
        .contains(
            new Effect.Asked(BETA.uri()),
            new Effect.Asked(EYE.uri()),
            new Effect.StateChanged(StateName.IDLE, StateName.INVITED))
        .hasSize(3);
  }
}
