package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.Bargain;
import dev.parley.client.negotiation.FrequencyModel.Accuracy;
import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Side;
import dev.parley.client.negotiation.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Every strategy against every strategy, itself included, on both sides, in every domain. In
/// memory; the same each time. Immutable.
///
/// @param arenas the domains
/// @param strategies the strategies
/// @param rounds how many turns each side has
/// @param results what came of it, domain by domain
public record Tournament(
    List<Arena> arenas, List<Strategy> strategies, int rounds, List<Result> results) {

  /// Copies.
  public Tournament {
    arenas = List.copyOf(arenas);
    strategies = List.copyOf(strategies);
    results = List.copyOf(results);
  }

  /// What came of one encounter.
  ///
  /// @param encounter which
  /// @param bargain how it went
  public record Result(Encounter encounter, Bargain bargain) {}

  /// All encounters of a tournament.
  ///
  /// @param arenas the domains
  /// @param strategies the strategies
  /// @param rounds how many turns each side has
  /// @return domain by domain
  public static List<Encounter> encounters(
      List<Arena> arenas, List<Strategy> strategies, int rounds) {
    List<Encounter> out = new ArrayList<>();
    for (Arena arena : arenas) {
      for (Strategy first : strategies) {
        for (Strategy second : strategies) {
          out.add(new Encounter(arena, first, second, rounds));
        }
      }
    }
    return out;
  }

  /// Plays a tournament.
  ///
  /// @param arenas the domains
  /// @param strategies the strategies
  /// @param rounds how many turns each side has
  /// @return what came of it
  public static Tournament of(List<Arena> arenas, List<Strategy> strategies, int rounds) {
    List<Result> results =
        encounters(arenas, strategies, rounds).parallelStream()
            .map(encounter -> new Result(encounter, encounter.inMemory()))
            .toList();
    return new Tournament(arenas, strategies, rounds, results);
  }

  /// How many offers and answers there were in all.
  ///
  /// @return their number
  public int messages() {
    return results.stream().mapToInt(result -> result.bargain().moves().size()).sum();
  }

  /// The mean of a strategy over all its encounters, on both sides.
  ///
  /// @param strategy which
  /// @return the mean
  public Measures mean(Strategy strategy) {
    return mean(encounter -> true, strategy);
  }

  /// The mean of a strategy over some encounters, on both sides.
  ///
  /// @param some which encounters
  /// @param strategy which strategy
  /// @return the mean
  public Measures mean(Predicate<Encounter> some, Strategy strategy) {
    List<Measures> all = new ArrayList<>();
    for (Result result : results) {
      for (Side side : Side.values()) {
        if (result.encounter().strategy(side) == strategy && some.test(result.encounter())) {
          all.add(result.encounter().measures(result.bargain(), side));
        }
      }
    }
    return Measures.mean(all);
  }

  /// The mean of a strategy against another one.
  ///
  /// @param own which strategy
  /// @param other whom it meets
  /// @return the mean over all domains and both sides
  public Measures against(Strategy own, Strategy other) {
    List<Measures> all = new ArrayList<>();
    for (Result result : results) {
      for (Side side : Side.values()) {
        if (result.encounter().strategy(side) == own
            && result.encounter().strategy(side.other()) == other) {
          all.add(result.encounter().measures(result.bargain(), side));
        }
      }
    }
    return Measures.mean(all);
  }

  /// How well the model guesses a strategy, from all the offers that it made in each encounter.
  ///
  /// @param strategy which
  /// @return the mean over all its encounters, on both sides
  public Accuracy guessed(Strategy strategy) {
    List<Accuracy> all =
        results.parallelStream()
            .flatMap(
                result ->
                    List.of(Side.FIRST, Side.SECOND).stream()
                        .filter(side -> result.encounter().strategy(side) == strategy)
                        .map(side -> result.encounter().guessed(result.bargain(), side)))
            .toList();
    double pearson = 0;
    double kendall = 0;
    for (Accuracy each : all) {
      pearson += each.pearson();
      kendall += each.kendall();
    }
    return new Accuracy(pearson / all.size(), kendall / all.size());
  }
}
