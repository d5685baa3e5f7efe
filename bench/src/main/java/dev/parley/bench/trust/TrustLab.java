package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.List;

/// Runs markets: the same draws for every algorithm.
public final class TrustLab {
  private TrustLab() {}

  /// The mean outcome of all runs of a market under one algorithm.
  ///
  /// @param setting the market
  /// @param kind the algorithm
  /// @return the mean
  public static Outcome outcome(Setting setting, Algorithm.Kind kind) {
    List<Outcome> runs = new ArrayList<>();
    for (int seed = 1; seed <= setting.size().runs(); seed++) {
      Algorithm algorithm = kind.begin(setting.size().daysPerRound());
      runs.add(new Market(setting, algorithm, seed).run());
    }
    return Outcome.mean(runs);
  }
}
