package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Conversation;
import dev.parley.core.session.Act;
import dev.parley.core.session.Step;
import dev.parley.core.session.Timer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said by chance, signed and in real time, has the verdicts of the model from the first
/// act to the last. Nothing is merged here, as it is in [EveryTraceTest].
class MachineAgreesTest {
  private static final boolean FULL = Boolean.getBoolean("parley.test.full");
  private static final int TRACES = FULL ? 5000 : 300;
  private static final int ACTS = 12;
  private static final List<Move> MOVES = Move.whole();

  @TempDir private Path folder;

  @Test
  void whatIsSaidByChanceHasTheVerdictsOfTheModel() {
    Map<Cast.Pace, Conversation> starts =
        Map.of(
            Cast.Pace.PROMPT, Cast.conversing(Cast.Pace.PROMPT),
            Cast.Pace.SLOW, Cast.conversing(Cast.Pace.SLOW));
    int taken = 0;
    for (int seed = 1; seed <= TRACES; seed++) {
      Cast.Pace pace = seed % 2 == 0 ? Cast.Pace.PROMPT : Cast.Pace.SLOW;
      Conversation talk = Optional.ofNullable(starts.get(pace)).orElseThrow().fork();
      taken += trace(talk, pace, new Random(seed), "seed " + seed);
    }
    assertThat(taken).as("acts taken").isGreaterThan(3 * TRACES);
  }

  /// One trace. The model goes its own way from the start on and never looks at the machine.
  private static int trace(Conversation talk, Cast.Pace pace, Random random, String name) {
    Situation model = Situation.of(talk.state(), World.CAST);
    List<Move> said = new ArrayList<>();
    List<Situation> expected = new ArrayList<>();
    List<Situation> found = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < ACTS; i++) {
      Move move = move(talk, model, random);
      said.add(move);
      model = Relation.REAL.after(model, move).orElse(model);
      expected.add(model);
      taken += Cast.send(talk, move, pace) instanceof Step.Moved ? 1 : 0;
      found.add(Situation.of(talk.state(), World.CAST));
    }
    assertThat(found).as("%s: %s", name, said).isEqualTo(expected);
    return taken;
  }

  /// Mostly something that the model allows; of the timers that run, the one that is due first.
  private static Move move(Conversation talk, Situation model, Random random) {
    Optional<Timer> first = talk.state().timers().stream().findFirst();
    Optional<Move> due = first.flatMap(timer -> Situation.expiry(timer, World.CAST));
    List<Move> possible =
        MOVES.stream()
            .filter(
                m ->
                    !m.by().equals("N")
                        || m.timer().equals(Move.NONE)
                        || due.filter(m::equals).isPresent()
                        || !Relation.REAL.running(model, m.timer(), m.on()))
            .toList();
    List<Move> legal =
        possible.stream().filter(m -> Relation.REAL.after(model, m).isPresent()).toList();
    List<Move> from = legal.isEmpty() || random.nextInt(4) == 0 ? possible : legal;
    return from.get(random.nextInt(from.size()));
  }

  @Test
  void aModelWithoutOneOfTheRulesDisagrees() {
    Model broken =
        Model.read(
            folder, Model.rulesWithout("withdraw-before-first-accept"), TableModule.Table.REAL);
    Conversation talk = Cast.conversing(Cast.Pace.PROMPT);
    Cast.send(talk, Move.of(Act.COMMIT, "A", "c1"), Cast.Pace.PROMPT);
    Cast.send(talk, Move.of(Act.ACCEPT_COMMITMENT, "B", "c1"), Cast.Pace.PROMPT);
    Situation before = Situation.of(talk.state(), World.CAST);
    Move withdraw = Move.of(Act.WITHDRAW_COMMITMENT, "A", "c1");
    assertThat(Cast.send(talk, withdraw, Cast.Pace.PROMPT)).isInstanceOf(Step.Refused.class);
    String claim = Relation.claim(before, withdraw, before, "KEPT");
    assertThat(broken.judge().denied(List.of(claim))).containsExactly(claim);
  }
}
