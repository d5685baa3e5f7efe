package dev.parley.server.registry;

/// The levels of trust (protocol section 10), each with the score at which it begins.
public enum TrustLevel {
  /// From 0.
  UNVERIFIED("Unverified", 0),
  /// From 25.
  VERIFIED("Verified", 25),
  /// From 50.
  ESTABLISHED("Established", 50),
  /// From 70.
  TRUSTED("Trusted", 70),
  /// From 90.
  PREMIUM("Premium", 90);

  private final String title;
  private final int from;

  TrustLevel(String title, int from) {
    this.title = title;
    this.from = from;
  }

  /// The published name.
  ///
  /// @return one word
  public String title() {
    return title;
  }

  /// The level of a score.
  ///
  /// @param score 0 to 100
  /// @return the highest level that begins at or below it
  public static TrustLevel of(double score) {
    TrustLevel found = UNVERIFIED;
    for (TrustLevel level : values()) {
      if (score >= level.from) {
        found = level;
      }
    }
    return found;
  }
}
