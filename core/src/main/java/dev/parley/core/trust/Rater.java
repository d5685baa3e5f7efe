package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;

/// What a day's epoch fixes about one agent that stands behind evidence about others.
///
/// @param agent its name
/// @param organisation whom it belongs to
/// @param t its share of all evidence mass, 0 to 1
/// @param spread over how much its mass is shared: the sum of `ln(1+n)` over its pairs
/// @param meanRating the mean of the ratings that it gave, 0 to 100; 0 when it gave none
/// @param trust its score without endorsements, in hundredths
/// @param effectiveCounterparties its effective counterparties, in hundredths
public record Rater(
    AgentUri agent,
    String organisation,
    double t,
    double spread,
    double meanRating,
    int trust,
    int effectiveCounterparties) {

  /// Checks the ranges.
  ///
  /// @throws IllegalArgumentException when a number is out of range or not a number
  public Rater {
    boolean sound = t >= 0 && t <= 1 && spread >= 0 && spread < Double.MAX_VALUE;
    if (!sound || !(meanRating >= 0 && meanRating <= 100)) {
      throw new IllegalArgumentException("a rater out of range: " + agent);
    }
  }

  /// An agent of which the epoch knows nothing, such as one that came today: it has no mass.
  static Rater unknown(AgentUri agent) {
    return new Rater(agent, agent.domain(), 0, 0, 0, 0, 0);
  }

  /// Whether it may endorse.
  boolean endorses() {
    return trust >= TrustProfile.ENDORSER_TRUST
        && effectiveCounterparties >= TrustProfile.ENDORSER_COUNTERPARTIES;
  }
}
