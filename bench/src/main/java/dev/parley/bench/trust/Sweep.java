package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The same attacks where a smaller or larger share of true breaches gets a final verdict.
///
/// @param points what was measured, attack by attack, from no verdict to all
public record Sweep(List<Point> points) {
  /// The attacks that are swept: those whose ring disputes alone could break.
  static final List<Attack> ATTACKS = List.of(Attack.RING, Attack.CAMOUFLAGE, Attack.SLANDER);

  /// The shares.
  static final List<Double> UPHELD = List.of(0.0, 0.25, 0.5, 0.75, 0.9, 1.0);

  private static final List<Algorithm.Kind> KINDS =
      List.of(Algorithm.Kind.NAIVE_COUNTING, Algorithm.Kind.EVIDENCE);

  /// One market under both ways to score.
  ///
  /// @param attack what the adversaries do
  /// @param upheld the share of true breaches that get a verdict
  /// @param naive the outcome under naive counting
  /// @param ours the outcome under the evidence rules
  public record Point(Attack attack, double upheld, Outcome naive, Outcome ours) {}

  /// Copies.
  public Sweep {
    points = List.copyOf(points);
  }

  /// How many runs it takes.
  ///
  /// @param size how large the markets are
  /// @return steps for a progress
  static int runs(Setting.Size size) {
    return ATTACKS.size() * UPHELD.size() * KINDS.size() * size.runs();
  }

  static Sweep of(Setting.Size size, Progress progress) {
    List<Point> points = new ArrayList<>();
    for (Attack attack : ATTACKS) {
      for (double upheld : UPHELD) {
        Setting setting =
            Setting.of(attack, size).judged(upheld, Setting.of(attack, size).wronged());
        progress.at(attack.title() + ", " + upheld + " of the breaches upheld");
        List<Outcome> both =
            KINDS.parallelStream().map(kind -> TrustLab.outcome(setting, kind, progress)).toList();
        points.add(new Point(attack, upheld, both.getFirst(), both.getLast()));
      }
    }
    return new Sweep(points);
  }

  /// The points of one attack.
  ///
  /// @param attack which
  /// @return from no verdict to all
  public List<Point> of(Attack attack) {
    return points.stream()
        .filter(point -> point.attack() == attack)
        .sorted(Comparator.comparingDouble(Point::upheld))
        .toList();
  }
}
