package dev.parley.bench.trust;

/// A way to score agents by what happened. For one run.
public interface Algorithm {
  /// A new agent.
  ///
  /// @param agent its number, one more than the last
  /// @param identity its component IV
  /// @param seed whether the node trusts it to begin with
  void joined(int agent, int identity, boolean seed);

  /// A session ended.
  ///
  /// @param dealing what is known of it
  void observe(Dealing dealing);

  /// An agent endorses another.
  ///
  /// @param endorser who
  /// @param agent whom
  /// @param round when
  void endorsed(int endorser, int agent, int round);

  /// A round is over.
  ///
  /// @param round which
  void endOf(int round);

  /// The score of an agent as of the end of the last round.
  ///
  /// @param agent its number
  /// @return higher is better; where there is a published scale, 0 to 100
  double score(int agent);

  /// The kinds that are compared.
  enum Kind {
    /// No score: choice is by chance.
    RANDOM("random"),
    /// The mean of all ratings.
    MEAN("mean"),
    /// Beta reputation with forgetting 0.98 a round.
    BETA("Beta"),
    /// EigenTrust with restart 0.15.
    EIGEN_15("Eigen .15"),
    /// EigenTrust with restart 0.5.
    EIGEN_50("Eigen .5"),
    /// The published formula over plain counts.
    NAIVE_COUNTING("ASP-raw"),
    /// The published formula over the evidence rules of protocol section 10.
    EVIDENCE("ours");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /// Its name in tables.
    ///
    /// @return a word or two
    public String title() {
      return title;
    }

    Algorithm begin(int daysPerRound) {
      return switch (this) {
        case RANDOM -> new NoScore();
        case MEAN -> new MeanOfRatings();
        case BETA -> new BetaReputation();
        case EIGEN_15 -> new EigenTrust(0.15);
        case EIGEN_50 -> new EigenTrust(0.5);
        case NAIVE_COUNTING -> new NaiveCounting();
        case EVIDENCE -> new ByEvidence(daysPerRound);
      };
    }
  }
}
