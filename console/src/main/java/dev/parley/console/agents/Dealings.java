package dev.parley.console.agents;

import dev.parley.console.words.Plain;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.trust.Evidence;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// With whom an agent dealt, and how it kept its word to each.
///
/// @param each the most dealings first
public record Dealings(List<Counterparty> each) {
  /// How many a table shows.
  static final int ROWS = 40;

  /// How an agent kept its word.
  public enum Faith {
    /// It kept all of it.
    KEPT,
    /// It broke some of it.
    BROKE,
    /// It gave none that has come due.
    NONE
  }

  /// Somebody with whom it dealt.
  ///
  /// @param agent who
  /// @param sessions in how many sessions that ended
  /// @param kept how many obligations and payments it kept
  /// @param broke how many it broke
  /// @param last when something came of it last
  public record Counterparty(AgentUri agent, int sessions, int kept, int broke, Instant last) {
    private static Counterparty none(AgentUri agent) {
      return new Counterparty(agent, 0, 0, 0, Instant.MIN);
    }

    private Counterparty with(Evidence piece) {
      Instant at = piece.origin().at();
      Instant latest = at.isAfter(last) ? at : last;
      return switch (piece) {
        case Evidence.SessionEnded _ -> new Counterparty(agent, sessions + 1, kept, broke, latest);
        case Evidence.ObligationEnded(_, boolean held, _, _) -> word(held, latest);
        case Evidence.PaymentEnded(_, boolean held, _) -> word(held, latest);
        case Evidence.RatingRevealed _, Evidence.Endorsement _, Evidence.Breach _ -> this;
      };
    }

    private Counterparty word(boolean held, Instant latest) {
      return new Counterparty(
          agent, sessions, kept + (held ? 1 : 0), broke + (held ? 0 : 1), latest);
    }

    int dealings() {
      return Math.max(sessions, kept + broke);
    }

    /// How the agent kept its word to it.
    ///
    /// @return whether all, or not
    public Faith faith() {
      if (broke > 0) {
        return Faith.BROKE;
      }
      return kept > 0 ? Faith.KEPT : Faith.NONE;
    }

    /// Who it is.
    ///
    /// @return such as `acme.example/buyer`
    public String brief() {
      return Plain.agent(agent);
    }

    /// Where it is shown.
    ///
    /// @return a path
    public String href() {
      return AgentPages.path(agent.text());
    }

    /// When something came of it last.
    ///
    /// @return in UTC
    public String latest() {
      return Plain.time(last);
    }
  }

  static Dealings of(Collection<Evidence> pieces) {
    Map<AgentUri, Counterparty> all = new HashMap<>();
    for (Evidence piece : pieces) {
      AgentUri other = piece.origin().counterparty();
      all.put(other, all.getOrDefault(other, Counterparty.none(other)).with(piece));
    }
    return new Dealings(
        all.values().stream()
            .filter(other -> other.dealings() > 0)
            .sorted(
                Comparator.comparingInt(Counterparty::dealings)
                    .reversed()
                    .thenComparing(Counterparty::agent))
            .toList());
  }

  /// Those that a table shows.
  ///
  /// @return the most dealings first
  public List<Counterparty> shown() {
    return each.subList(0, Math.min(ROWS, each.size()));
  }

  /// How many more there are.
  ///
  /// @return 0 or more
  public int others() {
    return each.size() - shown().size();
  }

  /// The same as a picture.
  ///
  /// @return of those with the most dealings
  public DealingsGraph graph() {
    return DealingsGraph.of(each);
  }
}
