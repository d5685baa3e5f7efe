package dev.parley.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.Conversation.Delivered;
import dev.parley.core.play.PlainPlay;
import dev.parley.core.session.Act;
import dev.parley.core.session.Cell;
import dev.parley.core.session.Seat;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said in random sessions is accepted by the model, as far as it has words for it.
class SimulationTest {
  private static final boolean FULL = Boolean.getBoolean("parley.test.full");
  private static final int SESSIONS = FULL ? 5000 : 300;
  private static final int CHECKED = FULL ? 40 : 3;
  private static final int STEPS = 80;

  @TempDir private Path folder;

  private final Map<Act, Integer> told = new EnumMap<>(Act.class);
  private int silent;
  private int outside;

  @Test
  void whatIsSaidInRandomSessionsIsAcceptedByTheModel() {
    for (int seed = 1; seed <= SESSIONS; seed++) {
      accepts(PlainPlay.session(seed, STEPS), TableModule.Table.REAL, "seed " + seed);
    }
    int acts = told.values().stream().mapToInt(Integer::intValue).sum();
    assertThat(told.keySet())
        .as("%s", told)
        .isEqualTo(
            EnumSet.of(
                Act.COMMIT,
                Act.ACCEPT_COMMITMENT,
                Act.REJECT_COMMITMENT,
                Act.WITHDRAW_COMMITMENT,
                Act.CLOSE,
                Act.ACCEPT_TRANSITION,
                Act.REJECT_TRANSITION,
                Act.ESCALATE,
                Act.INFORM_RESOLUTION,
                Act.INFORM_RELEASE,
                Act.INFORM_EXPIRY,
                Act.INFORM_FATAL));
    assertThat(acts).as("%s", told).isGreaterThan(2 * SESSIONS);
    assertThat(silent).as("what may change nothing").isGreaterThan(acts / 2);
    assertThat(outside).as("what the model has no words for").isLessThan(acts / 5);
  }

  @Test
  void aModelThatKnowsNoAcceptanceDoesNotAcceptThem() {
    TableModule.Table broken =
        TableModule.Table.REAL.but(
            StateName.AGREEING, Act.ACCEPT_COMMITMENT, Seat.COUNTERPARTY, Cell.REFUSED);
    assertThatThrownBy(
            () -> {
              for (int seed = 1; seed <= SESSIONS; seed++) {
                accepts(PlainPlay.session(seed, STEPS), broken, "seed " + seed);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ACCEPT_COMMITMENT");
  }

  /// The rules are written anew for the people and the promises of each session.
  @Test
  void theCheckerAcceptsThemToo() {
    int checked = 0;
    for (int seed = 1; checked < CHECKED; seed++) {
      Map<World, List<String>> claims =
          accepts(PlainPlay.session(seed, STEPS), TableModule.Table.REAL, "seed " + seed);
      Optional<Map.Entry<World, List<String>>> most =
          claims.entrySet().stream().max(Comparator.comparingInt(e -> e.getValue().size()));
      if (most.filter(e -> e.getValue().size() >= 8).isPresent()) {
        World world = most.get().getKey();
        Model model = Model.read(folder, world.rules(), TableModule.Table.REAL);
        assertThat(model.judge("Any").denied(most.get().getValue())).as("seed %s", seed).isEmpty();
        checked++;
      }
    }
  }

  /// Goes through a session.
  ///
  /// @return what the model says of each act that it has, by the world in which it was said
  private Map<World, List<String>> accepts(
      List<Delivered> said, TableModule.Table table, String name) {
    Map<World, List<String>> claims = new LinkedHashMap<>();
    for (int i = 1; i < said.size(); i++) {
      SessionState before = said.get(i - 1).after();
      if (Projection.begun(before)) {
        Projection.Worlds worlds = Projection.Worlds.of(said.getLast().after());
        Projection.Reading reading = Projection.read(before, said.get(i), worlds);
        String place = name + ", position " + i + ": " + said.get(i).envelope();
        claim(reading, table, place)
            .ifPresent(c -> claims.computeIfAbsent(reading.world(), _ -> new ArrayList<>()).add(c));
      }
    }
    return claims;
  }

  private Optional<String> claim(
      Projection.Reading reading, TableModule.Table table, String place) {
    return switch (reading.seen()) {
      case Projection.Seen.Told(Move move) -> {
        Relation relation = new Relation(reading.world(), table);
        Optional<Situation> next = relation.after(reading.before(), move);
        assertThat(next.map(Projection::forgetting))
            .as("%s%n%s in %s", place, move, reading.before())
            .contains(reading.after());
        told.merge(move.act(), 1, Integer::sum);
        yield Optional.of(relation.claim(reading.before(), move));
      }
      case Projection.Seen.Silent() -> {
        assertThat(reading.after()).as(place).isEqualTo(reading.before());
        silent++;
        yield Optional.empty();
      }
      case Projection.Seen.Outside _ -> {
        outside++;
        yield Optional.empty();
      }
    };
  }
}
