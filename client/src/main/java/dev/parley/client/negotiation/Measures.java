package dev.parley.client.negotiation;

import dev.parley.client.negotiation.Landscape.Point;
import java.util.List;
import java.util.OptionalInt;

/// What came of a negotiation for one side, or the mean of many, as NegMAS defines it; without an
/// agreement both have their reservation values.
///
/// @param agreement 1 with an agreement, 0 without; the rate in a mean
/// @param utility the side's own utility, 0 to 1
/// @param partner the other side's utility, 0 to 1
/// @param advantage (utility − reservation) / (best − reservation)
/// @param pareto Pareto optimality, 0 to 1
/// @param nash Nash optimality, 0 to 1
/// @param kalai Kalai optimality, 0 to 1
/// @param kalaiSmorodinsky Kalai-Smorodinsky optimality, 0 to 1
/// @param welfare the sum of utilities over the greatest possible
/// @param rounds how many rounds it took
/// @param messages how many offers and answers there were
public record Measures(
    double agreement,
    double utility,
    double partner,
    double advantage,
    double pareto,
    double nash,
    double kalai,
    double kalaiSmorodinsky,
    double welfare,
    double rounds,
    double messages) {

  /// Measures one negotiation.
  ///
  /// @param bargain how it went
  /// @param first what the first side wants
  /// @param second what the other side wants
  /// @param landscape of these two
  /// @param side for whom
  /// @return the measures
  public static Measures of(
      Bargain bargain, Preferences first, Preferences second, Landscape landscape, Side side) {
    OptionalInt agreed = bargain.agreement();
    Point end =
        agreed.isPresent()
            ? Landscape.point(first, second, agreed.getAsInt())
            : Landscape.disagreement(first, second);
    Preferences own = side == Side.FIRST ? first : second;
    double utility = side == Side.FIRST ? end.first() : end.second();
    double reserved = (double) own.profile().reservation() / Profile.WHOLE;
    double best = (double) own.best() / Profile.WHOLE;
    return new Measures(
        agreed.isPresent() ? 1 : 0,
        utility,
        side == Side.FIRST ? end.second() : end.first(),
        (utility - reserved) / (best - reserved),
        landscape.paretoOptimality(end),
        landscape.optimality(end, landscape.nash()),
        landscape.optimality(end, landscape.kalai()),
        landscape.optimality(end, landscape.kalaiSmorodinsky()),
        (end.first() + end.second()) / landscape.welfare(),
        bargain.rounds(),
        bargain.moves().size());
  }

  /// The mean of several.
  ///
  /// @param all at least one
  /// @return each measure's mean
  public static Measures mean(List<Measures> all) {
    return new Measures(
        mean(all, Measures::agreement),
        mean(all, Measures::utility),
        mean(all, Measures::partner),
        mean(all, Measures::advantage),
        mean(all, Measures::pareto),
        mean(all, Measures::nash),
        mean(all, Measures::kalai),
        mean(all, Measures::kalaiSmorodinsky),
        mean(all, Measures::welfare),
        mean(all, Measures::rounds),
        mean(all, Measures::messages));
  }

  private interface Measure {
    double of(Measures measures);
  }

  private static double mean(List<Measures> all, Measure measure) {
    double sum = 0;
    for (Measures each : all) {
      sum += measure.of(each);
    }
    return sum / all.size();
  }
}
