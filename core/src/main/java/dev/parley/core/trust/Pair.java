package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;

/// All that one counterparty says about one subject, as whole numbers, so that it does not matter
/// in which order it came. Not thread-safe.
final class Pair {
  /// The good and the bad side of one kind of evidence; a rating counts in points of a hundred.
  static final class Sides {
    private final int whole;
    private long good;
    private long bad;
    private long freeGood;
    private long freeBad;

    private Sides(int whole) {
      this.whole = whole;
    }

    private void count(int good, Evidence.Backing backing) {
      switch (backing) {
        case ESCROWED -> {
          this.good += good;
          this.bad += whole - good;
        }
        case FREE -> {
          freeGood += good;
          freeBad += whole - good;
        }
      }
    }

    boolean seen() {
      return good + bad + freeGood + freeBad > 0;
    }

    double good() {
      return weighed(good, freeGood);
    }

    double bad() {
      return weighed(bad, freeBad);
    }

    /// All free pieces weigh as much as one.
    private double weighed(long escrowed, long free) {
      long all = freeGood + freeBad;
      return (double) escrowed / whole + (all == 0 ? 0 : (double) free / all);
    }

    /// The share that is good; there must be some.
    double goodShare() {
      return good() / (good() + bad());
    }
  }

  private final AgentUri counterparty;

  private final Sides sessions = new Sides(1);
  private final Sides obligations = new Sides(1);
  private final Sides rated = new Sides(100);

  private long escrowed;
  private long free;
  private long settledWeight;
  private long paid;
  private long owed;
  private long ratings;
  private long points;

  Pair(AgentUri counterparty) {
    this.counterparty = counterparty;
  }

  AgentUri counterparty() {
    return counterparty;
  }

  void add(Evidence evidence) {
    switch (evidence) {
      case Evidence.SessionEnded s -> {
        if (s.course() != Evidence.Course.BLAMELESS) {
          count(sessions, s.course() == Evidence.Course.COMPLETED ? 1 : 0, s.backing());
        }
      }
      case Evidence.ObligationEnded o -> count(obligations, o.kept() ? 1 : 0, o.backing());
      case Evidence.PaymentEnded p -> {
        escrowed++;
        paid += p.kept() ? p.value() : 0;
        owed += p.value();
      }
      case Evidence.RatingRevealed r -> {
        ratings++;
        points += r.points();
        count(rated, r.points(), r.backing());
      }
      case Evidence.Endorsement _, Evidence.Breach _ ->
          throw new IllegalArgumentException("no dealing of a pair: " + evidence);
    }
  }

  private void count(Sides sides, int good, Evidence.Backing backing) {
    switch (backing) {
      case ESCROWED -> escrowed++;
      case FREE -> free++;
    }
    sides.count(good, backing);
  }

  /// What came so far belongs to the days before the epoch.
  void settle() {
    settledWeight = pieces();
  }

  /// The pieces, all free ones together as one at most.
  private long pieces() {
    return escrowed + Math.min(1, free);
  }

  /// `ln(1+n)`: by this a counterparty's mass is shared.
  double weight() {
    return TrustProfile.saturated(pieces());
  }

  /// By how much the pair's weight has grown since the epoch.
  double growth() {
    return weight() - TrustProfile.saturated(settledWeight);
  }

  /// `ln(1 + kept) - ln(1 + broken)` over obligations, floored at 0.
  double endowment() {
    return Math.max(0, saturated(obligations.good()) - saturated(obligations.bad()));
  }

  private static double saturated(double n) {
    return n == Math.rint(n) ? TrustProfile.saturated((long) n) : StrictMath.log(1 + n);
  }

  Sides sessions() {
    return sessions;
  }

  Sides obligations() {
    return obligations;
  }

  Sides rated() {
    return rated;
  }

  /// The value that was owed.
  long owed() {
    return owed;
  }

  /// The share of the value owed that was paid; something must have been owed.
  double paidShare() {
    return (double) paid / owed;
  }

  long ratings() {
    return ratings;
  }

  long points() {
    return points;
  }
}
