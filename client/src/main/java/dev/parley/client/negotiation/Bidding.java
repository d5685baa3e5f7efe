package dev.parley.client.negotiation;

import java.util.List;

/// What a strategy would offer now.
@FunctionalInterface
interface Bidding {
  /// What it would offer.
  ///
  /// @param offer the outcome
  /// @param least the utility from which on it accepts instead
  record Bid(int offer, int least) {}

  /// Called once each turn.
  ///
  /// @param round from 0
  /// @param theirs what the other side has offered so far, oldest first
  Bid bid(int round, List<Integer> theirs);

  /// Goes from the best outcome to the worst that is acceptable along a power of time, which is 1
  /// in the last round.
  static Bidding byTime(Preferences own, int rounds, double exponent) {
    return (round, _) -> {
      double time = rounds == 1 ? 1 : (double) round / (rounds - 1);
      // StrictMath: the same target on every machine.
      double left = 1 - StrictMath.pow(time, exponent);
      return at(own, own.floor() + (own.best() - own.floor()) * left);
    };
  }

  /// Always wants the same.
  static Bidding reaching(Preferences own, int target) {
    return (_, _) -> at(own, target);
  }

  /// Gives back what it was given.
  static Bidding titForTat(Preferences own) {
    return (_, theirs) -> {
      int gained =
          theirs.isEmpty()
              ? 0
              : theirs.stream().mapToInt(own::utility).max().orElseThrow()
                  - own.utility(theirs.getFirst());
      return at(own, Math.max(own.floor(), own.best() - gained));
    };
  }

  private static Bid at(Preferences own, double target) {
    int offer = own.justReaching(target);
    return new Bid(offer, own.utility(offer));
  }
}
