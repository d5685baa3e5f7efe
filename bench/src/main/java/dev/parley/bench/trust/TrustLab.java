package dev.parley.bench.trust;

import java.util.stream.IntStream;

/// Runs markets: the same draws for every algorithm.
public final class TrustLab {
  private TrustLab() {}

  /// The mean outcome of all runs of a market under one algorithm.
  ///
  /// @param setting the market
  /// @param kind the algorithm
  /// @return the mean
  public static Outcome outcome(Setting setting, Algorithm.Kind kind) {
    return Outcome.mean(
        IntStream.rangeClosed(1, setting.size().runs())
            .parallel()
            .mapToObj(
                seed -> new Market(setting, kind.begin(setting.size().daysPerRound()), seed).run())
            .toList());
  }
}
