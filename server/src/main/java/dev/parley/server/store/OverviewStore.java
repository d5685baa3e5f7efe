package dev.parley.server.store;

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

  /// Escalations that wait for nobody any more, the last one that ended first.
  ///
  /// @param reach whose sessions
  /// @param before where the page before ended, or [Ended#NOW]
  /// @param limit how many at most
  /// @return them
  List<StoredEscalation> decided(Reach reach, Ended before, int limit);

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

  /// Disputes, by id, above `after`; start with an empty text.
  ///
  /// @param reach whose sessions
  /// @param stage at which stage, `FINAL` too; nothing for any
  /// @param after the last one of the page before
  /// @param limit how many at most
  /// @return them
  List<Filed> disputes(Reach reach, Optional<String> stage, String after, int limit);

  /// A dispute in a list.
  ///
  /// @param dispute its id
  /// @param session its session
  /// @param stage where it stands
  record Filed(String dispute, UUID session, String stage) {}
}
