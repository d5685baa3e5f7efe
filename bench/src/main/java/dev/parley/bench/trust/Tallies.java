package dev.parley.bench.trust;

import java.util.List;

/// Counts during a run what honest buyers suffer.
final class Tallies {
  private final int countedFrom;
  private double sessions;
  private double breaches;
  private double value;
  private double lost;

  Tallies(int rounds) {
    countedFrom = 2 * rounds / 3;
  }

  void bought(int round, boolean breach, long worth) {
    if (round >= countedFrom) {
      sessions++;
      value += worth;
      breaches += breach ? 1 : 0;
      lost += breach ? worth : 0;
    }
  }

  Outcome outcome(List<Trader> traders, Algorithm algorithm, Gate gate) {
    List<Trader> honest = traders.stream().filter(Trader::isHonest).toList();
    List<Trader> cheaters =
        traders.stream().filter(t -> t.role() == Trader.Role.CHEATER && t.present()).toList();
    double[] good = honest.stream().mapToDouble(t -> algorithm.score(t.number())).toArray();
    double[] bad = cheaters.stream().mapToDouble(t -> algorithm.score(t.number())).toArray();
    double[] quality = honest.stream().mapToDouble(Trader::quality).toArray();
    return new Outcome(
        breaches / sessions,
        lost / value,
        Ranking.auc(good, bad),
        Ranking.spearman(good, quality),
        Ranking.mean(good),
        Ranking.mean(bad),
        traders.size(),
        gate);
  }
}
