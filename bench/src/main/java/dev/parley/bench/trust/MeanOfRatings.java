package dev.parley.bench.trust;

import java.util.Arrays;

/// The share of good ratings; 0.5 for who has none.
final class MeanOfRatings implements Algorithm {
  private double[] good = new double[0];
  private double[] all = new double[0];

  @Override
  public void joined(int agent, int identity, boolean seed) {
    good = Arrays.copyOf(good, agent + 1);
    all = Arrays.copyOf(all, agent + 1);
  }

  @Override
  public void observe(Dealing dealing) {
    good[dealing.seller()] += dealing.praised() ? 1 : 0;
    all[dealing.seller()]++;
  }

  @Override
  public void endorsed(int endorser, int agent, int round) {}

  @Override
  public void endOf(int round) {}

  @Override
  public double score(int agent) {
    return all[agent] == 0 ? 0.5 : good[agent] / all[agent];
  }
}
