package dev.parley.cli.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// A seller that answers in kind: it comes down by a little more than the buyer last came up, never
/// below its floor. It takes an offer that is no worse than its own next price, and goes when the
/// buyer stands still below the floor.
///
/// @param opening the list price
/// @param floor the least that it takes
/// @param generosity by how much of the buyer's last step it comes down, above 0
record MirroringSeller(BigDecimal opening, BigDecimal floor, BigDecimal generosity)
    implements Haggling {

  @Override
  public Move answer(List<BigDecimal> ours, List<BigDecimal> theirs) {
    BigDecimal offered = theirs.getLast();
    if (ours.isEmpty()) {
      return offered.compareTo(opening) >= 0
          ? new Move.Take("%s is my list price or more.".formatted(offered))
          : new Move.Ask(opening, "I begin with my list price, %s.".formatted(opening));
    }
    BigDecimal step =
        theirs.size() < 2
            ? BigDecimal.ZERO
            : offered.subtract(theirs.get(theirs.size() - 2)).max(BigDecimal.ZERO);
    BigDecimal next =
        ours.getLast().subtract(step.multiply(generosity)).setScale(2, RoundingMode.UP).max(floor);
    if (offered.compareTo(next) >= 0) {
      return new Move.Take(
          "I would have come down to %s; %s is no worse.".formatted(next, offered));
    }
    if (step.signum() == 0) {
      return new Move.Walk("The buyer stands still at %s.".formatted(offered));
    }
    if (ours.getLast().compareTo(next) == 0) {
      return new Move.Walk("%s is still below %s, and I am at my floor.".formatted(offered, floor));
    }
    return new Move.Ask(
        next,
        "The buyer came up by %s; I come down by %s, my floor is %s."
            .formatted(step, ours.getLast().subtract(next), floor));
  }
}
