package dev.parley.bench.negotiation;

import dev.parley.bench.negotiation.RoundTable.Course;
import dev.parley.client.negotiation.Preferences;
import dev.parley.client.negotiation.Profile;
import dev.parley.client.negotiation.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every strategy with every two others in every seat, in every domain of three. In memory; the
/// same each time. Immutable.
///
/// @param rounds how many turns each has at most
/// @param results what came of each table
public record ThreeParties(int rounds, List<Result> results) {

  /// Copies.
  public ThreeParties {
    results = List.copyOf(results);
  }

  /// What came of one table.
  ///
  /// @param table who sat there
  /// @param course how it went
  /// @param welfare the sum of utilities, over the greatest possible
  /// @param efficient whether the agreement left nothing that all could have had
  public record Result(RoundTable table, Course course, double welfare, boolean efficient) {
    /// What one of them has of it.
    ///
    /// @param side 0 to 2
    /// @return 0 to 1
    public double utility(int side) {
      Preferences own = table.trio().sides().get(side);
      int utility =
          course.agreement().isPresent()
              ? own.utility(course.agreement().getAsInt())
              : own.profile().reservation();
      return (double) utility / Profile.WHOLE;
    }
  }

  /// The mean over all tables at which a strategy sat.
  ///
  /// @param agreements part of them that agreed
  /// @param utility its own
  /// @param others the mean of the two others
  /// @param welfare the sum of utilities, over the greatest possible
  /// @param efficient part of the agreements that left nothing that all could have had
  /// @param turns how many there were
  public record Mean(
      double agreements,
      double utility,
      double others,
      double welfare,
      double efficient,
      double turns) {}

  /// Plays all tables.
  ///
  /// @param trios the domains
  /// @param strategies the strategies
  /// @param rounds how many turns each has at most
  /// @return what came of it
  public static ThreeParties of(List<Trio> trios, List<Strategy> strategies, int rounds) {
    List<Result> results =
        tables(trios, strategies, rounds).parallelStream().map(ThreeParties::played).toList();
    return new ThreeParties(rounds, results);
  }

  private static List<RoundTable> tables(List<Trio> trios, List<Strategy> strategies, int rounds) {
    List<RoundTable> out = new ArrayList<>();
    for (Trio trio : trios) {
      for (Strategy first : strategies) {
        for (Strategy second : strategies) {
          for (Strategy third : strategies) {
            out.add(new RoundTable(trio, List.of(first, second, third), rounds));
          }
        }
      }
    }
    return out;
  }

  private static Result played(RoundTable table) {
    Course course = table.play();
    Trio trio = table.trio();
    if (course.agreement().isEmpty()) {
      long none = trio.sides().stream().mapToLong(side -> side.profile().reservation()).sum();
      return new Result(table, course, (double) none / trio.best(), false);
    }
    int outcome = course.agreement().getAsInt();
    return new Result(
        table, course, (double) trio.welfare(outcome) / trio.best(), trio.efficient(outcome));
  }

  /// The strategies that took part, in their order.
  ///
  /// @return each once
  public List<Strategy> strategies() {
    return Stream.of(Strategy.values())
        .filter(s -> results.stream().anyMatch(r -> r.table().strategies().contains(s)))
        .toList();
  }

  /// How many offers and answers there were in all.
  ///
  /// @return their number
  public int turns() {
    return results.stream().mapToInt(result -> result.course().turns().size()).sum();
  }

  /// The mean of a strategy over all its seats.
  ///
  /// @param strategy which
  /// @return the mean
  public Mean mean(Strategy strategy) {
    int seats = 0;
    int agreed = 0;
    int efficient = 0;
    double[] sums = new double[4];
    for (Result result : results) {
      for (int side = 0; side < Trio.SIDES; side++) {
        if (result.table().strategies().get(side) == strategy) {
          seats++;
          agreed += result.course().agreement().isPresent() ? 1 : 0;
          efficient += result.efficient() ? 1 : 0;
          sums[0] += result.utility(side);
          sums[1] += others(result, side);
          sums[2] += result.welfare();
          sums[3] += result.course().turns().size();
        }
      }
    }
    return new Mean(
        (double) agreed / seats,
        sums[0] / seats,
        sums[1] / seats,
        sums[2] / seats,
        agreed == 0 ? 0 : (double) efficient / agreed,
        sums[3] / seats);
  }

  private static double others(Result result, int side) {
    double sum = 0;
    for (int other = 0; other < Trio.SIDES; other++) {
      sum += other == side ? 0 : result.utility(other);
    }
    return sum / (Trio.SIDES - 1);
  }
}
