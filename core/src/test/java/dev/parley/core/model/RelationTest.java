package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The relation in Java is the one that the checker reads in `rules.als`.
class RelationTest {
  private static final boolean FULL = Boolean.getBoolean("parley.test.full");
  private static final int DEPTH = FULL ? 4 : 2;
  private static final int WALKS = FULL ? 200 : 12;
  private static final int STEPS = 8;
  private static final List<Move> MOVES = Move.whole();

  @TempDir private Path folder;

  @Test
  void everyActInEverySituationOfTheFirstLevelsIsAsTheCheckerHasIt() {
    Model.Judge judge = Model.read(folder, Model.rules(), TableModule.Table.REAL).judge();
    Set<Situation> seen = new HashSet<>(Set.of(start()));
    List<Situation> level = List.of(start());
    for (int depth = 0; depth < DEPTH; depth++) {
      List<Situation> next = new ArrayList<>();
      for (Situation here : level) {
        agrees(judge, here, MOVES);
        for (Move move : MOVES) {
          Relation.REAL.after(here, move).filter(seen::add).ifPresent(next::add);
        }
      }
      level = next;
    }
    assertThat(seen.size()).isGreaterThan(20);
  }

  @Test
  void soItIsOnWaysTakenByChance() {
    Model.Judge judge = Model.read(folder, Model.rules(), TableModule.Table.REAL).judge();
    for (int seed = 1; seed <= WALKS; seed++) {
      Random random = new Random(seed);
      Situation here = start();
      for (int step = 0; step < STEPS; step++) {
        Situation now = here;
        List<Move> legal =
            MOVES.stream().filter(m -> Relation.REAL.after(now, m).isPresent()).toList();
        List<Move> tried = new ArrayList<>(legal);
        for (int i = 0; i < 10; i++) {
          tried.add(MOVES.get(random.nextInt(MOVES.size())));
        }
        agrees(judge, now, tried);
        if (!legal.isEmpty()) {
          Move move = legal.get(random.nextInt(legal.size()));
          here = Relation.REAL.after(now, move).orElseThrow();
        }
      }
    }
  }

  /// A judge that agrees to everything would agree here too.
  @Test
  void theCheckerDeniesTheOppositeOfWhatTheRelationSays() {
    Model.Judge judge = Model.read(folder, Model.rules(), TableModule.Table.REAL).judge();
    Situation start = start();
    List<String> wrong = new ArrayList<>();
    for (Move move : MOVES) {
      Optional<Situation> after = Relation.REAL.after(start, move);
      wrong.add(
          Relation.claim(start, move, after.orElse(start), after.isPresent() ? "KEPT" : "MOVED"));
    }
    assertThat(judge.denied(wrong)).isEqualTo(wrong);
  }

  private static Situation start() {
    return Situation.of(new Ground(TableModule.Table.REAL).start(), World.CAST);
  }

  private static void agrees(Model.Judge judge, Situation here, List<Move> moves) {
    List<String> claims = new ArrayList<>();
    List<Move> running =
        World.CAST.expiries("N").stream()
            .filter(move -> Relation.REAL.running(here, move.timer(), move.on()))
            .toList();
    claims.addAll(here.timers(World.CAST, running));
    moves.forEach(move -> claims.add(Relation.REAL.claim(here, move)));
    assertThat(judge.denied(claims)).as("the checker denies this in %s", here).isEmpty();
  }
}
