package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// One run of a simulated market under one algorithm. Everybody's luck is drawn from the seed, the
/// round and who is concerned, never from a common stream: two algorithms meet the same offers and
/// the same chances, and differ by whom they choose. The buyers choose the best of eight, or by
/// chance one time in ten.
final class Market {
  private static final int CANDIDATES = 8;
  private static final double CURIOUS = 0.1;
  private static final double CHEAT = 0.8;
  private static final int FAKES = 5;
  private static final int STRIKES = 3;
  private static final long BIG = 300_00;
  private static final long TYPICAL = 100;

  private final Setting setting;
  private final Setting.Size size;
  private final Algorithm algorithm;
  private final long seed;
  private final List<Trader> traders = new ArrayList<>();

  /// Who sells at this time.
  private final List<Trader> sellers = new ArrayList<>();

  private final Tallies tallies;
  private final GateWatch gate;

  Market(Setting setting, Algorithm algorithm, long seed) {
    this.setting = setting;
    this.size = setting.size();
    this.algorithm = algorithm;
    this.seed = seed;
    this.tallies = new Tallies(size.rounds());
    this.gate = new GateWatch(size);
  }

  /// Runs all rounds.
  ///
  /// @return what came of it
  Outcome run() {
    populate();
    for (int round = 0; round < size.rounds(); round++) {
      conspire(round);
      for (Trader buyer : List.copyOf(traders)) {
        if (buyer.buys(round)) {
          buy(buyer, round);
        }
      }
      algorithm.endOf(round);
      gate.endOf(trader -> algorithm.score(trader.number()));
      comeBack(round);
    }
    return tallies.outcome(traders, algorithm, gate.outcome());
  }

  private SplittableRandom draw(long purpose, long a, long b, long c) {
    long mixed = seed;
    for (long part : new long[] {purpose, a, b, c}) {
      mixed = new SplittableRandom(mixed * 31 + part).nextLong();
    }
    return new SplittableRandom(mixed);
  }

  private void populate() {
    boolean sybil = setting.attack() == Attack.SYBIL;
    int bad = sybil ? size.sybilCheaters() : size.adversaries();
    double[] qualities = new double[size.honest() + bad];
    int[] identities = new int[size.honest() + bad];
    for (int i = 0; i < qualities.length; i++) {
      SplittableRandom luck = draw(1, i, 0, 0);
      qualities[i] = Chance.beta(luck, 18, 1.2);
      double u = luck.nextDouble();
      identities[i] = u < 0.30 ? 20 : u < 0.79 ? 60 : 100;
    }
    Integer[] honest = new Integer[size.honest()];
    Arrays.setAll(honest, i -> i);
    Arrays.sort(honest, (a, b) -> identities[b] - identities[a]);
    boolean[] seeds = new boolean[qualities.length];
    for (int i = 0; i < size.seeds(); i++) {
      seeds[honest[i]] = true;
    }
    for (int i = 0; i < qualities.length; i++) {
      Trader.Role role = i < size.honest() ? Trader.Role.HONEST : adversary(i - size.honest(), bad);
      add(role, qualities[i], identities[i], seeds[i], i);
    }
    if (sybil) {
      for (int i = 0; i < size.sybilCheaters() * size.sybilsEach(); i++) {
        add(Trader.Role.ACCOMPLICE, 0, 20, false, size.honest() + i / size.sybilsEach());
      }
    }
  }

  private Trader.Role adversary(int number, int of) {
    return setting.attack() == Attack.NONE || (setting.attack() == Attack.SPIES && number < of / 2)
        ? Trader.Role.SPY
        : Trader.Role.CHEATER;
  }

  private Trader add(Trader.Role role, double quality, int identity, boolean isSeed, int master) {
    Trader trader = new Trader(traders.size(), role, quality, master, setting.attack());
    traders.add(trader);
    algorithm.joined(trader.number(), identity, isSeed);
    gate.joined(trader, algorithm.score(trader.number()));
    if (trader.sells()) {
      sellers.add(trader);
    }
    return trader;
  }

  private void buy(Trader buyer, int round) {
    SplittableRandom luck = draw(2, round, buyer.number(), 0);
    Trader chosen = null;
    double best = Double.NEGATIVE_INFINITY;
    boolean curious = luck.nextDouble() < CURIOUS;
    long value = Math.round(100 * TYPICAL * Math.exp(Chance.normal(luck)));
    for (int i = 0; i < CANDIDATES; i++) {
      Trader candidate = sellers.get(luck.nextInt(sellers.size()));
      double tie = luck.nextDouble() * 1e-12;
      double score = curious ? tie : algorithm.score(candidate.number()) + tie;
      if (candidate != buyer && candidate.awake(round, size) && score > best) {
        best = score;
        chosen = candidate;
      }
    }
    if (chosen != null) {
      deal(buyer, chosen, round, value);
    }
  }

  private void deal(Trader buyer, Trader seller, int round, long value) {
    SplittableRandom luck = draw(3, round, buyer.number(), seller.number());
    boolean breach = luck.nextDouble() < seller.breachChance(round, size, value);
    boolean verdict = breach && luck.nextDouble() < setting.upheld();
    algorithm.observe(
        new Dealing(
            round,
            buyer.number(),
            seller.number(),
            !breach,
            !breach,
            verdict,
            value,
            breach ? Complaint.JUST : Complaint.NONE));
    gate.dealt(buyer, seller, round, breach, value);
    if (verdict) {
      seller.strike();
    }
    if (buyer.isHonest()) {
      tallies.bought(round, breach, value);
    }
  }

  /// What adversaries do beside selling: praise and slander.
  private void conspire(int round) {
    for (Trader trader : List.copyOf(traders)) {
      if (trader.isHonest() || !trader.awake(round, size)) {
        continue;
      }
      SplittableRandom luck = draw(4, round, trader.number(), 0);
      switch (setting.attack()) {
        case RING, CAMOUFLAGE, EXIT -> praise(trader, luck, round, FAKES);
        case SLANDER -> {
          praise(trader, luck, round, FAKES);
          slander(trader, luck, round);
        }
        case SPIES -> {
          if (trader.role() == Trader.Role.SPY) {
            praise(trader, luck, round, FAKES);
          }
        }
        case SYBIL -> {
          if (trader.role() == Trader.Role.ACCOMPLICE) {
            fake(trader, traders.get(trader.master()), luck, round);
          }
        }
        case ENDORSED -> {
          if (round == size.rounds() / 4) {
            sellers.stream()
                .filter(s -> !s.isHonest() && s != trader)
                .forEach(s -> algorithm.endorsed(trader.number(), s.number(), round));
          }
        }
        case NONE, NAIVE, WHITEWASH, ON_OFF, VALUE, DORMANT -> {}
      }
    }
  }

  /// Sessions with fellow cheaters that never took place.
  private void praise(Trader trader, SplittableRandom luck, int round, int times) {
    List<Trader> fellows =
        sellers.stream().filter(s -> s.role() == Trader.Role.CHEATER && s != trader).toList();
    for (int i = 0; i < times && !fellows.isEmpty(); i++) {
      fake(trader, fellows.get(luck.nextInt(fellows.size())), luck, round);
    }
  }

  private void fake(Trader buyer, Trader seller, SplittableRandom luck, int round) {
    gate.faked();
    long value = Math.round(100 * TYPICAL * Math.exp(Chance.normal(luck)));
    algorithm.observe(
        new Dealing(
            round, buyer.number(), seller.number(), true, true, false, value, Complaint.NONE));
  }

  private void slander(Trader liar, SplittableRandom luck, int round) {
    Trader victim = sellers.get(luck.nextInt(sellers.size()));
    if (victim.isHonest()) {
      gate.faked();
      long value = Math.round(100 * TYPICAL * Math.exp(Chance.normal(luck)));
      boolean wronged = luck.nextDouble() < setting.wronged();
      algorithm.observe(
          new Dealing(
              round,
              liar.number(),
              victim.number(),
              false,
              !wronged,
              wronged,
              value,
              Complaint.FALSE));
    }
  }

  private void comeBack(int round) {
    if (setting.attack() != Attack.WHITEWASH || round == size.rounds() - 1) {
      return;
    }
    for (Trader trader : List.copyOf(sellers)) {
      if (trader.role() == Trader.Role.CHEATER && trader.strikes() >= STRIKES) {
        sellers.remove(trader);
        trader.leave();
        add(Trader.Role.CHEATER, trader.quality(), 20, false, 0);
      }
    }
  }

  static boolean isBig(long value) {
    return value > BIG;
  }

  static double cheat() {
    return CHEAT;
  }
}
