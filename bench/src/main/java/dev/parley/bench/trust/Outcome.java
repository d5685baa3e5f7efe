package dev.parley.bench.trust;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What came of one run, or the mean over some.
///
/// @param breachRate of the sessions that honest agents began in the last third
/// @param valueLost the share of their value that was broken
/// @param auc how likely an honest agent scores above a cheater at the end
/// @param rank Spearman's correlation of score and true quality among the honest
/// @param honestScore the mean score of the honest at the end
/// @param cheaterScore the mean score of the cheaters
/// @param identities how many identities there were in the end
/// @param gate what a gate at a score would let through
public record Outcome(
    double breachRate,
    double valueLost,
    double auc,
    double rank,
    double honestScore,
    double cheaterScore,
    double identities,
    Gate gate) {

  /// The mean of several runs.
  ///
  /// @param runs at least one
  /// @return their mean, figure by figure
  static Outcome mean(List<Outcome> runs) {
    return new Outcome(
        mean(runs, Outcome::breachRate),
        mean(runs, Outcome::valueLost),
        mean(runs, Outcome::auc),
        mean(runs, Outcome::rank),
        mean(runs, Outcome::honestScore),
        mean(runs, Outcome::cheaterScore),
        mean(runs, Outcome::identities),
        Gate.mean(runs.stream().map(Outcome::gate).toList()));
  }

  private static double mean(List<Outcome> runs, ToDoubleFunction<Outcome> figure) {
    return runs.stream().mapToDouble(figure).average().orElse(0);
  }
}
