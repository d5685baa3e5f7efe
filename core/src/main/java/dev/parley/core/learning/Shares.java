package dev.parley.core.learning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Values of several organisations, so weighed that none of them makes up more than a fixed share
/// of a statistic, however many sessions it brings. Immutable.
///
/// @param <T> what is weighed
/// @param weighed the values, each with its weight, at most 1
/// @param organisations how many there are
/// @param largest the share of the weight that the heaviest organisation has, 0 to 1
record Shares<T>(List<Weighed<T>> weighed, int organisations, double largest) {
  /// The most that one organisation makes up of what moves a proposal.
  static final double MOST = 0.2;

  /// With fewer organisations than this, some have more than [#MOST].
  static final int FEWEST = 5;

  /// A value and what it counts for.
  record Weighed<T>(T value, double weight) {}

  /// A value and whose it is.
  record Owned<T>(String organisation, T value) {}

  /// Weighs values. An organisation with more of them than the cap has each count for less.
  ///
  /// @return nothing with fewer than [#FEWEST] organisations
  static <T> Optional<Shares<T>> of(List<Owned<T>> values) {
    Map<String, Integer> counts = new TreeMap<>();
    values.forEach(v -> counts.merge(v.organisation(), 1, Integer::sum));
    if (counts.size() < FEWEST) {
      return Optional.empty();
    }
    double cap = cap(counts.values());
    List<Weighed<T>> out = new ArrayList<>();
    for (Owned<T> each : values) {
      int count = counts.getOrDefault(each.organisation(), 1);
      out.add(new Weighed<>(each.value(), Math.min(1, cap / count)));
    }
    double all = counts.values().stream().mapToDouble(c -> Math.min(c, cap)).sum();
    double most = counts.values().stream().mapToDouble(c -> Math.min(c, cap)).max().orElseThrow();
    return Optional.of(new Shares<>(List.copyOf(out), counts.size(), most / all));
  }

  /// The most weight that an organisation may have: the largest one that is no more than its share
  /// of all weights under that same cap. Going down from the largest count, the first that holds;
  /// where none does, what lies between two of them follows from the smaller ones.
  private static double cap(Collection<Integer> counts) {
    List<Integer> falling = counts.stream().sorted(Comparator.reverseOrder()).toList();
    if (holds(falling.getFirst(), falling)) {
      return falling.getFirst();
    }
    for (int capped = 1; capped < falling.size(); capped++) {
      // The first `capped` ones are cut to c, the others keep theirs: c = MOST × (capped × c +
      // rest).
      double rest = falling.subList(capped, falling.size()).stream().mapToInt(i -> i).sum();
      double free = 1 - MOST * capped;
      if (free <= 0) {
        break;
      }
      double cap = MOST * rest / free;
      if (cap >= falling.get(capped)) {
        return cap;
      }
    }
    return falling.get(FEWEST - 1);
  }

  private static boolean holds(double cap, List<Integer> counts) {
    return cap <= MOST * counts.stream().mapToDouble(c -> Math.min(c, cap)).sum();
  }

  /// The value below which a share of the weight lies.
  ///
  /// @param order how values compare
  /// @param share 0 to 1
  T quantile(Comparator<T> order, double share) {
    List<Weighed<T>> sorted =
        weighed.stream().sorted(Comparator.comparing(Weighed::value, order)).toList();
    double whole = weighed.stream().mapToDouble(Weighed::weight).sum();
    double below = 0;
    for (Weighed<T> each : sorted) {
      below += each.weight();
      if (below >= share * whole) {
        return each.value();
      }
    }
    return sorted.getLast().value();
  }

  /// The weighed mean of what a value amounts to.
  double mean(ToDoubleFunction<T> amount) {
    double whole = weighed.stream().mapToDouble(Weighed::weight).sum();
    return weighed.stream().mapToDouble(w -> w.weight() * amount.applyAsDouble(w.value())).sum()
        / whole;
  }
}
