package dev.parley.bench.trust;

import java.util.Arrays;

/// `(r + 1)/(r + s + 2)`, with what is old worth less.
final class BetaReputation implements Algorithm {
  private static final double KEPT = 0.98;

  private double[] good = new double[0];
  private double[] bad = new double[0];

  @Override
  public void joined(int agent, int identity, boolean seed) {
    good = Arrays.copyOf(good, agent + 1);
    bad = Arrays.copyOf(bad, agent + 1);
  }

  @Override
  public void observe(Dealing dealing) {
    (dealing.praised() ? good : bad)[dealing.seller()]++;
  }

  @Override
  public void endorsed(int endorser, int agent, int round) {}

  @Override
  public void endOf(int round) {
    for (int i = 0; i < good.length; i++) {
      good[i] *= KEPT;
      bad[i] *= KEPT;
    }
  }

  @Override
  public double score(int agent) {
    return (good[agent] + 1) / (good[agent] + bad[agent] + 2);
  }
}
