package dev.parley.bench.trust;

import java.util.SplittableRandom;

/// Random numbers of other forms than even, from an even generator.
final class Chance {
  private Chance() {}

  /// Normal, mean 0 and deviation 1 (Box and Muller).
  static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /// Beta(a, b), both at least 1, from two gamma variables (Marsaglia and Tsang).
  static double beta(SplittableRandom random, double a, double b) {
    double x = gamma(random, a);
    return x / (x + gamma(random, b));
  }

  private static double gamma(SplittableRandom random, double shape) {
    double d = shape - 1.0 / 3;
    double c = 1 / StrictMath.sqrt(9 * d);
    while (true) {
      double normal = normal(random);
      double root = 1 + c * normal;
      double v = root * root * root;
      if (v > 0) {
        double limit = 0.5 * normal * normal + d - d * v + d * StrictMath.log(v);
        if (StrictMath.log(1 - random.nextDouble()) < limit) {
          return d * v;
        }
      }
    }
  }
}
