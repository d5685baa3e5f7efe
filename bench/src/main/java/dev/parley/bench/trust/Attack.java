package dev.parley.bench.trust;

/// What the adversaries of a market do.
public enum Attack {
  /// Nothing: they are as honest as the others.
  NONE("none", "all are honest"),
  /// They break four obligations of five.
  NAIVE("naive", "breach with 0.8"),
  /// The same, and they come back under a new name after three verdicts.
  WHITEWASH("whitewash", "breach with 0.8, a new identity after three verdicts"),
  /// They break four of five, and praise each other in five fake sessions a round.
  RING("ring", "breach with 0.8, five fake sessions a round among themselves"),
  /// The ring, but they keep every second obligation towards others.
  CAMOUFLAGE("camouflage", "the ring, breach with 0.5"),
  /// One half behaves and vouches for the other half, which breaks four of five.
  SPIES("spies", "half behave well and vouch for the half that breaches with 0.8"),
  /// Each cheater has many free identities that praise it.
  SYBIL("sybil", "ten free identities praise each cheater"),
  /// Twenty rounds honest, ten rounds never.
  ON_OFF("on-off", "20 rounds honest, 10 rounds breach always"),
  /// Honest in small deals, never in those above 300.
  VALUE("value", "breach above a value of 300"),
  /// The camouflaged ring, and each round a lie about an honest agent with a false dispute.
  SLANDER("slander", "camouflage, and each round a false rating with a false dispute"),
  /// A ring that is honest until three quarters of the run are over.
  EXIT("exit", "a ring, honest until 75 % of the run, then breach always"),
  /// A naive cheater whom fifty accomplices endorse.
  ENDORSED("endorsement farm", "breach with 0.8, endorsed by every accomplice"),
  /// Breach with 0.8 for a third of the run, then sleep.
  DORMANT("dormancy", "breach with 0.8 for a third of the run, then asleep");

  private final String title;
  private final String words;

  Attack(String title, String words) {
    this.title = title;
    this.words = words;
  }

  /// Its name in tables.
  ///
  /// @return a word or two
  public String title() {
    return title;
  }

  /// What is done.
  ///
  /// @return some words
  public String words() {
    return words;
  }

  /// Whether the adversaries praise each other.
  boolean isRing() {
    return this == RING || this == CAMOUFLAGE || this == SLANDER || this == EXIT;
  }
}
