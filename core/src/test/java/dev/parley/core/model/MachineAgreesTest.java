package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.session.Act;
import dev.parley.core.session.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The machine and the model give the same verdict on the same acts.
class MachineAgreesTest {
  private static final int DEPTH = 8;

  /// Up to which depth no situation is left out; from there on each level is thinned out.
  private static final int WHOLE = Integer.getInteger("parley.model.depth", 4);

  private static final int MOST_LATER = 20;

  /// The table alone refuses those who have no part in an act, so they need not try it everywhere.
  private static final int OUTSIDERS = 2;

  @TempDir private Path folder;

  /// A way through the machine to a situation that the model can tell from others.
  private record Reached(Conversation talk, List<Move> past) {}

  @Test
  void whenAnswersAreShortEveryActHasTheVerdictOfTheModel() {
    assertThat(compared(Cast.Pace.PROMPT, WHOLE)).isGreaterThan(200);
  }

  @Test
  void whenPromisesAreShortEveryActHasTheVerdictOfTheModel() {
    assertThat(compared(Cast.Pace.SLOW, WHOLE - 1)).isGreaterThan(100);
  }

  @Test
  void aModelWithoutOneOfTheRulesDisagrees() {
    Model broken =
        Model.read(
            folder, Model.rulesWithout("withdraw-before-first-accept"), TableModule.Table.REAL);
    Conversation talk = Cast.conversing(Cast.Pace.PROMPT);
    Cast.send(talk, Move.of(Act.COMMIT, "A", "c1"), Cast.Pace.PROMPT);
    Cast.send(talk, Move.of(Act.ACCEPT_COMMITMENT, "B", "c1"), Cast.Pace.PROMPT);
    String claim = claim(talk, Move.of(Act.WITHDRAW_COMMITMENT, "A", "c1"), Cast.Pace.PROMPT);
    assertThat(claim).contains("KEPT");
    assertThat(broken.judge().denied(List.of(claim))).containsExactly(claim);
  }

  /// Goes through the machine level by level.
  ///
  /// @return how many situations had every act tried in them
  private int compared(Cast.Pace pace, int whole) {
    Model.Judge judge = Model.read(folder, Model.rules(), TableModule.Table.REAL).judge();
    Conversation start = Cast.conversing(pace);
    Map<Situation, Reached> level = new LinkedHashMap<>();
    level.put(Situation.of(start.state()), new Reached(start, List.of()));
    Map<Situation, Reached> seen = new LinkedHashMap<>(level);
    int tried = 0;
    for (int depth = 0; depth < DEPTH; depth++) {
      Map<Situation, Reached> next = new LinkedHashMap<>();
      int every = depth < whole ? 1 : Math.max(1, level.size() / MOST_LATER);
      int place = 0;
      for (Map.Entry<Situation, Reached> here : level.entrySet()) {
        if (place++ % every == 0) {
          everyAct(judge, here.getKey(), here.getValue(), pace, seen, next);
          tried++;
        }
      }
      level = next;
    }
    return tried;
  }

  private static void everyAct(
      Model.Judge judge,
      Situation before,
      Reached here,
      Cast.Pace pace,
      Map<Situation, Reached> seen,
      Map<Situation, Reached> next) {
    List<String> claims = new ArrayList<>(before.running(here.talk().state().timers()));
    for (Move move : moves(here)) {
      Conversation talk = here.talk().fork();
      claims.add(claim(talk, move, pace));
      Situation after = Situation.of(talk.state());
      if (!seen.containsKey(after)) {
        List<Move> past = new ArrayList<>(here.past());
        past.add(move);
        Reached reached = new Reached(talk, past);
        seen.put(after, reached);
        next.put(after, reached);
      }
    }
    assertThat(judge.denied(claims)).as("the model denies this after %s", here.past()).isEmpty();
  }

  /// What the machine makes of an act, as a formula of the model.
  private static String claim(Conversation talk, Move move, Cast.Pace pace) {
    Situation before = Situation.of(talk.state());
    String verdict = Cast.send(talk, move, pace) instanceof Step.Moved ? "MOVED" : "KEPT";
    Situation after = Situation.of(talk.state());
    return "step[%s, %s, %s, %s]".formatted(before.alloy(), move.alloy(), verdict, after.alloy());
  }

  private static List<Move> moves(Reached here) {
    List<Move> out = new ArrayList<>(Move.all());
    if (here.past().size() > OUTSIDERS) {
      out.removeIf(Move::byOutsider);
    }
    here.talk().state().timers().stream()
        .findFirst()
        .map(Situation::expiry)
        .ifPresent(
            move -> {
              out.add(move);
              out.add(Move.expiry("A", move.timer(), move.on()));
            });
    return out;
  }
}
