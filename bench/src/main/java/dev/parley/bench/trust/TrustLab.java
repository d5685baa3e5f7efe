package dev.parley.bench.trust;

import java.util.stream.IntStream;

/// Runs markets: the same draws for every algorithm.
public final class TrustLab {
  private static final double NANOS_PER_MILLI = 1e6;

  private TrustLab() {}

  /// The mean outcome of all runs of a market under one algorithm.
  ///
  /// @param setting the market
  /// @param kind the algorithm
  /// @return the mean
  public static Outcome outcome(Setting setting, Algorithm.Kind kind) {
    return outcome(setting, kind, Progress.UNHEARD);
  }

  static Outcome outcome(Setting setting, Algorithm.Kind kind, Progress progress) {
    return Outcome.mean(
        IntStream.rangeClosed(1, setting.size().runs())
            .parallel()
            .mapToObj(
                seed -> {
                  Outcome outcome = new Market(setting, begin(setting, kind), seed).run();
                  progress.step();
                  return outcome;
                })
            .toList());
  }

  private static Algorithm begin(Setting setting, Algorithm.Kind kind) {
    return kind.begin(setting.size().daysPerRound());
  }

  /// How long the scores of all agents take at the end of a round, in the ring's market, which has
  /// the most sessions; after a run for the compiler.
  ///
  /// @param size how large
  /// @param kind the algorithm
  /// @return the mean of all rounds of the first run, in milliseconds
  static double millisecondsPerRound(Setting.Size size, Algorithm.Kind kind) {
    Setting setting = Setting.of(Attack.RING, size);
    Stopwatch watch = new Stopwatch(begin(setting, kind));
    new Market(setting, watch, 1).run();
    return watch.nanos / NANOS_PER_MILLI / size.rounds();
  }

  /// An algorithm whose rounds are timed.
  private static final class Stopwatch implements Algorithm {
    private final Algorithm timed;
    private long nanos;

    private Stopwatch(Algorithm timed) {
      this.timed = timed;
    }

    @Override
    public void joined(int agent, int identity, boolean seed) {
      timed.joined(agent, identity, seed);
    }

    @Override
    public void observe(Dealing dealing) {
      timed.observe(dealing);
    }

    @Override
    public void endorsed(int endorser, int agent, int round) {
      timed.endorsed(endorser, agent, round);
    }

    @Override
    public void endOf(int round) {
      long start = System.nanoTime();
      timed.endOf(round);
      nanos += System.nanoTime() - start;
    }

    @Override
    public double score(int agent) {
      return timed.score(agent);
    }
  }
}
