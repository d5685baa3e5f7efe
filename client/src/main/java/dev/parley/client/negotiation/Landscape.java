package dev.parley.client.negotiation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// What a domain looks like to somebody who knows what both sides want: the Pareto frontier, the
/// fair points on it, and how much the sides are opposed. Points are those of NegMAS: with the
/// reservation values as the point of disagreement, over the outcomes of the frontier that neither
/// side is below it in; without any such outcome, over the whole frontier. Immutable.
///
/// @param outcomes how many outcomes there are
/// @param pareto the frontier, the first side's best first; outcomes of equal utilities once
/// @param nash where the product of the gains is greatest
/// @param kalai where the smaller gain is greatest
/// @param kalaiSmorodinsky where the smaller share of the best possible gain is greatest
/// @param welfare the greatest sum of utilities
/// @param opposition the smallest distance of an outcome from the best of both, 0 to 1.42
/// @param rational which part of the outcomes neither side is worse off in than without, 0 to 1
/// @param span the diagonal of the box of all utilities, the measure of distances
public record Landscape(
    int outcomes,
    List<Point> pareto,
    Point nash,
    Point kalai,
    Point kalaiSmorodinsky,
    double welfare,
    double opposition,
    double rational,
    double span) {

  /// Copies.
  public Landscape {
    pareto = List.copyOf(pareto);
  }

  /// An outcome, or no agreement, as both sides value it.
  ///
  /// @param first the first side's utility, 0 to 1
  /// @param second the other side's, 0 to 1
  public record Point(double first, double second) {
    /// How far another point is.
    ///
    /// @param other that point
    /// @return the Euclidean distance
    public double distance(Point other) {
      double x = first - other.first;
      double y = second - other.second;
      return Math.sqrt(x * x + y * y);
    }
  }

  /// Looks at a domain.
  ///
  /// @param first what the first side wants
  /// @param second what the other side wants, in the same domain
  /// @return the landscape
  public static Landscape of(Preferences first, Preferences second) {
    int size = first.domain().size();
    List<Integer> frontier = frontier(first, second);
    Gain gain = new Gain(first, second);
    List<Integer> rational = frontier.stream().filter(gain::nobodyLoses).toList();
    List<Integer> fair = rational.isEmpty() ? frontier : rational;
    double opposition = Double.MAX_VALUE;
    double welfare = 0;
    int count = 0;
    for (int outcome = 0; outcome < size; outcome++) {
      Point point = point(first, second, outcome);
      opposition = Math.min(opposition, point.distance(new Point(1, 1)));
      welfare = Math.max(welfare, point.first() + point.second());
      count += gain.nobodyLoses(outcome) ? 1 : 0;
    }
    return new Landscape(
        size,
        frontier.stream().map(outcome -> point(first, second, outcome)).toList(),
        point(first, second, best(fair, gain::product)),
        point(first, second, best(fair, gain::smaller)),
        point(first, second, best(fair, gain::smallerShare)),
        welfare,
        opposition,
        (double) count / size,
        new Point(share(first.worst()), share(second.worst()))
            .distance(new Point(share(first.best()), share(second.best()))));
  }

  /// What both gain over their reservation values, in whole numbers, so that ties are ties.
  private record Gain(Preferences one, Preferences other) {
    private long ofOne(int outcome) {
      return (long) one.utility(outcome) - one.profile().reservation();
    }

    private long ofOther(int outcome) {
      return (long) other.utility(outcome) - other.profile().reservation();
    }

    boolean nobodyLoses(int outcome) {
      return ofOne(outcome) >= 0 && ofOther(outcome) >= 0;
    }

    long product(int outcome) {
      return ofOne(outcome) * ofOther(outcome);
    }

    long smaller(int outcome) {
      return Math.min(ofOne(outcome), ofOther(outcome));
    }

    /// Both shares over their common denominator.
    long smallerShare(int outcome) {
      long most = (long) one.best() - one.profile().reservation();
      long mostOfOther = (long) other.best() - other.profile().reservation();
      return Math.min(ofOne(outcome) * mostOfOther, ofOther(outcome) * most);
    }
  }

  /// An outcome as both sides value it.
  ///
  /// @param first what the first side wants
  /// @param second what the other side wants
  /// @param outcome the outcome
  /// @return its point
  public static Point point(Preferences first, Preferences second, int outcome) {
    return new Point(share(first.utility(outcome)), share(second.utility(outcome)));
  }

  /// What both have without an agreement.
  ///
  /// @param first what the first side wants
  /// @param second what the other side wants
  /// @return the reservation values
  public static Point disagreement(Preferences first, Preferences second) {
    return new Point(share(first.profile().reservation()), share(second.profile().reservation()));
  }

  private static double share(int utility) {
    return (double) utility / Profile.WHOLE;
  }

  /// Of outcomes with the same utilities the one with the lowest number.
  private static List<Integer> frontier(Preferences first, Preferences second) {
    List<Integer> order =
        IntStream.range(0, first.domain().size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(o -> -first.utility(o))
                    .thenComparingInt(o -> -second.utility(o)))
            .toList();
    List<Integer> out = new ArrayList<>();
    int reached = -1;
    for (int outcome : order) {
      if (second.utility(outcome) > reached) {
        reached = second.utility(outcome);
        out.add(outcome);
      }
    }
    return out;
  }

  /// The first of the outcomes that is worth most.
  private static int best(List<Integer> outcomes, IntToLongFunction value) {
    int found = outcomes.getFirst();
    for (int outcome : outcomes) {
      if (value.applyAsLong(outcome) > value.applyAsLong(found)) {
        found = outcome;
      }
    }
    return found;
  }

  /// How near an end of a negotiation comes to a point, as NegMAS counts it.
  ///
  /// @param end the utilities reached
  /// @param point such as [#nash]
  /// @return 1 − distance / [#span], at least 0
  public double optimality(Point end, Point point) {
    return Math.max(0, 1 - end.distance(point) / span);
  }

  /// How near it comes to the nearest point of the frontier.
  ///
  /// @param end the utilities reached
  /// @return 1 − distance / [#span], at least 0
  public double paretoOptimality(Point end) {
    return pareto.stream().mapToDouble(point -> optimality(end, point)).max().orElse(0);
  }
}
