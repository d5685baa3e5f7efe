package dev.parley.core.session;

import static dev.parley.core.session.Several.ALPHA;
import static dev.parley.core.session.Several.BETA;
import static dev.parley.core.session.Several.DELTA;
import static dev.parley.core.session.Several.GAMMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.Speaker;
import dev.parley.core.Words;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.message.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The cells of the session table that take more than two principals: a vote in each state by each
/// seat that may cast it.
final class ConsensusCellsTest {
  private static final Instant DEADLINE = Conversation.START.plus(Duration.ofMinutes(30));
  private static final Speaker BINDER = Speaker.named("agent://cloud.example/binder");

  @ParameterizedTest
  @EnumSource(names = {"INTRODUCED", "CONVERSING", "AGREEING", "EXECUTING"})
  void aVoteIsTakenInEachStateThatHasOne(StateName state) {
    Conversation talk = at(state);
    talk.says(ALPHA, Words.close("completed")).expectMoved(state);
    String vote = Several.transition(talk);
    for (Speaker voter : voters(state)) {
      Seat seat = talk.talk().participant(voter.uri()).orElseThrow().seat();
      assertThat(SessionTable.cell(state, Act.ACCEPT_TRANSITION, seat))
          .isEqualTo(Cell.SAME_OR_CLOSED);
      assertThat(SessionTable.cell(state, Act.REJECT_TRANSITION, seat)).isEqualTo(Cell.SAME);
      talk.fork().says(voter, Several.yes(vote)).expectMoved(state);
      talk.fork().says(voter, Several.no(vote)).expectMoved(state);
      talk.fork()
          .says(DELTA, Several.yes(vote))
          .expectMoved(state)
          .says(voter, Several.yes(vote))
          .expectMoved(voter.equals(DELTA) ? state : StateName.CLOSED);
    }
  }

  private static List<Speaker> voters(StateName state) {
    return state == StateName.INTRODUCED ? List.of(BETA, GAMMA) : List.of(BETA, GAMMA, BINDER);
  }

  /// Of four organisations a majority is three.
  private static Conversation at(StateName state) {
    JsonObject terms =
        Several.terms(new JsonString("majority")).with("openDelegation", JsonBoolean.TRUE);
    Conversation talk = Several.introduced(terms, ALPHA, BETA, GAMMA, DELTA);
    if (state == StateName.INTRODUCED) {
      return talk;
    }
    talk.says(ALPHA, Words.query("q"))
        .expectMoved(StateName.CONVERSING)
        .says(BETA, Words.delegate("d", BINDER, "commit"))
        .expectMoved(StateName.CONVERSING)
        .says(BINDER, Words.accept(Reference.Kind.DELEGATION, "d"))
        .expectMoved(StateName.CONVERSING)
        .says(BINDER, Words.identity(BINDER))
        .expectMoved(StateName.CONVERSING);
    if (state == StateName.EXECUTING) {
      kept(talk);
    }
    return state == StateName.AGREEING ? offered(talk) : talk;
  }

  private static Conversation offered(Conversation talk) {
    JsonObject owed =
        JsonObject.EMPTY
            .with("party", GAMMA.uri().text())
            .with("action", "deliver")
            .with("beneficiary", ALPHA.uri().text());
    return talk.says(
            ALPHA,
            Words.commit("deal", GAMMA.uri(), DEADLINE)
                .with("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed)))))
        .expectMoved(StateName.AGREEING);
  }

  private static void kept(Conversation talk) {
    offered(talk)
        .says(GAMMA, Words.accept(Reference.Kind.COMMITMENT, "deal"))
        .expectMoved(StateName.EXECUTING)
        .says(ALPHA, Words.release("deal"))
        .expectMoved(StateName.EXECUTING);
  }
}
