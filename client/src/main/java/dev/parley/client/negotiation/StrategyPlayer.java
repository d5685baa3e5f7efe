package dev.parley.client.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Plays a strategy. It gives up where an offer of its own could not be answered any more, which
/// the second side's in the last round cannot.
final class StrategyPlayer implements Player {
  private final Preferences own;
  private final Side side;
  private final int rounds;
  private final Bidding bidding;
  private final List<Integer> theirs = new ArrayList<>();
  private int round;

  StrategyPlayer(Preferences own, Side side, int rounds, Bidding bidding) {
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round: " + rounds);
    }
    this.own = own;
    this.side = side;
    this.rounds = rounds;
    this.bidding = bidding;
  }

  @Override
  public Preferences preferences() {
    return own;
  }

  @Override
  public Side side() {
    return side;
  }

  @Override
  public Move move(OptionalInt offered) {
    offered.ifPresent(theirs::add);
    if (round >= rounds) {
      return new Move.End();
    }
    Bidding.Bid bid = bidding.bid(round, theirs);
    if (offered.isPresent() && own.utility(offered.getAsInt()) >= bid.least()) {
      return new Move.Accept();
    }
    round++;
    return side == Side.SECOND && round == rounds ? new Move.End() : new Move.Offer(bid.offer());
  }
}
