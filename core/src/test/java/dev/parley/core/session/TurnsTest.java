package dev.parley.core.session;

import static dev.parley.core.message.Reference.Kind.PROPOSAL;
import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.StateName.CONVERSING;
import static dev.parley.core.session.StateName.EXECUTING;

import dev.parley.core.Conversation;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No principal, its delegates included, says more than eight things in a row.
class TurnsTest {
  private static Conversation eightByAlpha(Conversation talk) {
    for (int i = 0; i < 8; i++) {
      talk.says(ALPHA, Words.inform("progress")).expectMoved(talk.state().name());
    }
    return talk;
  }

  private static Conversation betaSpokeLast() {
    return Stage.talking().says(BETA, Words.query("b")).expectMoved(CONVERSING);
  }

  @Test
  void theNinthInARowIsRefusedUntilAnotherPrincipalSpeaks() {
    eightByAlpha(betaSpokeLast())
        .says(ALPHA, Words.query("ninth"))
        .expectRefused(ErrorCode.NOT_YOUR_TURN)
        .says(ALPHA, Words.propose("ninth"))
        .expectRefused(ErrorCode.NOT_YOUR_TURN)
        .says(BETA, Words.clarify("q"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.query("ninth"))
        .expectMoved(CONVERSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "data", "progress"})
  void newsIsLimited(String type) {
    eightByAlpha(betaSpokeLast())
        .says(ALPHA, Words.inform(type))
        .expectRefused(ErrorCode.NOT_YOUR_TURN);
  }

  @Test
  void answersErrorsAndEndsAreNeverStopped() {
    Conversation talk = betaSpokeLast().says(BETA, Words.propose("p")).expectMoved(CONVERSING);
    eightByAlpha(talk);
    talk.says(ALPHA, Words.error("timeout"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.identity(ALPHA))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.clarify("p"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.accept(PROPOSAL, "p"))
        .expectMoved(CONVERSING);
    talk.fork().says(ALPHA, Words.escalate("e")).expectMoved(StateName.ESCALATED);
    talk.fork().says(ALPHA, Words.close("done")).expectMoved(StateName.CLOSED);
  }

  @Test
  void delegatesCountForTheirPrincipal() {
    Conversation talk = Stage.conversing();
    talk.says(BETA, Words.query("b")).expectMoved(CONVERSING);
    for (int i = 0; i < 8; i++) {
      talk.says(i % 2 == 0 ? Stage.ADVISER : Stage.BINDER, Words.inform("data"))
          .expectMoved(CONVERSING);
    }
    talk.says(ALPHA, Words.inform("data"))
        .expectRefused(ErrorCode.NOT_YOUR_TURN)
        .says(Stage.EYE, Words.query("e"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.inform("data"))
        .expectRefused(ErrorCode.NOT_YOUR_TURN)
        .says(BETA, Words.inform("data"))
        .expectMoved(CONVERSING)
        .says(ALPHA, Words.inform("data"))
        .expectMoved(CONVERSING);
  }

  @Test
  void theStewardsMessagesDoNotCount() {
    Conversation talk = betaSpokeLast();
    talk.says(ALPHA, Words.query("slow").answeredWithin(Duration.ofSeconds(1)))
        .to(BETA)
        .expectMoved(CONVERSING);
    for (int i = 0; i < 7; i++) {
      talk.says(ALPHA, Words.inform("progress")).expectMoved(CONVERSING);
    }
    talk.passes(Duration.ofSeconds(1));
    talk.says(ALPHA, Words.inform("progress")).expectRefused(ErrorCode.NOT_YOUR_TURN);
  }

  @Test
  void whoDeliversIsNotLimited() {
    Conversation talk = Stage.withKeptPromise(Stage.talking());
    for (int i = 0; i < 20; i++) {
      talk.says(BETA, Words.inform("progress")).expectMoved(EXECUTING);
    }
  }
}
