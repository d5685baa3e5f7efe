package dev.parley.core.trust;

/// Who vouches for whom, as compressed rows by subject: plain arrays, since the power iteration
/// reads all of it fifty times. Agents are numbered in ascending order of their names, and so all
/// sums are taken.
final class VouchGraph {
  private final int agents;

  /// Where the row of each subject begins in the two arrays below.
  private final int[] starts;

  private final int[] counterparties;
  private final double[] endowments;

  /// A graph.
  ///
  /// @param starts where the row of each subject begins, and last where the last one ends
  /// @param counterparties ascending within a row
  /// @param endowments what each counterparty gives the subject, not negative
  VouchGraph(int[] starts, int[] counterparties, double[] endowments) {
    this.agents = starts.length - 1;
    this.starts = starts;
    this.counterparties = counterparties;
    this.endowments = endowments;
  }

  /// The share of each agent in all evidence mass: EigenTrust with restart at the seeds. What an
  /// agent that vouches for nobody holds goes back to the seeds.
  ///
  /// @param seeds the restart distribution; adds up to 1
  /// @param restart how much returns to the seeds in each step
  double[] masses(double[] seeds, double restart) {
    double[] given = new double[agents];
    for (int edge = 0; edge < starts[agents]; edge++) {
      given[counterparties[edge]] += endowments[edge];
    }
    double[] shares = new double[starts[agents]];
    for (int edge = 0; edge < shares.length; edge++) {
      shares[edge] = endowments[edge] == 0 ? 0 : endowments[edge] / given[counterparties[edge]];
    }
    double[] t = seeds.clone();
    for (int step = 0; step < TrustProfile.ITERATIONS; step++) {
      t = step(t, shares, given, seeds, restart);
    }
    return t;
  }

  private double[] step(
      double[] t, double[] shares, double[] given, double[] seeds, double restart) {
    double idle = 0;
    for (int i = 0; i < agents; i++) {
      idle += given[i] == 0 ? t[i] : 0;
    }
    double[] next = new double[agents];
    for (int subject = 0; subject < agents; subject++) {
      double received = idle * seeds[subject];
      for (int edge = starts[subject]; edge < starts[subject + 1]; edge++) {
        received += shares[edge] * t[counterparties[edge]];
      }
      next[subject] = restart * seeds[subject] + (1 - restart) * received;
    }
    return next;
  }
}
