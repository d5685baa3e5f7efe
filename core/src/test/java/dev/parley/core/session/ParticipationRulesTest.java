package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.CLOSED;
import static dev.parley.core.session.StateName.CONVERSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParticipationRulesTest {
  private final Conversation talk = Stage.talking();

  @Test
  void whoRotatesItsKeysNamesTheNextCardWithTheOldOnes() {
    Speaker next = BETA.rotated();
    talk.knows(next)
        .says(next, Words.identity(next))
        .expectRefused(ErrorCode.SIGNATURE_INVALID)
        .says(BETA, Words.identity(next))
        .expectMoved(CONVERSING)
        .says(BETA, Words.query("old"))
        .expectRefused(ErrorCode.SIGNATURE_INVALID)
        .says(next, Words.query("new"))
        .expectMoved(CONVERSING);
  }

  @Test
  void anUnknownCardIsNoCard() {
    talk.says(BETA, Words.identity(BETA.rotated())).expectRefused(ErrorCode.INVALID_REFERENCE);
  }

  @Test
  void aCardThatDoesNotFollowThePresentOneIsNotTaken() {
    Speaker second = BETA.rotated();
    Speaker third = second.rotated();
    Speaker others = ALPHA.rotated();
    talk.knows(second)
        .knows(third)
        .knows(others)
        .says(BETA, Words.identity(third))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.identity(others))
        .expectRefused(ErrorCode.INVALID_REFERENCE);
    JsonObject wrongVersion =
        JsonObject.EMPTY
            .with("cardHash", second.card().hash().text())
            .with("cardVersion", JsonNumber.of(3));
    talk.says(BETA, Words.identity(second).with("data", wrongVersion))
        .expectRefused(ErrorCode.INVALID_REFERENCE)
        .says(BETA, Words.identity(second))
        .expectMoved(CONVERSING)
        .says(second, Words.identity(third))
        .expectMoved(CONVERSING);
  }

  @Test
  void theStepDownOfOneOfTwoPrincipalsEndsTheSession() {
    talk.fork().says(BETA, Words.leave()).expectMoved(CLOSED);
    talk.fork().says(ALPHA, Words.observe()).expectMoved(CLOSED);
    assertThat(talk.says(BETA, Words.leave()).expectMoved(CLOSED).state())
        .isInstanceOfSatisfying(
            SessionState.Closed.class,
            closed -> assertThat(closed.reason()).isEqualTo("cancelled"));
  }

  @Test
  void whoHasAnOpenProposalDoesNotStepDown() {
    talk.says(BETA, Words.propose("p"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.leave())
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(BETA, Words.observe())
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(BETA, Words.withdraw(PROPOSAL, "p"))
        .expectMoved(CONVERSING)
        .says(BETA, Words.leave())
        .expectMoved(CLOSED);
  }

  @Test
  void othersComeAndGo() {
    Conversation crowd = Stage.conversing();
    crowd
        .says(Stage.EYE, Words.leave())
        .expectMoved(CONVERSING)
        .says(Stage.EYE, Words.query("e"))
        .expectRefused(ErrorCode.NOT_PARTICIPANT)
        .says(Stage.ADVISER, Words.observe())
        .expectMoved(CONVERSING)
        .says(Stage.ADVISER, Words.query("a"))
        .expectMoved(CONVERSING)
        .says(Stage.ADVISER, Words.inform("data"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void theStewardEndsATalkThatHasReachedItsMostRounds() {
    talk.says(Stage.NODE, Words.inform("impasse"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(ALPHA, Words.propose("p"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.inform("impasse"))
        .expectRefused(ErrorCode.INVALID_TRANSITION)
        .says(Stage.NODE, Words.inform("impasse"))
        .expectMoved(CLOSED);
    JsonObject unlimited = Stage.terms().without("maxRounds");
    Stage.talking(unlimited)
        .says(ALPHA, Words.propose("p"))
        .expectMoved(CONVERSING)
        .says(Stage.NODE, Words.inform("impasse"))
        .expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void whoAbstainsDoesNotReject() {
    talk.says(BETA, Words.propose("p"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.reject(PROPOSAL, "p").with("abstain", JsonBoolean.TRUE))
        .expectRefused(ErrorCode.MALFORMED)
        .says(ALPHA, Words.reject(PROPOSAL, "p").with("abstain", JsonBoolean.FALSE))
        .expectMoved(CONVERSING);
  }

  @Test
  void anObserverSaysSixThingsAMinuteAtMost() {
    Conversation crowd = Stage.conversing().later(Duration.ofMinutes(1));
    for (int i = 1; i <= 6; i++) {
      crowd.says(Stage.EYE, Words.query("e" + i)).expectMoved(CONVERSING);
      crowd.later(Duration.ofSeconds(1));
    }
    crowd
        .says(Stage.EYE, Words.clarify("q"))
        .expectRefused(ErrorCode.RATE_LIMITED)
        .says(Stage.ADVISER, Words.clarify("q"))
        .expectMoved(CONVERSING)
        .later(Duration.ofMillis(53_999))
        .says(Stage.EYE, Words.clarify("q"))
        .expectRefused(ErrorCode.RATE_LIMITED)
        .later(Duration.ofMillis(1))
        .says(Stage.EYE, Words.clarify("q"))
        .expectMoved(CONVERSING)
        .says(Stage.EYE, Words.leave())
        .expectRefused(ErrorCode.RATE_LIMITED);
  }
}
