package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What a node fixes at the beginning of a UTC day from all evidence of the days before: who has
/// how much mass. Within the day only an agent's own evidence moves its score.
public final class Epoch {
  private final long day;
  private final int agents;
  private final Map<AgentUri, Rater> raters;

  private Epoch(long day, int agents, Map<AgentUri, Rater> raters) {
    this.day = day;
    this.agents = agents;
    this.raters = raters;
  }

  /// An epoch.
  ///
  /// @param day the UTC day, as days since 1970-01-01
  /// @param agents how many agents had evidence
  /// @param raters those that stand behind evidence, in any order; others have no mass
  /// @return the epoch
  public static Epoch of(long day, int agents, Collection<Rater> raters) {
    Map<AgentUri, Rater> byName = HashMap.newHashMap(raters.size());
    raters.forEach(rater -> byName.put(rater.agent(), rater));
    return new Epoch(day, agents, byName);
  }

  /// The UTC day.
  ///
  /// @return days since 1970-01-01
  public long day() {
    return day;
  }

  /// How many agents had evidence: the mass of all together.
  ///
  /// @return not negative
  public int agents() {
    return agents;
  }

  /// What is fixed about an agent.
  ///
  /// @param agent its name
  /// @return its entry, or one without mass
  public Rater rater(AgentUri agent) {
    Rater known = raters.get(agent);
    return known == null ? Rater.unknown(agent) : known;
  }
}
