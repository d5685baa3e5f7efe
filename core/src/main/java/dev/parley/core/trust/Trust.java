package dev.parley.core.trust;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/// The trust function (protocol section 10): who an agent is, what happened, and what the day's
/// epoch fixed give its score. Pure: the same arguments give the same hundredths on every machine,
/// in whatever order the evidence comes. Stateless and thread-safe.
public final class Trust {
  private Trust() {}

  /// The score of an agent on the day of the epoch.
  ///
  /// @param standing what registration and keys say
  /// @param epoch the day, with what it fixes about everybody behind the evidence
  /// @param evidence all pieces about the agent, in any order
  /// @return its score
  /// @throws IllegalArgumentException when a piece is about another agent or of a later day
  public static TrustScore score(
      Standing standing, Epoch epoch, Collection<? extends Evidence> evidence) {
    Dossier dossier = new Dossier();
    add(standing, epoch, evidence, dossier, Phase.BEFORE_THE_DAY);
    dossier.settle();
    add(standing, epoch, evidence, dossier, Phase.ON_THE_DAY);
    return new Scoring(standing, dossier, epoch).score();
  }

  /// The scores for each capability that there is evidence about, by its name.
  ///
  /// @param standing what registration and keys say
  /// @param epoch the day
  /// @param evidence all pieces about the agent, in any order
  /// @return a score for each, from the evidence about it alone
  /// @throws IllegalArgumentException when a piece is about another agent or of a later day
  public static SortedMap<String, TrustScore> byCapability(
      Standing standing, Epoch epoch, Collection<? extends Evidence> evidence) {
    SortedMap<String, TrustScore> scores = new TreeMap<>();
    for (Evidence piece : evidence) {
      String capability = piece.origin().capability();
      if (!capability.isEmpty() && !scores.containsKey(capability)) {
        scores.put(
            capability,
            score(
                standing,
                epoch,
                evidence.stream()
                    .filter(e -> e.origin().capability().equals(capability))
                    .toList()));
      }
    }
    return scores;
  }

  private enum Phase {
    BEFORE_THE_DAY,
    ON_THE_DAY
  }

  private static void add(
      Standing standing,
      Epoch epoch,
      Collection<? extends Evidence> evidence,
      Dossier dossier,
      Phase phase) {
    for (Evidence piece : evidence) {
      Evidence.Origin origin = piece.origin();
      long day = Dossier.dayOf(origin.at());
      if (!origin.subject().equals(standing.agent())) {
        throw new IllegalArgumentException("evidence about another agent: " + origin.subject());
      }
      if (day > epoch.day()) {
        throw new IllegalArgumentException("evidence of a later day: " + origin.at());
      }
      if (phase == (day < epoch.day() ? Phase.BEFORE_THE_DAY : Phase.ON_THE_DAY)) {
        dossier.add(piece);
      }
    }
  }
}
