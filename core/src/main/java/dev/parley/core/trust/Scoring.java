package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads one dossier into the figures of one day. All sums over counterparties run in ascending
/// order of their names. For one thread, for one score.
final class Scoring {
  private static final double LITTLE = 0.1;

  private final Standing standing;
  private final Dossier dossier;
  private final Epoch epoch;
  private final long day;

  private final Map<AgentUri, Double> weightOf = new HashMap<>();
  private double mass;
  private double massSquared;
  private double completed;
  private double failed;
  private double kept;
  private double broken;
  private double rated;
  private double disliked;
  private double paid;
  private double unpaid;

  Scoring(Standing standing, Dossier dossier, Epoch epoch) {
    this.standing = standing;
    this.dossier = dossier;
    this.epoch = epoch;
    this.day = epoch.day();
    dossier.eachPair(this::weigh);
  }

  /// The mass of a counterparty that stands behind what it says about this subject. Within the day
  /// the pair's own growth is added to what the rater's mass is shared over.
  private double weight(Pair pair, Rater rater) {
    if (rater.t() == 0) {
      return 0;
    }
    double growth = pair.growth();
    double spread = Math.max(rater.spread(), pair.weight() - growth) + growth;
    return epoch.agents() * rater.t() * (pair.weight() / spread) * kinship(rater);
  }

  private double kinship(Rater rater) {
    return rater.organisation().equals(standing.organisation()) ? TrustProfile.KIN : 1;
  }

  private void weigh(Pair pair) {
    Rater rater = epoch.rater(pair.counterparty());
    double w = weight(pair, rater);
    if (w == 0) {
      return;
    }
    mass += w;
    massSquared += w * w;
    weightOf.put(pair.counterparty(), w);
    if (pair.sessions().seen()) {
      double good = pair.sessions().goodShare();
      completed += w * good;
      failed += w * (1 - good);
    }
    if (pair.obligations().seen()) {
      double good = pair.obligations().goodShare();
      kept += w * good;
      broken += w * (1 - good);
    }
    if (pair.rated().seen() && rater.meanRating() > 0) {
      double good = Math.min(1, 100 * pair.rated().goodShare() / rater.meanRating());
      rated += w * good;
      disliked += w * (1 - good);
    }
    if (pair.owed() > 0) {
      double good = pair.paidShare();
      paid += w * good;
      unpaid += w * (1 - good);
    }
  }

  /// The factor of all verdicts on whatever comes from evidence.
  private double breachFactor() {
    double sum = 0;
    for (Evidence.Breach breach : dossier.breaches()) {
      sum += breach.forgiven() ? 0 : drop(breach);
    }
    return StrictMath.exp(sum);
  }

  /// The logarithm of one verdict's factor. A victim without mass could be anybody's puppet.
  private double drop(Evidence.Breach breach) {
    long age = day - Dossier.dayOf(breach.origin().at());
    double victim = epoch.agents() * epoch.rater(breach.origin().counterparty()).t();
    return TrustProfile.severity(breach.severity())
        * TrustProfile.scale(breach.value(), dossier.usualValue(breach.origin().at()))
        * TrustProfile.faded(age, TrustProfile.BREACH_HALF_LIFE)
        * (victim / (victim + TrustProfile.VICTIM))
        * (breach.selfReported() ? 0.5 : 1);
  }

  /// What is left of all but IV and SP after idle days. What lies above the newcomer's score sinks;
  /// since a newcomer has 0 elsewhere, sinking each component is the same and keeps the sum.
  private double alive() {
    return TrustProfile.faded(idle() - TrustProfile.IDLE_DAYS, TrustProfile.IDLE_HALF_LIFE);
  }

  private long idle() {
    return dossier.idleDays(day).orElse(0L);
  }

  /// The share of acts done in time, each session weighed by the mass of its pair, and as far as
  /// there is mass to know it by.
  private double conduct() {
    double[] acts = new double[2];
    dossier.conduct(
        (counterparty, due, inTime) -> {
          double w = weightOf.getOrDefault(counterparty, 0.0);
          acts[0] += w * due;
          acts[1] += w * inTime;
        });
    return acts[0] == 0 ? 0 : 100 * acts[1] / acts[0] * TrustProfile.known(mass);
  }

  private double endorsements() {
    List<Double> worth = new ArrayList<>();
    for (Evidence.Endorsement endorsement : dossier.endorsements()) {
      Rater endorser = epoch.rater(endorsement.origin().counterparty());
      if (endorsement.support() == Evidence.Support.GIVEN && endorser.endorses()) {
        worth.add(2 * (endorser.trust() / 100.0) / 100 * kinship(endorser));
      }
    }
    if (worth.size() > TrustProfile.ENDORSEMENTS_MAX) {
      worth.sort(Collections.reverseOrder());
      worth = worth.subList(0, TrustProfile.ENDORSEMENTS_MAX);
    }
    double sum = 0;
    for (double each : worth) {
      sum += each;
    }
    return Math.min(100, sum);
  }

  /// Whether endorsements count. In the score that an endorser lends they do not, so that a day's
  /// scores follow from the evidence alone and not from the scores of all days before.
  enum Endorsements {
    COUNTED,
    LEFT_OUT
  }

  Map<Component, Integer> components(Endorsements endorsements) {
    Map<Component, Integer> parts = standingAlone();
    double factor = breachFactor() * alive();
    double sessions = completed + failed;
    double history =
        sessions == 0
            ? 0
            : TrustProfile.grow(TrustProfile.SESSIONS_OF_MASS * completed) * completed / sessions;
    put(parts, Component.CH, history * factor);
    put(parts, Component.CF, TrustProfile.share(kept, broken) * factor);
    put(parts, Component.BC, conduct() * factor);
    put(parts, Component.RQ, TrustProfile.share(rated, disliked) * factor);
    put(parts, Component.ER, TrustProfile.share(paid, unpaid) * factor);
    double peers = endorsements == Endorsements.COUNTED ? endorsements() : 0;
    put(parts, Component.PE, peers * factor);
    return parts;
  }

  private Map<Component, Integer> standingAlone() {
    Map<Component, Integer> parts = new EnumMap<>(Component.class);
    parts.put(Component.IV, standing.identityHundredths());
    parts.put(Component.SP, standing.securityHundredths(day));
    return parts;
  }

  private static void put(Map<Component, Integer> parts, Component component, double value) {
    parts.put(component, TrustProfile.hundredths(value));
  }

  int effectiveCounterparties() {
    return mass == 0 ? 0 : TrustProfile.hundredths(mass * mass / massSquared);
  }

  TrustScore score() {
    Map<Component, Integer> parts = components(Endorsements.COUNTED);
    int total = TrustScore.total(parts);
    int organisations = organisations();
    return new TrustScore(
        standing.agent(),
        LocalDate.ofEpochDay(day),
        total,
        parts,
        low(parts),
        effectiveCounterparties(),
        organisations,
        dossier.lastBreach(),
        dossier.window(),
        reasons(organisations));
  }

  private int low(Map<Component, Integer> parts) {
    double factor = breachFactor() * alive();
    Map<Component, Integer> bounds = new EnumMap<>(parts);
    lower(bounds, Component.CF, bound(kept, broken) * factor);
    lower(bounds, Component.RQ, bound(rated, disliked) * factor);
    lower(bounds, Component.ER, bound(paid, unpaid) * factor);
    return TrustScore.total(bounds);
  }

  private static void lower(Map<Component, Integer> bounds, Component component, double value) {
    bounds.merge(component, TrustProfile.hundredths(value), Math::min);
  }

  /// `share` with the 5 % quantile of its Beta distribution in place of the mean.
  private static double bound(double good, double bad) {
    if (good + bad == 0) {
      return 0;
    }
    double quantile =
        BetaQuantile.of(
            0.05,
            good + TrustProfile.PRIOR / 2,
            TrustProfile.BREACH_WEIGHT * bad + TrustProfile.PRIOR / 2);
    return 100 * quantile * TrustProfile.known(good + bad);
  }

  private int organisations() {
    Set<String> found = new HashSet<>();
    dossier.eachPair(pair -> found.add(epoch.rater(pair.counterparty()).organisation()));
    return found.size();
  }

  private List<Reason> reasons(int organisations) {
    List<Reason> reasons = new ArrayList<>();
    if (dossier.window().isEmpty()) {
      reasons.add(Reason.NEW);
    } else {
      if (effectiveCounterparties() < TrustProfile.ENDORSER_COUNTERPARTIES) {
        reasons.add(Reason.FEW_COUNTERPARTIES);
      }
      if (organisations == 1) {
        reasons.add(Reason.ONE_ORGANISATION);
      }
      if (mass < LITTLE) {
        reasons.add(Reason.LITTLE_WEIGHT);
      }
    }
    if (dossier.breaches().stream().anyMatch(breach -> !breach.forgiven())) {
      reasons.add(Reason.BREACH);
    }
    if (idle() > TrustProfile.IDLE_DAYS) {
      reasons.add(Reason.IDLE);
    }
    if (standing.chain() == Standing.Chain.BROKEN) {
      reasons.add(Reason.BROKEN_CHAIN);
    }
    return reasons;
  }
}
