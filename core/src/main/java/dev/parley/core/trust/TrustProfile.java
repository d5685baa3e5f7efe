package dev.parley.core.trust;

/// The constants and curves of one version of the score (protocol section 10). A change of any of
/// them is a new version.
public final class TrustProfile {
  /// The name of this version.
  public static final String VERSION = "asp-trust/1";

  /// The grades of a breach, from 1.
  public static final int SEVERITIES = 5;

  /// How much of the mass returns to the seeds in each step.
  static final double RESTART = 0.5;

  /// The steps of the power iteration.
  static final int ITERATIONS = 50;

  /// The least IV of a seed where no seeds are listed.
  static final int SEED_IDENTITY = 80;

  /// What evidence within one organisation weighs.
  static final double KIN = 0.25;

  /// The weight of not knowing, in the Beta form.
  static final double PRIOR = 0.2;

  /// The mass at which half of a share counts. Small: an honest agent that few have met must not
  /// look like a cheater.
  static final double KNOWN = 0.01;

  /// Sessions that a mass of 1, which the average agent has, stands for in CH.
  static final double SESSIONS_OF_MASS = 100;

  /// The mass of a victim at which its verdict counts half.
  static final double VICTIM = 0.1;

  /// How many kept obligations of equal weight a broken one outweighs.
  static final double BREACH_WEIGHT = 3;

  /// Sessions whose acts count for BC.
  static final int CONDUCT_SESSIONS = 100;

  /// Deals whose median is an agent's usual value, and the least that it is taken for.
  static final int USUAL_DEALS = 20;

  static final long USUAL_LEAST = 100_00;

  static final int IDLE_DAYS = 30;
  static final int IDLE_HALF_LIFE = 180;
  static final int BREACH_HALF_LIFE = 720;
  static final int ENDORSEMENTS_MAX = 50;
  static final int ENDORSER_TRUST = 30_00;
  static final int ENDORSER_COUNTERPARTIES = 3_00;

  private static final double LN_2 = StrictMath.log(2);
  private static final double LN_501 = StrictMath.log(501);
  private static final double[] SEVERITY_LN = lns(0.95, 0.90, 0.75, 0.55, 0.30);
  private static final double[] LN_1P = firstLogarithms();

  private TrustProfile() {}

  private static double[] lns(double... factors) {
    double[] lns = new double[factors.length];
    for (int i = 0; i < factors.length; i++) {
      lns[i] = StrictMath.log(factors[i]);
    }
    return lns;
  }

  private static double[] firstLogarithms() {
    double[] lns = new double[1024];
    for (int n = 0; n < lns.length; n++) {
      lns[n] = StrictMath.log(1.0 + n);
    }
    return lns;
  }

  /// `ln(1 + n)`.
  static double saturated(long n) {
    return n < LN_1P.length ? LN_1P[(int) n] : StrictMath.log(1.0 + n);
  }

  /// `grow(n) = 100·ln(1+n)/ln(501)`, capped at 100.
  static double grow(double mass) {
    return Math.min(100, 100 * StrictMath.log(1 + mass) / LN_501);
  }

  /// `share(F,B) = 100·(F + W/2)/(F + W + 3B) · m/(m + K)` with m = F + B.
  static double share(double kept, double broken) {
    return 100 * expected(kept, broken) * known(kept + broken);
  }

  /// The mean of the Beta distribution in [#share].
  static double expected(double kept, double broken) {
    return (kept + PRIOR / 2) / (kept + PRIOR + BREACH_WEIGHT * broken);
  }

  /// How much of it is known rather than assumed.
  static double known(double mass) {
    return mass / (mass + KNOWN);
  }

  /// What is left after some days.
  static double faded(long days, int halfLife) {
    return days <= 0 ? 1 : StrictMath.exp(-LN_2 * days / halfLife);
  }

  /// The logarithm of the factor of a breach of the usual value, not faded.
  static double severity(int severity) {
    return SEVERITY_LN[severity - 1];
  }

  /// How a deal's value scales a breach: 1 for the usual value, 2 at most.
  static double scale(long value, long usual) {
    return 2.0 * value / (value + usual);
  }

  /// Rounds a number of at most some thousands to hundredths: times 100, then to the nearest whole
  /// number, ties to even.
  static int hundredths(double value) {
    return (int) Math.rint(100 * value);
  }

  /// A quotient to the nearest whole number, ties to even; both not negative.
  static long dividedHalfEven(long dividend, long divisor) {
    long floor = dividend / divisor;
    long twice = 2 * (dividend % divisor);
    boolean up = twice > divisor || (twice == divisor && floor % 2 == 1);
    return up ? floor + 1 : floor;
  }
}
