package dev.parley.client.negotiation;

import java.util.ArrayList;
import java.util.List;

/// A guess at what the other side wants, from its offers alone: an issue that it leaves unchanged
/// from one offer to the next matters more, a value that it asks for more often is better. Not
/// thread-safe.
public final class FrequencyModel {
  /// How much an unchanged issue gains, shared among the issues.
  private static final double LEARNT = 0.2;

  private final Domain domain;
  private final double[] weights;
  private final List<int[]> counts = new ArrayList<>();
  private int last = -1;

  /// A model without evidence: all issues matter alike.
  ///
  /// @param domain what is to be settled
  public FrequencyModel(Domain domain) {
    this.domain = domain;
    this.weights = new double[domain.issues().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1.0 / weights.length;
      counts.add(new int[domain.issues().get(i).size()]);
    }
  }

  /// Learns from an offer.
  ///
  /// @param outcome what the other side offered
  public void see(int outcome) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int value = domain.valueOf(outcome, i);
      counts.get(i)[value]++;
      if (last >= 0 && domain.valueOf(last, i) == value) {
        weights[i] += LEARNT / weights.length;
      }
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    last = outcome;
  }

  /// The guess.
  ///
  /// @return for each outcome how good it is for the other side, 0 to 1
  public double[] estimates() {
    double[] out = new double[domain.size()];
    int block = out.length;
    for (int i = 0; i < weights.length; i++) {
      int[] count = counts.get(i);
      int most = 1;
      for (int each : count) {
        most = Math.max(most, each);
      }
      block /= count.length;
      for (int outcome = 0; outcome < out.length; outcome++) {
        out[outcome] += weights[i] * count[outcome / block % count.length] / most;
      }
    }
    return out;
  }

  /// How well the guess fits.
  ///
  /// @param actual what the other side really wants
  /// @return the correlations over all outcomes
  public Accuracy accuracy(Preferences actual) {
    double[] guessed = estimates();
    double[] real = new double[guessed.length];
    for (int outcome = 0; outcome < real.length; outcome++) {
      real[outcome] = actual.utility(outcome);
    }
    return new Accuracy(Correlation.pearson(guessed, real), Correlation.kendall(guessed, real));
  }

  /// How well a guess fits.
  ///
  /// @param pearson the linear correlation, −1 to 1; 0 where one side has no differences
  /// @param kendall the rank correlation tau-b, −1 to 1; 0 where one side has no differences
  public record Accuracy(double pearson, double kendall) {}
}
