package dev.parley.server.auth;

/// How much one caller may ask.
///
/// @param perSecond requests a second in the long run, more than 0
/// @param burst requests at once after a pause, at least 1
public record RateLimit(double perSecond, double burst) {

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException when one is out of its range
  public RateLimit {
    if (!(perSecond > 0) || !(burst >= 1)) {
      throw new IllegalArgumentException("not a rate: " + perSecond + "/s, " + burst + " at once");
    }
  }

  RateLimit times(double factor) {
    return new RateLimit(perSecond * factor, Math.max(1, burst * factor));
  }
}
