package dev.parley.bench.trust;

/// One agent of the market, as it really is.
final class Trader {
  /// Whose side it is on.
  enum Role {
    /// As good as its quality.
    HONEST,
    /// With the adversaries, and behaves well itself.
    SPY,
    /// Breaks what it promises, as the attack has it.
    CHEATER,
    /// Exists to praise a cheater; sells nothing.
    ACCOMPLICE
  }

  private static final int GOOD_ROUNDS = 20;
  private static final int CYCLE = 30;

  private final int number;
  private final Role role;
  private final double quality;
  private final int master;
  private final Attack attack;
  private int strikes;
  private boolean left;

  Trader(int number, Role role, double quality, int master, Attack attack) {
    this.number = number;
    this.role = role;
    this.quality = quality;
    this.master = master;
    this.attack = attack;
  }

  int number() {
    return number;
  }

  Role role() {
    return role;
  }

  double quality() {
    return quality;
  }

  int master() {
    return master;
  }

  boolean isHonest() {
    return role == Role.HONEST;
  }

  boolean sells() {
    return role != Role.ACCOMPLICE;
  }

  boolean present() {
    return !left;
  }

  void leave() {
    left = true;
  }

  void strike() {
    strikes++;
  }

  int strikes() {
    return strikes;
  }

  /// Adversaries of a ring have only their own business.
  boolean buys(int round) {
    return switch (role) {
      case HONEST -> true;
      case ACCOMPLICE -> false;
      case SPY, CHEATER -> !left && !attack.isRing() && attack != Attack.SPIES;
    };
  }

  boolean awake(int round, Setting.Size size) {
    boolean asleep = attack == Attack.DORMANT && !isHonest() && round > size.rounds() / 3;
    return !left && !asleep;
  }

  /// Whether it breaks promises on purpose here, and not only as often as its quality has it.
  boolean cheats(int round, Setting.Size size, long value) {
    return role == Role.CHEATER && breachChance(round, size, value) > 1 - quality;
  }

  double breachChance(int round, Setting.Size size, long value) {
    double poor = 1 - quality;
    return switch (role) {
      case HONEST, SPY -> poor;
      case ACCOMPLICE -> 0;
      case CHEATER ->
          switch (attack) {
            case NONE -> poor;
            case NAIVE, WHITEWASH, RING, SPIES, SYBIL, ENDORSED, DORMANT -> Market.cheat();
            case CAMOUFLAGE, SLANDER -> 0.5;
            case ON_OFF -> round % CYCLE < GOOD_ROUNDS ? poor : 1;
            case VALUE -> Market.isBig(value) ? 1 : poor;
            case EXIT -> round < 3 * size.rounds() / 4 ? poor : 1;
          };
    };
  }
}
