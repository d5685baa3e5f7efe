package dev.parley.core.session;

import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.SessionId;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A message is judged by its place before it is judged by what it says.
class PlacementTest {
  private final Conversation talk = Stage.talking();

  private static Refusal refusal(Step step) {
    assertThat(step).isInstanceOf(Step.Refused.class);
    return ((Step.Refused) step).refusal();
  }

  @Test
  void refusesAMessageThatDoesNotFollowTheHeadAndNamesTheHead() {
    Refusal refusal = refusal(talk.says(BETA, Words.query("b")).following(Hash.ZERO).send());
    assertThat(refusal.code()).isEqualTo(ErrorCode.CHAIN_CONFLICT);
    assertThat(refusal.details().string("head")).contains(talk.talk().head().hash().text());
    assertThat(refusal.details().integer("nextPosition")).hasValue(5);
    talk.says(BETA, Words.query("b")).expectMoved(StateName.CONVERSING);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 1L << 40})
  void refusesEverySequenceNumberButTheNextAndNamesIt(long number) {
    Refusal refusal = refusal(talk.says(BETA, Words.query("b")).sequence(number).send());
    assertThat(refusal.code()).isEqualTo(ErrorCode.SEQUENCE_GAP);
    assertThat(refusal.details().integer("expected")).hasValue(2);
    talk.says(BETA, Words.query("b")).sequence(2).expectMoved(StateName.CONVERSING);
  }

  @Test
  void aRefusedMessageLeavesItsNumberAndItsIdsFree() {
    talk.says(BETA, Words.accept(dev.parley.core.message.Reference.Kind.PROPOSAL, "none"))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(
            BETA, Words.query("b").asking("maxTokenBudget", dev.parley.core.json.JsonNumber.of(1)))
        .sequence(2)
        .expectMoved(StateName.CONVERSING);
  }

  @Test
  void refusesTheFirstMessageOfASessionElsewhereThanAtItsBeginning() {
    Words invitation = Words.invitation(Stage.NODE, BETA);
    Stage.idle()
        .says(ALPHA, invitation)
        .following(Hash.of(new byte[0]))
        .expectRefused(ErrorCode.CHAIN_CONFLICT)
        .says(ALPHA, invitation)
        .sequence(1)
        .expectRefused(ErrorCode.SEQUENCE_GAP)
        .says(ALPHA, invitation)
        .expectMoved(StateName.INVITED);
  }

  @ParameterizedTest
  @ValueSource(longs = {300_001, -300_001, 86_400_000})
  void refusesATimestampTooFarFromItsAcceptance(long apart) {
    talk.says(BETA, Words.query("b"))
        .stamped(talk.now().plusMillis(apart))
        .expectRefused(ErrorCode.STALE);
  }

  @ParameterizedTest
  @ValueSource(longs = {300_000, -300_000, 0})
  void takesATimestampWithinFiveMinutes(long apart) {
    talk.says(BETA, Words.query("b"))
        .stamped(talk.now().plusMillis(apart))
        .expectMoved(StateName.CONVERSING);
  }

  @Test
  void theTimeOfAcceptanceNeverGoesBack() {
    talk.later(Duration.ofSeconds(1))
        .says(ALPHA, Words.query("a"))
        .expectMoved(talk.state().name());
    talk.says(BETA, Words.query("b"))
        .acceptedAt(talk.now().minusMillis(1))
        .expectRefused(ErrorCode.STALE)
        .says(BETA, Words.query("b"))
        .acceptedAt(talk.now())
        .expectMoved(StateName.CONVERSING);
  }

  /// A transcript carries milliseconds; what it cannot carry may not decide anything.
  @Test
  void theTimeOfAcceptanceCountsInWholeMilliseconds() {
    Conversation exact = talk.fork();
    exact.says(BETA, Words.query("b")).expectMoved(StateName.CONVERSING);
    talk.says(BETA, Words.query("b"))
        .acceptedAt(talk.now().plusNanos(999_999))
        .expectMoved(StateName.CONVERSING);
    assertThat(talk.state().equals(exact.state())).isTrue();
  }

  @Test
  void aSenderRepeatsItsFirstScore() {
    Refusal refusal = refusal(talk.says(BETA, Words.query("b")).score(21).send());
    assertThat(refusal.code()).isEqualTo(ErrorCode.TRUST_MISMATCH);
    assertThat(refusal.details().string("expected")).contains("20.0");
    talk.says(BETA, Words.query("b")).score(20).expectMoved(StateName.CONVERSING);
  }

  @Test
  void theStewardsScoreIsAHundred() {
    talk.later(Duration.ofMinutes(10));
    Words record =
        Words.of(
            dev.parley.core.message.Performative.INFORM,
            Expiries.due(talk.state(), talk.now()).orElseThrow());
    talk.says(Stage.NODE, record)
        .score(99)
        .expectRefused(ErrorCode.TRUST_MISMATCH)
        .says(Stage.NODE, record)
        .expectMoved(StateName.FAILED);
  }

  @Test
  void aSessionKeepsTheVersionOfItsInvitation() {
    talk.says(BETA, Words.query("b"))
        .version("asp/1.0")
        .expectRefused(ErrorCode.VERSION_UNSUPPORTED);
    Conversation later = Stage.idle();
    later
        .says(ALPHA, Words.invitation(Stage.NODE, BETA))
        .version("asp/1.0")
        .expectMoved(StateName.INVITED)
        .says(ALPHA, Words.identity(ALPHA))
        .version("asp/0.1")
        .expectRefused(ErrorCode.VERSION_UNSUPPORTED)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(StateName.INVITED);
  }

  @Test
  void refusesAMessageOfAnotherSession() {
    SessionId other = new SessionId(Conversation.uuid7(Conversation.START, 77));
    talk.says(BETA, Words.query("b")).inSession(other).expectRefused(ErrorCode.SESSION_NOT_FOUND);
  }

  @Test
  void refusesStrangersAndThoseWhoLeft() {
    talk.says(Stage.STRANGER, Words.query("s")).expectRefused(ErrorCode.NOT_PARTICIPANT);
    Conversation crowd = Stage.conversing();
    crowd
        .says(Stage.ADVISER, Words.leave())
        .expectMoved(StateName.CONVERSING)
        .says(Stage.ADVISER, Words.query("s"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT);
  }

  @Test
  void nothingIsSaidAfterTheEnd() {
    talk.says(ALPHA, Words.close("no-agreement")).expectMoved(StateName.CLOSED);
    talk.says(BETA, Words.query("b")).expectRefused(ErrorCode.INVALID_TRANSITION);
    talk.says(Stage.STRANGER, Words.query("b")).expectRefused(ErrorCode.INVALID_TRANSITION);
    assertThat(talk.state().timers()).isEmpty();
  }

  @Test
  void aSenderUsesTheCardOfItsEarlierMessages() {
    talk.says(BETA.rotated(), Words.query("b")).expectRefused(ErrorCode.SIGNATURE_INVALID);
  }

  /// `9e15` is four bytes as it may be sent and sixteen in the canonical form, which is what is
  /// stored and read again.
  @Test
  void refusesAMessageWhoseCanonicalFormIsTooLarge() {
    JsonArray large = JsonArray.of(Collections.<JsonValue>nCopies(20_000, new JsonNumber(9e15)));
    talk.says(BETA, Words.inform("data").with("data", large))
        .expectRefused(ErrorCode.TOO_LARGE)
        .says(BETA, filled(0))
        .expectMoved(StateName.CONVERSING);
    int room =
        JsonLimits.MESSAGE.maxBytes()
            - CanonicalJson.bytes(talk.accepted().getLast().envelope()).length;
    talk.says(BETA, filled(room + 1))
        .expectRefused(ErrorCode.TOO_LARGE)
        .says(BETA, filled(room))
        .expectMoved(StateName.CONVERSING);
  }

  private static Words filled(int more) {
    return Words.inform("data").with("data", new JsonString("x".repeat(1 + more)));
  }
}
