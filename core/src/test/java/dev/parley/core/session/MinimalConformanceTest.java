package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.DELEGATION;
import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.MINIMAL;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.INTRODUCED;
import static dev.parley.core.session.StateName.INVITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.TimerKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// An agent that speaks INFORM, QUERY and CLOSE only can still be invited.
class MinimalConformanceTest {
  private final Conversation invited = Stage.invitedAlone(MINIMAL);

  @Test
  void itsIdentityIsItsAcceptance() {
    invited
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(INVITED)
        .says(MINIMAL, Words.identity(MINIMAL))
        .expectMoved(INTRODUCED)
        .says(MINIMAL, Words.query("q"))
        .expectMoved(CONVERSING)
        .says(MINIMAL, Words.inform("data"))
        .expectMoved(CONVERSING)
        .says(MINIMAL, Words.close("completed"))
        .expectMoved(StateName.CLOSED);
    assertThat(invited.talk().participant(MINIMAL.uri()).orElseThrow().seat())
        .isEqualTo(Seat.SOURCE);
  }

  @Test
  void itsCloseIsItsRejection() {
    invited.says(MINIMAL, Words.close("no-agreement")).expectMoved(StateName.FAILED);
  }

  @Test
  void itSaysNothingElse() {
    invited
        .says(MINIMAL, Words.accept(PROPOSAL, "invitation"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(MINIMAL, Words.reject(PROPOSAL, "invitation"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(MINIMAL, Words.query("q"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
    Stage.introducedToMinimal()
        .says(MINIMAL, Words.propose("p"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(MINIMAL, Words.escalate("e"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void itIsMeasuredLikeEveryInvitee() {
    JsonObject terms = Stage.terms().with("minTrustScore", JsonNumber.of(20));
    Stage.idle()
        .says(ALPHA, Words.invitation(terms))
        .to(MINIMAL)
        .expectMoved(INVITED)
        .says(MINIMAL, Words.identity(MINIMAL))
        .score(19)
        .expectRefused(ErrorCode.INSUFFICIENT_TRUST_SCORE);
  }

  @Test
  void nothingIsOwedToItOrByIt() {
    Conversation talk = Stage.introducedToMinimal();
    talk.says(ALPHA, Words.query("q"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.commit("k", ALPHA.uri(), Stage.DEADLINE))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(ALPHA, Words.commit("k", MINIMAL.uri(), Stage.DEADLINE))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void itsIdentityIsTooLateOnceTheInvitationIsVoid() {
    Conversation brief =
        Stage.idle()
            .says(
                ALPHA,
                Words.invitation(Stage.terms())
                    .with("validUntil", Conversation.START.plusSeconds(10)))
            .to(MINIMAL)
            .expectMoved(INVITED);
    brief
        .fork()
        .later(Duration.ofMillis(9_999))
        .says(MINIMAL, Words.identity(MINIMAL))
        .expectMoved(INVITED);
    brief
        .later(Duration.ofSeconds(10))
        .says(MINIMAL, Words.identity(MINIMAL))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void nobodyWaitsForAConsentThatItCannotGive() {
    Stage.introducedToMinimal()
        .says(ALPHA, Words.query("q"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.delegate("d", Stage.ADVISER, "advisory"))
        .expectMoved(CONVERSING)
        .says(Stage.ADVISER, Words.accept(DELEGATION, "d"))
        .expectMoved(CONVERSING);
  }

  @Test
  void itsIdentityIsAlsoItsAnswerInTime() {
    Conversation timed =
        Stage.idle()
            .says(ALPHA, Words.invitation(Stage.terms()).answeredWithin(Duration.ofSeconds(5)))
            .to(MINIMAL)
            .expectMoved(INVITED)
            .says(MINIMAL, Words.identity(MINIMAL))
            .expectMoved(INVITED);
    assertThat(timed.state().timers()).extracting(Timer::key).doesNotContain(TimerKey.RESPONSE);
  }
}
