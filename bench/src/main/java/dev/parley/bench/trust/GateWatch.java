package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Watches during a run who stands above the gate, what cheaters do there before they sink below
/// it, and what the attack costs those who run it.
final class GateWatch {
  private static final double HUNDREDTHS = 100;

  /// Whether a cheater has betrayed the gate.
  private enum Lag {
    NOT_BEGUN,
    RUNNING,
    OVER
  }

  private static final class Seen {
    private final Trader trader;
    private boolean above;
    private Lag lag = Lag.NOT_BEGUN;
    private int breaches;
    private double value;
    private int sold;
    private int soldUntilAbove = -1;

    private Seen(Trader trader) {
      this.trader = trader;
    }
  }

  private final Setting.Size size;
  private final List<Seen> all = new ArrayList<>();
  private double taken;
  private double delivered;
  private int fakes;

  GateWatch(Setting.Size size) {
    this.size = size;
  }

  /// A new agent, in the order of their numbers.
  void joined(Trader trader, double score) {
    Seen seen = new Seen(trader);
    seen.above = score >= Gate.LEAST;
    all.add(seen);
  }

  /// A session that really took place.
  void dealt(Trader buyer, Trader seller, int round, boolean breach, long value) {
    Seen seen = all.get(seller.number());
    seen.sold++;
    if (!seller.isHonest() && buyer.isHonest()) {
      taken += breach ? value / HUNDREDTHS : 0;
      delivered += breach ? 0 : value / HUNDREDTHS;
    }
    boolean betrays = breach && seen.above && seller.cheats(round, size, value);
    if (betrays && seen.lag != Lag.OVER) {
      seen.lag = Lag.RUNNING;
      seen.breaches++;
      seen.value += value / HUNDREDTHS;
    }
  }

  /// A session that an adversary has only for show.
  void faked() {
    fakes++;
  }

  /// A round is over, and there are new scores.
  void endOf(ToDoubleFunction<Trader> score) {
    for (Seen seen : all) {
      seen.above = score.applyAsDouble(seen.trader) >= Gate.LEAST;
      if (seen.above && seen.soldUntilAbove < 0) {
        seen.soldUntilAbove = seen.sold;
      }
      if (!seen.above && seen.lag == Lag.RUNNING) {
        seen.lag = Lag.OVER;
      }
    }
  }

  Gate outcome() {
    List<Seen> honest = all.stream().filter(s -> s.trader.isHonest()).toList();
    List<Seen> cheaters = all.stream().filter(s -> s.trader.role() == Trader.Role.CHEATER).toList();
    List<Seen> traitors = cheaters.stream().filter(s -> s.lag != Lag.NOT_BEGUN).toList();
    List<Seen> through = honest.stream().filter(s -> s.soldUntilAbove >= 0).toList();
    int identities = all.size() - honest.size();
    return new Gate(
        share(traitors.size(), cheaters.size()),
        traitors.stream().mapToInt(s -> s.breaches).average().orElse(Double.NaN),
        traitors.stream().mapToDouble(s -> s.value).average().orElse(Double.NaN),
        share(traitors.stream().filter(s -> s.lag == Lag.RUNNING).count(), traitors.size()),
        (taken + delivered) / Gate.cost(identities, fakes, delivered),
        taken / identities,
        share(honest.stream().filter(s -> !s.above).count(), honest.size()),
        through.stream().mapToInt(s -> s.soldUntilAbove).average().orElse(Double.NaN),
        share(honest.size() - (long) through.size(), honest.size()));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
