package dev.parley.bench.trust;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.trust.Component;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Standing;
import dev.parley.core.trust.TrustBook;
import dev.parley.core.trust.TrustScore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/// Scores real ratings, with and without injected fakes, in several ways.
public final class RatingsLab {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  private RatingsLab() {}

  /// What the attacker does.
  ///
  /// @param title its name in tables
  /// @param promote how many fakes praise each bad node
  /// @param slander how many fakes slander each good node
  public record Injection(String title, int promote, int slander) {
    /// What is compared.
    public static final List<Injection> ALL =
        List.of(
            new Injection("none", 0, 0),
            new Injection("promote 5", 5, 0),
            new Injection("promote 20", 20, 0),
            new Injection("slander 20", 0, 20),
            new Injection("both 20", 20, 20));
  }

  /// The ways to score.
  public enum Way {
    /// The mean of all ratings.
    MEAN("mean"),
    /// Beta over the strength of ratings.
    BETA("Beta"),
    /// EigenTrust with restart 0.15.
    EIGEN_15("Eigen .15"),
    /// EigenTrust with restart 0.5.
    EIGEN_50("Eigen .5"),
    /// CF of the trust function, each rating being as many obligations as it has points.
    EVIDENCE("ours"),
    /// The same, but nodes whose evidence has no mass, which the score calls new and gives 0, are
    /// put in the middle, as Beta does.
    EVIDENCE_OR_UNKNOWN("ours, new in the middle");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    /// Its name in tables.
    ///
    /// @return a word or two
    public String title() {
      return title;
    }
  }

  /// How likely a good node scores above a bad one.
  ///
  /// @param ratings what is known
  /// @param injection what the attacker adds
  /// @param way how to score
  /// @return the area under the curve, 0 to 1
  public static double auc(Ratings ratings, Injection injection, Way way) {
    List<Ratings.Rating> all = ratings.attacked(injection.promote(), injection.slander());
    int nodes =
        1
            + IntStream.concat(
                    ratings.nodes(), all.stream().mapToInt(r -> Math.max(r.source(), r.target())))
                .max()
                .orElse(0);
    double[] scores =
        switch (way) {
          case MEAN -> mean(all, nodes);
          case BETA -> beta(all, nodes);
          case EIGEN_15 -> eigen(all, nodes, ratings.seeds(), 0.15);
          case EIGEN_50 -> eigen(all, nodes, ratings.seeds(), 0.5);
          case EVIDENCE -> evidence(all, nodes, ratings, 0);
          case EVIDENCE_OR_UNKNOWN -> evidence(all, nodes, ratings, 50_00);
        };
    return Ranking.auc(of(scores, ratings.good()), of(scores, ratings.bad()));
  }

  private static double[] of(double[] scores, Set<Integer> nodes) {
    return nodes.stream().filter(n -> n < scores.length).mapToDouble(n -> scores[n]).toArray();
  }

  private static double[] mean(List<Ratings.Rating> all, int nodes) {
    double[] sum = new double[nodes];
    double[] count = new double[nodes];
    for (Ratings.Rating r : all) {
      sum[r.target()] += r.weight();
      count[r.target()]++;
    }
    for (int i = 0; i < nodes; i++) {
      sum[i] = count[i] == 0 ? 0 : sum[i] / count[i];
    }
    return sum;
  }

  private static double[] beta(List<Ratings.Rating> all, int nodes) {
    double[] good = new double[nodes];
    double[] bad = new double[nodes];
    for (Ratings.Rating r : all) {
      (r.weight() > 0 ? good : bad)[r.target()] += Math.abs(r.weight()) / 10.0;
    }
    for (int i = 0; i < nodes; i++) {
      good[i] = (good[i] + 1) / (good[i] + bad[i] + 2);
    }
    return good;
  }

  private static double[] eigen(
      List<Ratings.Rating> all, int nodes, Set<Integer> seeds, double restart) {
    EigenTrust eigen = new EigenTrust(restart);
    for (int i = 0; i < nodes; i++) {
      eigen.joined(i, 0, seeds.contains(i));
    }
    all.forEach(r -> eigen.rate(r.source(), r.target(), r.weight()));
    eigen.endOf(0);
    double[] scores = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      scores[i] = eigen.score(i);
    }
    return scores;
  }

  private static AgentUri name(int node) {
    return new AgentUri(String.format(Locale.ROOT, "agent://n%07d.example/a", node));
  }

  private static double[] evidence(
      List<Ratings.Rating> all, int nodes, Ratings ratings, int unknown) {
    Set<AgentUri> seeds = new HashSet<>();
    ratings.seeds().forEach(seed -> seeds.add(name(seed)));
    TrustBook book = new TrustBook(DAY.toEpochDay(), seeds);
    for (int i = 0; i < nodes; i++) {
      book.register(Standing.of(name(i), 20, Standing.Custody.AGENT, DAY));
    }
    Instant at = Instant.ofEpochSecond(DAY.toEpochDay() * 86_400);
    long pieces = 0;
    for (Ratings.Rating r : all) {
      if (r.source() != r.target()) {
        for (int point = 0; point < Math.abs(r.weight()); point++) {
          byte[] unique = ByteBuffer.allocate(Hash.BYTES).putLong(++pieces).array();
          Evidence.Origin origin =
              new Evidence.Origin(Hash.ofRaw(unique), at, name(r.target()), name(r.source()), "");
          book.add(
              new Evidence.ObligationEnded(
                  origin, r.weight() > 0, 100_00, Evidence.Backing.ESCROWED));
        }
      }
    }
    book.begin(DAY.plusDays(1).toEpochDay());
    double[] scores = new double[nodes];
    Set<Integer> judged = new HashSet<>(ratings.good());
    judged.addAll(ratings.bad());
    for (int node : judged) {
      TrustScore score = book.score(name(node)).orElseThrow();
      boolean massless = score.effectiveCounterparties() == 0;
      scores[node] = massless ? unknown : score.component(Component.CF);
    }
    return scores;
  }
}
