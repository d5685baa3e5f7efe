package dev.parley.bench.trust;

/// One market.
///
/// @param attack what the adversaries do
/// @param upheld how likely a true breach gets a final verdict
/// @param wronged how likely a false dispute does
/// @param size how large it is
public record Setting(Attack attack, double upheld, double wronged, Size size) {

  /// How large a market is.
  ///
  /// @param honest honest agents
  /// @param adversaries the others
  /// @param seeds honest agents with the best identities that the node trusts to begin with
  /// @param sybilCheaters cheaters of the Sybil attack
  /// @param sybilsEach free identities of each
  /// @param rounds rounds in a run; in each every agent buys once
  /// @param daysPerRound days that a round takes, so that a run takes about a year
  /// @param runs runs, each with a seed of its own, 1 and up
  public record Size(
      int honest,
      int adversaries,
      int seeds,
      int sybilCheaters,
      int sybilsEach,
      int rounds,
      int daysPerRound,
      int runs) {
    /// For the tests.
    public static final Size S = new Size(160, 40, 5, 20, 10, 120, 1, 4);

    /// For a night.
    public static final Size M = new Size(800, 200, 10, 50, 20, 360, 1, 10);

    /// The same market with another number of runs.
    ///
    /// @param number at least 1
    /// @return the size
    public Size withRuns(int number) {
      return new Size(
          honest, adversaries, seeds, sybilCheaters, sybilsEach, rounds, daysPerRound, number);
    }

    /// The same market with another share of adversaries.
    ///
    /// @param percent of all agents
    /// @return the size
    public Size withAdversaries(int percent) {
      int all = honest + adversaries;
      int bad = all * percent / 100;
      return new Size(all - bad, bad, seeds, sybilCheaters, sybilsEach, rounds, daysPerRound, runs);
    }
  }

  /// A market with working dispute resolution: nine of ten true breaches are upheld, one of ten
  /// false disputes.
  ///
  /// @param attack what the adversaries do
  /// @param size how large it is
  /// @return the setting
  public static Setting of(Attack attack, Size size) {
    return new Setting(attack, 0.9, 0.1, size);
  }

  /// The same with other chances in disputes.
  ///
  /// @param upheld how likely a true breach gets a final verdict
  /// @param wronged how likely a false dispute does
  /// @return the setting
  public Setting judged(double upheld, double wronged) {
    return new Setting(attack, upheld, wronged, size);
  }
}
