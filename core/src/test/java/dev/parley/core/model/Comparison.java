package dev.parley.core.model;

import dev.parley.core.identity.Hash;
import dev.parley.core.session.SessionState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Goes through machine and model at once, level by level, and tries every act in every pair of a
/// state of the machine and a situation of the model that so many acts can lead to.
final class Comparison {
  private final Ground ground;
  private final Relation relation;
  private final Likeness likeness = new Likeness();
  private final List<Move> moves = Move.whole();
  private final Set<Situation> situations = new HashSet<>();
  private long states;
  private long compared;
  private long moved;

  /// Where a way has led to.
  ///
  /// @param state the state of the machine
  /// @param situation that of the model
  /// @param before from where
  /// @param by by which act
  private record Place(
      SessionState state, Situation situation, Optional<Place> before, Optional<Move> by) {
    List<Move> past() {
      List<Move> out = new ArrayList<>();
      for (Optional<Place> at = Optional.of(this); at.isPresent(); at = at.get().before()) {
        at.get().by().ifPresent(out::add);
      }
      return out.reversed();
    }
  }

  Comparison(Ground ground, Relation relation) {
    this.ground = ground;
    this.relation = relation;
  }

  /// How many states of the machine were gone through that can be told apart.
  long states() {
    return states;
  }

  /// How many situations of the model.
  long situations() {
    return situations.size();
  }

  /// How many acts were compared.
  long compared() {
    return compared;
  }

  /// How many of them were taken.
  long moved() {
    return moved;
  }

  /// Compares all that so many acts in a row can be.
  ///
  /// @return the first difference, with the acts that lead there
  Optional<String> difference(int depth) {
    Situation start = Situation.of(ground.start(), World.CAST);
    Set<Hash> seen = new HashSet<>(List.of(likeness.of(ground.start())));
    List<Place> level =
        List.of(new Place(ground.start(), start, Optional.empty(), Optional.empty()));
    for (int done = 0; done < depth; done++) {
      List<Place> next = new ArrayList<>();
      for (Place here : level) {
        Optional<String> difference = everyAct(here, done + 1 < depth, seen, next);
        if (difference.isPresent()) {
          return difference;
        }
      }
      level = next;
    }
    return Optional.empty();
  }

  private Optional<String> everyAct(Place here, boolean goesOn, Set<Hash> seen, List<Place> next) {
    states++;
    Optional<String> timers = timers(here);
    if (timers.isPresent()) {
      return timers;
    }
    boolean first = situations.add(here.situation());
    for (Move move : moves) {
      if (!first && relation.refusedAnyway(here.situation(), move)) {
        continue;
      }
      Optional<SessionState> machine = ground.after(here.state(), move);
      Optional<Situation> found = machine.map(state -> Situation.of(state, World.CAST));
      Optional<Situation> expected = relation.after(here.situation(), move);
      compared++;
      if (!found.equals(expected)) {
        return Optional.of(
            "after %s: %s%nthe machine: %s%nthe model:   %s"
                .formatted(here.past(), move, found, expected));
      }
      if (machine.isPresent()) {
        moved++;
        if (goesOn && seen.add(likeness.of(machine.get()))) {
          next.add(
              new Place(machine.get(), found.orElseThrow(), Optional.of(here), Optional.of(move)));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> timers(Place here) {
    Set<String> machine = new TreeSet<>();
    Situation.running(here.state(), World.CAST).forEach(move -> machine.add(move.alloy()));
    Set<String> model = new TreeSet<>();
    World.CAST.expiries("N").stream()
        .filter(move -> relation.running(here.situation(), move.timer(), move.on()))
        .forEach(move -> model.add(move.alloy()));
    return machine.equals(model)
        ? Optional.empty()
        : Optional.of(
            "after %s%nthere run %s%nin the model %s".formatted(here.past(), machine, model));
  }
}
