package dev.parley.client.negotiation;

import dev.parley.core.error.Decoded;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The utilities of one side for all outcomes, and the outcomes in their order. Immutable.
public final class Preferences {
  private final Domain domain;
  private final Profile profile;
  private final int[] utilities;

  /// Best first; among equals the one with the lower number first.
  private final int[] ranked;

  private Preferences(Domain domain, Profile profile, int[] utilities, int[] ranked) {
    this.domain = domain;
    this.profile = profile;
    this.utilities = utilities;
    this.ranked = ranked;
  }

  /// Computes them.
  ///
  /// @param domain what is to be settled
  /// @param profile what the side wants; of the same domain
  /// @return the preferences
  public static Preferences of(Domain domain, Profile profile) {
    int[] utilities = new int[domain.size()];
    List<Issue> issues = domain.issues();
    int block = utilities.length;
    for (int i = 0; i < issues.size(); i++) {
      int size = issues.get(i).size();
      block /= size;
      int weight = profile.weights().get(i);
      int[] evaluations =
          profile.evaluations().get(i).stream().mapToInt(Integer::intValue).toArray();
      for (int outcome = 0; outcome < utilities.length; outcome++) {
        utilities[outcome] += weight * evaluations[outcome / block % size];
      }
    }
    int[] ranked =
        IntStream.range(0, utilities.length)
            .boxed()
            .sorted(Comparator.comparingInt(outcome -> -utilities[outcome]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Preferences(domain, profile, utilities, ranked);
  }

  /// Reads the file of one side, which has the one profile: of at most 256 KiB.
  ///
  /// @param bytes all of it
  /// @return the preferences, or `malformed` with the place of the first fault
  public static Decoded<Preferences> read(byte[] bytes) {
    return Scenario.object(bytes).then(object -> new ScenarioReader(object).readOne());
  }

  /// What is to be settled.
  ///
  /// @return the domain
  public Domain domain() {
    return domain;
  }

  /// What the side wants.
  ///
  /// @return the profile
  public Profile profile() {
    return profile;
  }

  /// The utility of an outcome.
  ///
  /// @param outcome the outcome
  /// @return 0 to [Profile#WHOLE]
  public int utility(int outcome) {
    return utilities[outcome];
  }

  /// The utility of the best outcome.
  ///
  /// @return above the reservation value
  public int best() {
    return utilities[ranked[0]];
  }

  /// The utility of the worst outcome.
  ///
  /// @return 0 or more
  public int worst() {
    return utilities[ranked[ranked.length - 1]];
  }

  /// The least that the side may agree to.
  ///
  /// @return the utility of the worst outcome that is not below the reservation value
  public int floor() {
    return utilities[ranked[acceptable() - 1]];
  }

  /// How many outcomes the side may agree to.
  ///
  /// @return 1 or more
  public int acceptable() {
    return atLeast(profile.reservation());
  }

  /// The outcome at a place of the order.
  ///
  /// @param rank 0 for the best
  /// @return the outcome
  public int ranked(int rank) {
    return ranked[rank];
  }

  /// The least good outcome that still reaches a target: among equals the one with the lowest
  /// number; the best outcome if none reaches it.
  ///
  /// @param target the utility to reach
  /// @return an outcome
  public int justReaching(double target) {
    int last = Math.max(1, atLeast(target)) - 1;
    int utility = utilities[ranked[last]];
    return ranked[atLeast(utility + 1.0)];
  }

  /// How many outcomes reach a target.
  private int atLeast(double target) {
    int low = 0;
    int high = ranked.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (utilities[ranked[middle]] >= target) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
