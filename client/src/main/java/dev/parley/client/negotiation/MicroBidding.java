package dev.parley.client.negotiation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// MiCRO: its outcomes in order, the next one only against as many different offers of the other
/// side, else one of those made before, drawn by lot. For one negotiation.
final class MicroBidding implements Bidding {
  private final Preferences own;
  private final SplittableRandom lot;
  private final Set<Integer> seen = new HashSet<>();
  private int made;

  MicroBidding(Preferences own, long seed) {
    this.own = own;
    this.lot = new SplittableRandom(seed);
  }

  @Override
  public Bid bid(int round, List<Integer> theirs) {
    if (!theirs.isEmpty()) {
      seen.add(theirs.getLast());
    }
    if (made <= seen.size() && made < own.acceptable()) {
      int next = own.ranked(made++);
      return new Bid(next, own.utility(next));
    }
    return new Bid(own.ranked(lot.nextInt(made)), own.utility(own.ranked(made - 1)));
  }
}
