package dev.parley.core.trust;

import dev.parley.core.identity.AgentUri;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All agents and all evidence of a node, kept so that each new piece costs next to nothing and the
/// next epoch is computed from sums that are already there. Whatever order the pieces came in, its
/// scores are those of [Trust#score] for the same epoch. Not thread-safe.
public final class TrustBook {
  private final Set<AgentUri> seeds;
  private final Map<AgentUri, Standing> standings = new HashMap<>();
  private final Map<AgentUri, Dossier> dossiers = new HashMap<>();
  private Epoch epoch;

  /// An empty book.
  ///
  /// @param day the first day, as days since 1970-01-01
  /// @param seeds whom the node trusts to begin with; none means all agents with an IV of 80 or
  ///   more, and if there are none of these, everybody alike
  public TrustBook(long day, Set<AgentUri> seeds) {
    this.seeds = Set.copyOf(seeds);
    this.epoch = Epoch.of(day, 0, List.of());
  }

  /// Registers an agent, or notes what has changed about it.
  ///
  /// @param standing what registration and keys say
  public void register(Standing standing) {
    standings.put(standing.agent(), standing);
  }

  /// Adds a piece of evidence; its hash must be new for its subject, but for a breach, which takes
  /// the place of the one of the same hash: the victim has forgiven it.
  ///
  /// @param evidence of the epoch's day, or found late and of a day before
  /// @throws IllegalArgumentException when it is of a later day
  public void add(Evidence evidence) {
    if (Dossier.dayOf(evidence.origin().at()) > epoch.day()) {
      throw new IllegalArgumentException("evidence of a later day: " + evidence.origin().at());
    }
    gather(evidence);
  }

  private void gather(Evidence evidence) {
    dossiers.computeIfAbsent(evidence.origin().subject(), _ -> new Dossier()).add(evidence);
  }

  /// The epoch of the current day.
  ///
  /// @return what scores of today are computed with
  public Epoch epoch() {
    return epoch;
  }

  /// The score of an agent today.
  ///
  /// @param agent its name
  /// @return nothing when it is not registered
  public Optional<TrustScore> score(AgentUri agent) {
    return Optional.ofNullable(standings.get(agent)).map(s -> scoring(s).score());
  }

  /// T alone, for who needs no more.
  ///
  /// @param agent its name
  /// @return hundredths; 0 when it is not registered
  public int total(AgentUri agent) {
    Standing standing = standings.get(agent);
    return standing == null
        ? 0
        : TrustScore.total(scoring(standing).components(Scoring.Endorsements.COUNTED));
  }

  private Scoring scoring(Standing standing) {
    return new Scoring(standing, dossier(standing.agent()), epoch);
  }

  private Dossier dossier(AgentUri agent) {
    Dossier known = dossiers.get(agent);
    return known == null ? new Dossier() : known;
  }

  /// What the score of an agent would be today, were it registered so.
  ///
  /// @param standing what registration and keys say
  /// @return the score with the evidence that there is about an agent of that name
  public TrustScore scoreAs(Standing standing) {
    return scoring(standing).score();
  }

  /// What registration and keys say about an agent.
  ///
  /// @param agent its name
  /// @return nothing when it is not registered
  public Optional<Standing> standing(AgentUri agent) {
    return Optional.ofNullable(standings.get(agent));
  }

  /// All agents that are registered.
  ///
  /// @return their names, in no order
  public Set<AgentUri> agents() {
    return Set.copyOf(standings.keySet());
  }

  /// Begins a day: all evidence so far becomes what its epoch is computed from.
  ///
  /// @param day days since 1970-01-01, later than the one before
  /// @return its epoch
  /// @throws IllegalArgumentException when the day is not later
  public Epoch begin(long day) {
    return begin(day, List.of());
  }

  /// Begins a day some days after the last one, with what was found in between.
  ///
  /// @param day days since 1970-01-01, later than the one before
  /// @param since evidence that is not in the book yet, all of days before the one that begins
  /// @return its epoch
  /// @throws IllegalArgumentException when the day is not later, or a piece is not of a day before
  public Epoch begin(long day, Collection<? extends Evidence> since) {
    if (day <= epoch.day()) {
      throw new IllegalArgumentException("day " + day + " after day " + epoch.day());
    }
    for (Evidence piece : since) {
      if (Dossier.dayOf(piece.origin().at()) >= day) {
        throw new IllegalArgumentException("evidence of a later day: " + piece.origin().at());
      }
    }
    since.forEach(this::gather);
    dossiers.values().forEach(Dossier::settle);
    epoch = new Daybreak(standings, dossiers).epoch(day, seeds);
    return epoch;
  }
}
