package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Computes the epoch of a day from all dossiers as they stand. Agents are numbered in ascending
/// order of their names, and sums run in that order. For one use.
final class Daybreak {
  private final Standing[] agents;
  private final Dossier[] dossiers;
  private final Map<AgentUri, Integer> numbers;
  private final double[] spread;
  private final long[] ratings;
  private final long[] points;
  private final boolean[] seen;

  /// Gathers what there is.
  ///
  /// @param standings all agents; what unregistered ones say weighs nothing
  /// @param known the dossiers of those about whom there is evidence
  Daybreak(Map<AgentUri, Standing> standings, Map<AgentUri, Dossier> known) {
    agents = standings.values().toArray(Standing[]::new);
    Arrays.sort(agents, (a, b) -> a.agent().compareTo(b.agent()));
    numbers = HashMap.newHashMap(agents.length);
    dossiers = new Dossier[agents.length];
    for (int i = 0; i < agents.length; i++) {
      numbers.put(agents[i].agent(), i);
      Dossier dossier = known.get(agents[i].agent());
      dossiers[i] = dossier == null ? new Dossier() : dossier;
    }
    spread = new double[agents.length];
    ratings = new long[agents.length];
    points = new long[agents.length];
    seen = new boolean[agents.length];
  }

  Epoch epoch(long day, Set<AgentUri> seeds) {
    double[] t = graph().masses(restart(seeds), TrustProfile.RESTART);
    int active = 0;
    for (boolean one : seen) {
      active += one ? 1 : 0;
    }
    int[] nothing = new int[agents.length];
    Epoch bare = Epoch.of(day, active, raters(t, nothing, nothing));
    int[] trust = new int[agents.length];
    int[] counterparties = new int[agents.length];
    for (int i = 0; i < agents.length; i++) {
      Scoring scoring = new Scoring(agents[i], dossiers[i], bare);
      trust[i] = TrustScore.total(scoring.components(Scoring.Endorsements.LEFT_OUT));
      counterparties[i] = scoring.effectiveCounterparties();
    }
    return Epoch.of(day, active, raters(t, trust, counterparties));
  }

  private VouchGraph graph() {
    int edges = 0;
    for (Dossier dossier : dossiers) {
      edges += dossier.pairs().size();
    }
    int[] starts = new int[agents.length + 1];
    int[] from = new int[edges];
    double[] endowments = new double[edges];
    int edge = 0;
    for (int subject = 0; subject < agents.length; subject++) {
      for (Pair pair : dossiers[subject].pairs()) {
        Integer rater = numbers.get(pair.counterparty());
        if (rater != null) {
          note(subject, rater, pair);
          from[edge] = rater;
          endowments[edge++] = pair.endowment() * kinship(subject, rater);
        }
      }
      starts[subject + 1] = edge;
    }
    return new VouchGraph(starts, from, endowments);
  }

  private void note(int subject, int rater, Pair pair) {
    seen[subject] = true;
    seen[rater] = true;
    spread[rater] += pair.weight();
    ratings[rater] += pair.ratings();
    points[rater] += pair.points();
  }

  private double kinship(int one, int other) {
    return agents[one].organisation().equals(agents[other].organisation()) ? TrustProfile.KIN : 1;
  }

  private double[] restart(Set<AgentUri> seeds) {
    double[] at = new double[agents.length];
    int chosen = mark(at, s -> seeds.contains(s.agent()));
    if (chosen == 0 && seeds.isEmpty()) {
      chosen = mark(at, s -> s.identity() >= TrustProfile.SEED_IDENTITY);
    }
    if (chosen == 0) {
      chosen = mark(at, _ -> true);
    }
    for (int i = 0; i < at.length; i++) {
      at[i] /= chosen;
    }
    return at;
  }

  private int mark(double[] at, Predicate<Standing> choice) {
    int count = 0;
    for (int i = 0; i < agents.length; i++) {
      if (choice.test(agents[i])) {
        at[i] = 1;
        count++;
      }
    }
    return count;
  }

  private List<Rater> raters(double[] t, int[] trust, int[] counterparties) {
    List<Rater> raters = new ArrayList<>(agents.length);
    for (int i = 0; i < agents.length; i++) {
      double mean = ratings[i] == 0 ? 0 : (double) points[i] / ratings[i];
      raters.add(
          new Rater(
              agents[i].agent(),
              agents[i].organisation(),
              t[i],
              spread[i],
              mean,
              trust[i],
              counterparties[i]));
    }
    return raters;
  }
}
