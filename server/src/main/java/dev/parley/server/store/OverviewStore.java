package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/// What people see of a store who answer for a node: everybody's, page by page. Derived rows only,
/// nothing is folded. Safe for all threads; reads behave as in [SessionStore].
public interface OverviewStore {

  /// How many sessions there are in each state.
  ///
  /// @param reach whose
  /// @return the number by the state's name, without states in which there is none
  SortedMap<String, Long> sessionsByState(Reach reach);

  /// A page of sessions, the newest session id first.
  ///
  /// @param wanted which
  /// @return at most as many as wanted
  List<StoredSession> sessions(Wanted wanted);

  /// Which sessions.
  ///
  /// @param reach whose may be seen
  /// @param state in which state; nothing for any
  /// @param with whose are looked for; everybody's for any
  /// @param before the last session of the page before, or [SessionStore#NEWEST]
  /// @param limit how many at most, at least 1
  record Wanted(Reach reach, Optional<String> state, Reach with, UUID before, int limit) {}

  /// Escalations that wait, the most urgent first, as in [EscalationStore#waiting].
  ///
  /// @param looked which
  /// @param now the time
  /// @param limit how many at most, at least 1
  /// @return the first of the queue
  List<StoredEscalation> waiting(Waiting looked, Instant now, int limit);

  /// How many escalations wait.
  ///
  /// @param looked which
  /// @return the number
  long waiting(Waiting looked);

  /// Which escalations that wait.
  ///
  /// @param reach whose sessions may be seen
  /// @param with whose are looked for; everybody's for any
  /// @param decider for whom they wait; nobody for the node's operators
  record Waiting(Reach reach, Reach with, Optional<String> decider) {}

  /// Escalations that wait for nobody any more, the last one that ended first.
  ///
  /// @param reach whose sessions may be seen
  /// @param with whose are looked for; everybody's for any
  /// @param before where the page before ended, or [Ended#NOW]
  /// @param limit how many at most
  /// @return them
  List<StoredEscalation> decided(Reach reach, Reach with, Ended before, int limit);

  /// Where a page of escalations ended.
  ///
  /// @param at when the last one ended
  /// @param session its session
  /// @param escalationId its id
  record Ended(Instant at, UUID session, String escalationId) {
    /// Above all.
    public static final Ended NOW =
        new Ended(Instant.ofEpochMilli(Long.MAX_VALUE), SessionStore.NEWEST, "");

    /// The place of an escalation.
    ///
    /// @param last the last one of a page, which has ended
    /// @return where that page ended
    public static Ended of(StoredEscalation last) {
      return new Ended(last.end().orElseThrow().at(), last.session(), last.escalationId());
    }
  }

  /// Disputes, by id.
  ///
  /// @param disputed which
  /// @return at most as many as wanted
  List<Filed> disputes(Disputed disputed);

  /// Which disputes.
  ///
  /// @param reach whose sessions may be seen
  /// @param with whose are looked for; everybody's for any
  /// @param stage at which stage, `FINAL` too; nothing for any
  /// @param after the last one of the page before; start with an empty text
  /// @param limit how many at most, at least 1
  record Disputed(Reach reach, Reach with, Optional<String> stage, String after, int limit) {}

  /// How many disputes are not final.
  ///
  /// @param reach whose sessions
  /// @return the number
  long openDisputes(Reach reach);

  /// A dispute in a list.
  ///
  /// @param dispute its id
  /// @param session its session
  /// @param stage where it stands
  record Filed(String dispute, UUID session, String stage) {}

  /// Agents, the highest trust score that was noted for them first, then by agent URI. The node's
  /// own is among them.
  ///
  /// @param sought which
  /// @return at most as many as are sought
  List<RegisteredAgent> agents(Sought sought);

  /// Which agents.
  ///
  /// @param capability what they must offer, compared exactly; nothing for any
  /// @param leastHundredths the least trust score, in hundredths
  /// @param text what their URI or the name on their card has to contain, whatever its case; empty
  ///   for any
  /// @param after the last agent of the page before; nothing for the first page
  /// @param limit how many at most, at least 1
  record Sought(
      Optional<String> capability,
      int leastHundredths,
      String text,
      Optional<Discovery.Place> after,
      int limit) {}

  /// Evidence about an agent, the newest first, below `before`; start with [Long#MAX_VALUE]. A
  /// piece may come twice, as in [TrustStore#evidenceOf].
  ///
  /// @param subject the agent
  /// @param before the number of the last piece of the page before
  /// @param limit how many at most
  /// @return the pieces
  List<TrustStore.Piece> evidence(AgentUri subject, long before, int limit);

  /// The endorsements by an agent that were not withdrawn, in the order of their acceptance; start
  /// with 0.
  ///
  /// @param endorser who made them
  /// @param after the number of the last one of the page before
  /// @param limit how many at most
  /// @return one page
  List<StoredEndorsement> endorsedBy(AgentUri endorser, long after, int limit);
}
