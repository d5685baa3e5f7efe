package dev.parley.bench.trust;

import dev.parley.bench.trust.Algorithm.Kind;
import java.util.ArrayList;
import java.util.List;

/// A figure that has to be reached.
///
/// @param what in words
/// @param least the least AUC
/// @param reached the AUC measured
public record Bar(String what, double least, double reached) {
  private static final double TOLERATED = 0.03;

  /// Whether it is reached.
  ///
  /// @return true if so
  public boolean holds() {
    return reached >= least;
  }

  /// All bars of the simulated market.
  ///
  /// @param findings what was measured
  /// @return in the order of their importance
  public static List<Bar> of(Findings findings) {
    List<Bar> bars = new ArrayList<>();
    for (String attack : List.of("ring", "camouflage", "spies", "sybil")) {
      bars.add(bar(findings, attack, 0.88));
    }
    bars.add(bar(findings, "ring, upheld 0.0", 0.60));
    bars.add(bar(findings, "camouflage, upheld 0.0", 0.55));
    bars.add(bar(findings, "slander, false disputes 0.3", 0.70));
    for (String attack : List.of("naive", "on-off", "whitewash")) {
      double raw = findings.outcome(attack, Kind.NAIVE_COUNTING).auc();
      bars.add(
          new Bar(
              attack + ", naive counting less 0.03",
              raw - TOLERATED,
              findings.outcome(attack, Kind.EVIDENCE).auc()));
    }
    return bars;
  }

  private static Bar bar(Findings findings, String title, double least) {
    return new Bar(title, least, findings.outcome(title, Kind.EVIDENCE).auc());
  }
}
