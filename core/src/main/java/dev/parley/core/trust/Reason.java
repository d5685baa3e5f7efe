package dev.parley.core.trust;

/// Why a score is what it is, in words that programs can compare.
public enum Reason {
  /// There is no evidence yet.
  NEW("new", "no evidence yet: the score is what identity and keys give"),
  /// Everything comes from fewer than three effective counterparties.
  FEW_COUNTERPARTIES("few-counterparties", "the evidence comes from fewer than three others"),
  /// Everything comes from one organisation.
  ONE_ORGANISATION("one-organisation", "the evidence comes from one organisation"),
  /// Those who stand behind the evidence have little weight themselves.
  LITTLE_WEIGHT("little-weight", "those behind the evidence weigh little themselves"),
  /// A verdict still weighs on the score.
  BREACH("breach", "a final verdict of breach lowers what evidence gives"),
  /// The agent has been idle for more than 30 days.
  IDLE("idle", "idle for more than 30 days: the score sinks towards a newcomer's"),
  /// The chain of its cards is broken.
  BROKEN_CHAIN("broken-chain", "the chain of its cards is broken");

  private final String wire;
  private final String words;

  Reason(String wire, String words) {
    this.wire = wire;
    this.words = words;
  }

  /// Its name on the wire.
  ///
  /// @return lower case with hyphens
  public String wire() {
    return wire;
  }

  /// What it means.
  ///
  /// @return one line for people
  public String words() {
    return words;
  }
}
