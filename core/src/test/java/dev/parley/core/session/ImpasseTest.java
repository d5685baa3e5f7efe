package dev.parley.core.session;

import static dev.parley.core.session.Stage.ALPHA;
import static dev.parley.core.session.Stage.BETA;
import static dev.parley.core.session.Stage.NODE;
import static dev.parley.core.session.StateName.CLOSED;
import static dev.parley.core.session.StateName.CONVERSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A talk in which no number moves any more.
class ImpasseTest {
  private static final JsonObject TERMS =
      Stage.terms()
          .without("maxRounds")
          .with("noProgressRounds", JsonNumber.of(2))
          .with("progressPaths", JsonArray.ofStrings(List.of("/price", "/extra/days")));

  private final Conversation talk = Stage.talking(TERMS);
  private int round;

  private void proposes(Speaker speaker, double price) {
    JsonObject terms = JsonObject.EMPTY.with("price", new JsonNumber(price));
    talk.says(speaker, Words.propose("p" + round++).with("terms", terms)).expectMoved(CONVERSING);
  }

  private void goesOn() {
    talk.fork().says(NODE, Words.inform("impasse")).expectRefused(ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void eachSideIsMeasuredAgainstItself() {
    proposes(ALPHA, 100);
    proposes(BETA, 120);
    proposes(ALPHA, 100);
    goesOn();
    proposes(BETA, 119.41);
    talk.says(NODE, Words.inform("impasse")).expectMoved(CLOSED);
  }

  @Test
  void aMoveOfHalfAPercentStartsTheCountAnew() {
    proposes(ALPHA, 100);
    proposes(ALPHA, 100);
    proposes(BETA, 120);
    proposes(BETA, 119.4);
    proposes(ALPHA, 99.51);
    goesOn();
    proposes(BETA, 118.803);
    proposes(BETA, 118.803);
    goesOn();
    proposes(ALPHA, 99.51);
    talk.says(NODE, Words.inform("impasse")).expectMoved(CLOSED);
  }

  @Test
  void aNumberThatComesOrGoesHasMoved() {
    proposes(ALPHA, 0);
    proposes(ALPHA, 0);
    talk.says(
            ALPHA,
            Words.propose("days")
                .with(
                    "terms",
                    JsonObject.EMPTY
                        .with("price", 0)
                        .with("extra", JsonObject.EMPTY.with("days", 3))))
        .expectMoved(CONVERSING);
    goesOn();
    proposes(ALPHA, 0);
    goesOn();
    proposes(ALPHA, 0.001);
    goesOn();
    proposes(ALPHA, 0.001);
    proposes(ALPHA, 0.001);
    talk.says(NODE, Words.inform("impasse")).expectMoved(CLOSED);
  }

  @Test
  void theStewardMayEndItAsSoonAsTheRoundsAreOver() {
    assertThat(talk.talk().atImpasse()).isFalse();
    proposes(BETA, 1);
    proposes(BETA, 1);
    proposes(BETA, 1);
    assertThat(talk.talk().atImpasse()).isTrue();
  }

  @Test
  void roundsAndPathsStandTogether() {
    for (JsonObject wrong :
        List.of(
            TERMS.without("progressPaths"),
            TERMS.without("noProgressRounds"),
            TERMS.with("noProgressRounds", JsonNumber.of(0)),
            TERMS.with("progressPaths", JsonArray.ofStrings(List.of("price"))))) {
      Stage.idle().says(ALPHA, Words.invitation(wrong)).to(BETA).expectRefused(ErrorCode.MALFORMED);
    }
  }
}
