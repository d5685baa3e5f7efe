package dev.parley.core.trust;

/// Quantiles of the Beta distribution that are the same everywhere: the regularised incomplete beta
/// function from its continued fraction (DLMF 8.17.22), cut after a fixed number of terms and
/// evaluated from the last to the first, and 60 bisections of it.
///
/// @spec https://dlmf.nist.gov/8.17 Digital Library of Mathematical Functions, 8.17
final class BetaQuantile {
  private static final int BISECTIONS = 60;
  private static final int TERMS = 100;
  private static final double HALF_LN_TAU = 0.5 * StrictMath.log(2 * Math.PI);

  /// From here on Stirling's series is good to the last digits.
  private static final double STIRLING_FROM = 12;

  private BetaQuantile() {}

  /// The value below which a share `probability` of Beta(a, b) lies; a and b positive.
  static double of(double probability, double a, double b) {
    double lnBeta = lnGamma(a) + lnGamma(b) - lnGamma(a + b);
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle, a, b, lnBeta) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /// The regularised incomplete beta function.
  static double cumulative(double x, double a, double b) {
    return cumulative(x, a, b, lnGamma(a) + lnGamma(b) - lnGamma(a + b));
  }

  private static double cumulative(double x, double a, double b, double lnBeta) {
    if (x <= 0) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double front = StrictMath.exp(a * StrictMath.log(x) + b * StrictMath.log(1 - x) - lnBeta);
    return x < (a + 1) / (a + b + 2)
        ? front / (a * fraction(x, a, b))
        : 1 - front / (b * fraction(1 - x, b, a));
  }

  /// `1 + d1/(1 + d2/(1 + …))`.
  private static double fraction(double x, double a, double b) {
    double value = 1;
    for (int m = TERMS; m >= 1; m--) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      double odd = -(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1));
      value = 1 + odd / (1 + even / value);
    }
    return value;
  }

  /// Stirling's series, after the argument was raised by the recurrence.
  static double lnGamma(double x) {
    double product = 1;
    double y = x;
    while (y < STIRLING_FROM) {
      product *= y;
      y += 1;
    }
    double square = 1 / (y * y);
    double series =
        (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680)))) / y;
    return (y - 0.5) * StrictMath.log(y) - y + HALF_LN_TAU + series - StrictMath.log(product);
  }
}
