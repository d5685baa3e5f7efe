package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// EigenTrust: good minus bad ratings from one to another, floored at 0, rows normalised, restart
/// at the seeds.
final class EigenTrust implements Algorithm {
  private static final int ITERATIONS = 50;

  private final double restart;
  private final List<Map<Integer, double[]>> given = new ArrayList<>();
  private final List<Integer> seeds = new ArrayList<>();
  private double[] trust = new double[0];

  EigenTrust(double restart) {
    this.restart = restart;
  }

  @Override
  public void joined(int agent, int identity, boolean seed) {
    given.add(new HashMap<>());
    if (seed) {
      seeds.add(agent);
    }
  }

  @Override
  public void observe(Dealing dealing) {
    rate(dealing.buyer(), dealing.seller(), dealing.praised() ? 1 : -1);
  }

  /// One agent rates another.
  void rate(int rater, int rated, double weight) {
    given.get(rater).computeIfAbsent(rated, _ -> new double[1])[0] += weight;
  }

  @Override
  public void endorsed(int endorser, int agent, int round) {}

  @Override
  public void endOf(int round) {
    int agents = given.size();
    int[][] to = new int[agents][];
    double[][] share = new double[agents][];
    for (int i = 0; i < agents; i++) {
      var praised = given.get(i).entrySet().stream().filter(e -> e.getValue()[0] > 0).toList();
      double sum = praised.stream().mapToDouble(e -> e.getValue()[0]).sum();
      to[i] = praised.stream().mapToInt(Map.Entry::getKey).toArray();
      share[i] = praised.stream().mapToDouble(e -> e.getValue()[0] / sum).toArray();
    }
    double[] t = restartAt(agents);
    for (int step = 0; step < ITERATIONS; step++) {
      t = step(t, to, share);
    }
    trust = t;
  }

  private double[] restartAt(int agents) {
    double[] p = new double[agents];
    seeds.forEach(seed -> p[seed] = 1.0 / seeds.size());
    return p;
  }

  private double[] step(double[] t, int[][] to, double[][] share) {
    double[] next = new double[t.length];
    double idle = 0;
    for (int i = 0; i < t.length; i++) {
      idle += to[i].length == 0 ? t[i] : 0;
      for (int k = 0; k < to[i].length; k++) {
        next[to[i][k]] += (1 - restart) * t[i] * share[i][k];
      }
    }
    for (int seed : seeds) {
      next[seed] += (restart + (1 - restart) * idle) / seeds.size();
    }
    return next;
  }

  @Override
  public double score(int agent) {
    return agent < trust.length ? trust[agent] : 0;
  }
}
