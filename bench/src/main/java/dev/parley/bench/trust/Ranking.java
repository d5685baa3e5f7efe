package dev.parley.bench.trust;

import java.util.Arrays;

/// How well scores order.
final class Ranking {
  private Ranking() {}

  /// How likely one of the good scores above one of the bad; equal counts half.
  static double auc(double[] good, double[] bad) {
    if (good.length == 0 || bad.length == 0) {
      return Double.NaN;
    }
    double[] all = Arrays.copyOf(good, good.length + bad.length);
    System.arraycopy(bad, 0, all, good.length, bad.length);
    double[] ranks = ranks(all);
    double sum = 0;
    for (int i = 0; i < good.length; i++) {
      sum += ranks[i];
    }
    double least = good.length * (good.length + 1.0) / 2;
    return (sum - least) / ((double) good.length * bad.length);
  }

  /// Spearman's rank correlation.
  static double spearman(double[] one, double[] other) {
    double[] a = ranks(one);
    double[] b = ranks(other);
    double meanA = mean(a);
    double meanB = mean(b);
    double both = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      both += (a[i] - meanA) * (b[i] - meanB);
      squareA += (a[i] - meanA) * (a[i] - meanA);
      squareB += (b[i] - meanB) * (b[i] - meanB);
    }
    return squareA == 0 || squareB == 0 ? 0 : both / Math.sqrt(squareA * squareB);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /// Ranks from 1, equal values sharing the mean of theirs.
  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }
}
