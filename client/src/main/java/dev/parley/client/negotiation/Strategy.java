package dev.parley.client.negotiation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How a side bargains. All strategies know only their own preferences, what was offered so far and
/// the number of rounds; the same of these and the same seed give the same moves. All accept what
/// is at least as good as what they would offer themselves.
public enum Strategy {
  /// Concedes late: its target falls with the fifth power of time.
  BOULWARE,
  /// Concedes evenly.
  LINEAR,
  /// Concedes early: its target falls with the fifth root of time.
  CONCEDER,
  /// Wants its best outcome and nothing else.
  HARDLINER,
  /// Concedes in all as much as the other side has conceded in all, both in its own utility.
  TIT_FOR_TAT,
  /// Offers its next best outcome only when the other side has made at least as many different
  /// offers (de Jonge 2022).
  MICRO;

  private static final double EXPONENT = 5;

  /// Its name on the command line and in tables.
  ///
  /// @return lower case, with hyphens
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The strategy of a name.
  ///
  /// @param title its name
  /// @return nothing if there is none
  public static Optional<Strategy> parse(String title) {
    return Stream.of(values()).filter(strategy -> strategy.title().equals(title)).findFirst();
  }

  /// Begins a negotiation.
  ///
  /// @param own what the side wants
  /// @param side which side it is
  /// @param rounds how many turns each side has, at least 1
  /// @param seed decides where the strategy draws lots
  /// @return a player for this one negotiation
  public Player begin(Preferences own, Side side, int rounds, long seed) {
    Bidding bidding =
        switch (this) {
          case BOULWARE -> Bidding.byTime(own, rounds, EXPONENT);
          case LINEAR -> Bidding.byTime(own, rounds, 1);
          case CONCEDER -> Bidding.byTime(own, rounds, 1 / EXPONENT);
          case HARDLINER -> Bidding.reaching(own, own.best());
          case TIT_FOR_TAT -> Bidding.titForTat(own);
          case MICRO -> new MicroBidding(own, seed);
        };
    return new StrategyPlayer(own, side, rounds, bidding);
  }
}
