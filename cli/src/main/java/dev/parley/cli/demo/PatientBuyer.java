package dev.parley.cli.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// A buyer that moves with time: from its opening towards its limit along a root curve, in a fixed
/// number of steps, whatever the seller does. It takes an offer that is no worse than its own next
/// one, and goes when its steps are used up.
///
/// @param opening the first offer
/// @param limit the most that it pays
/// @param steps in how many offers it goes from one to the other, at least 2
record PatientBuyer(BigDecimal opening, BigDecimal limit, int steps) implements Haggling {

  @Override
  public Move answer(List<BigDecimal> ours, List<BigDecimal> theirs) {
    BigDecimal asked = theirs.getLast();
    if (ours.size() >= steps) {
      return asked.compareTo(limit) <= 0
          ? new Move.Take("My last step, and %s is within my limit of %s.".formatted(asked, limit))
          : new Move.Walk("%s is still above my limit of %s.".formatted(asked, limit));
    }
    BigDecimal next = offer(ours.size());
    if (asked.compareTo(next) <= 0) {
      return new Move.Take("I would have offered %s; %s is no worse.".formatted(next, asked));
    }
    return new Move.Ask(
        next,
        "%s is more than I want to pay now; step %d of %d towards my limit of %s is %s."
            .formatted(asked, ours.size(), steps - 1, limit, next));
  }

  /// The offer after a number of offers, rounded down to the cent.
  private BigDecimal offer(int made) {
    double part = Math.sqrt((double) made / (steps - 1));
    return opening
        .add(limit.subtract(opening).multiply(BigDecimal.valueOf(part)))
        .setScale(2, RoundingMode.DOWN);
  }
}
