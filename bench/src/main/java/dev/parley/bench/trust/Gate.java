package dev.parley.bench.trust;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a gate that asks for a least score lets through. It has a meaning only for scores of 0 to
/// 100. What there was nobody to measure on is not a number.
///
/// @param traitors the share of the cheaters that cheated while they stood at or above the gate
/// @param lagBreaches how often such a cheater cheated there until a round ended with it below
/// @param lagValue what these breaches were worth
/// @param uncaught the share of them that never sank below
/// @param gainPerCost what the adversaries got from honest buyers, delivered or not, by what they
///   spent
/// @param takenPerIdentity what each of their identities got without delivering
/// @param honestBelow the share of the honest that is below at the end
/// @param sessionsUntil how many sessions an honest newcomer sold until it first was above
/// @param neverThrough the share of the honest that never was
public record Gate(
    double traitors,
    double lagBreaches,
    double lagValue,
    double uncaught,
    double gainPerCost,
    double takenPerIdentity,
    double honestBelow,
    double sessionsUntil,
    double neverThrough) {

  /// The score that the gate asks for: above all newcomers, below most of the honest.
  public static final double LEAST = 40;

  /// What an identity costs: about a domain for a year.
  public static final double IDENTITY_COST = 10;

  /// What a fake session costs: the market's fee for a fake purchase, as once measured on Taobao.
  public static final double FAKE_COST = 0.21;

  /// What it costs to deliver something that is worth 1.
  public static final double DELIVERY_COST = 0.9;

  /// What an attack costs.
  ///
  /// @param identities how many the adversaries have
  /// @param fakes how many sessions they had for show
  /// @param delivered the value of what they really delivered
  /// @return in the currency of the values
  static double cost(int identities, int fakes, double delivered) {
    return identities * IDENTITY_COST + fakes * FAKE_COST + DELIVERY_COST * delivered;
  }

  /// The mean of several runs, figure by figure, over those in which there is one.
  static Gate mean(List<Gate> runs) {
    return new Gate(
        mean(runs, Gate::traitors),
        mean(runs, Gate::lagBreaches),
        mean(runs, Gate::lagValue),
        mean(runs, Gate::uncaught),
        mean(runs, Gate::gainPerCost),
        mean(runs, Gate::takenPerIdentity),
        mean(runs, Gate::honestBelow),
        mean(runs, Gate::sessionsUntil),
        mean(runs, Gate::neverThrough));
  }

  private static double mean(List<Gate> runs, ToDoubleFunction<Gate> figure) {
    return runs.stream().mapToDouble(figure).filter(Double::isFinite).average().orElse(Double.NaN);
  }
}
