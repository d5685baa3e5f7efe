package dev.parley.client.negotiation;

import java.util.Comparator;
import java.util.stream.IntStream;

/// How two rows of numbers go together.
final class Correlation {
  private Correlation() {}

  static double pearson(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xx == 0 || yy == 0 ? 0 : xy / (Math.sqrt(xx) * Math.sqrt(yy));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /// Tau-b, in n log n (Knight 1966): ordered by x, the swaps that order y as well are the pairs
  /// that disagree.
  static double kendall(double[] x, double[] y) {
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(i -> x[i]).thenComparingDouble(i -> y[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    long tiedX = 0;
    long tiedBoth = 0;
    int runX = 1;
    int runBoth = 1;
    double[] sorted = new double[x.length];
    for (int i = 0; i < order.length; i++) {
      sorted[i] = y[order[i]];
      boolean sameX = i > 0 && x[order[i]] == x[order[i - 1]];
      boolean same = sameX && y[order[i]] == y[order[i - 1]];
      runX = sameX ? runX + 1 : 1;
      runBoth = same ? runBoth + 1 : 1;
      tiedX += runX - 1;
      tiedBoth += runBoth - 1;
    }
    long discordant = swaps(sorted, new double[sorted.length], 0, sorted.length);
    long tiedY = 0;
    int runY = 1;
    for (int i = 1; i < sorted.length; i++) {
      runY = sorted[i] == sorted[i - 1] ? runY + 1 : 1;
      tiedY += runY - 1;
    }
    long pairs = (long) x.length * (x.length - 1) / 2;
    double scale = Math.sqrt((double) (pairs - tiedX)) * Math.sqrt((double) (pairs - tiedY));
    return scale == 0 ? 0 : (pairs - tiedX - tiedY + tiedBoth - 2 * discordant) / scale;
  }

  /// Sorts a part and counts the swaps of neighbours that it takes.
  private static long swaps(double[] values, double[] spare, int from, int to) {
    if (to - from < 2) {
      return 0;
    }
    int middle = (from + to) >>> 1;
    long count = swaps(values, spare, from, middle) + swaps(values, spare, middle, to);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      if (left < middle && (right >= to || values[left] <= values[right])) {
        spare[i] = values[left++];
      } else {
        spare[i] = values[right++];
        count += middle - left;
      }
    }
    System.arraycopy(spare, from, values, from, to - from);
    return count;
  }
}
