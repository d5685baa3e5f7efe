package dev.parley.server.store;

import dev.parley.core.dispute.StageName;
import dev.parley.core.identity.AgentUri;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everybody's, on SQLite.
final class SqliteOverview implements OverviewStore {
  private static final String NAME =
      "instr(lower(json_extract(CAST(c.canonical AS TEXT), '$.name')), ?) > 0";

  /// So many sessions are looked through at once.
  private static final int FEW = 2_000;

  private final ReadConnections connections;
  private final int few;

  SqliteOverview(ReadConnections connections) {
    this(connections, FEW);
  }

  /// With another number of sessions that are few.
  SqliteOverview(ReadConnections connections, int few) {
    this.connections = connections;
    this.few = few;
  }

  /// A query that is put together, with what it is given.
  private static final class Query {
    private final StringBuilder sql;
    private final List<Object> given = new ArrayList<>();
    private boolean filtered;

    Query(String sql) {
      this.sql = new StringBuilder(sql);
    }

    Query where(String condition, Object... values) {
      sql.append(filtered ? " AND " : " WHERE ").append(condition);
      filtered = true;
      given.addAll(List.of(values));
      return this;
    }

    /// Looks for each session at hand whether it is within reach.
    Query whose(String session, Reach reach) {
      return switch (reach) {
        case Reach.Everybody() -> this;
        case Reach.Agents(String from, String to) ->
            where(
                "EXISTS (SELECT 1 FROM session_agent a WHERE a.session_id = "
                    + session
                    + " AND a.agent >= ? AND a.agent < ?)",
                from,
                to);
      };
    }

    /// Takes all sessions within reach first, which have to be few.
    Query among(String session, Reach reach) {
      return switch (reach) {
        case Reach.Everybody() -> this;
        case Reach.Agents(String from, String to) ->
            where(
                session
                    + " IN (SELECT session_id FROM session_agent WHERE agent >= ? AND agent < ?)",
                from,
                to);
      };
    }

    Query end(String clause, Object... values) {
      sql.append(' ').append(clause);
      given.addAll(List.of(values));
      return this;
    }

    PreparedStatement on(Statements lent) throws SQLException {
      PreparedStatement statement = lent.of(sql.toString());
      for (int i = 0; i < given.size(); i++) {
        statement.setObject(i + 1, given.get(i));
      }
      return statement;
    }
  }

  @Override
  public SortedMap<String, Long> sessionsByState(Reach reach) {
    // By the index of states, which is small and in order, and not session by session.
    Query query =
        new Query("SELECT s.state, count(*) FROM session s INDEXED BY session_state")
            .whose("s.session_id", reach)
            .end("GROUP BY s.state");
    return connections.read(
        lent -> {
          SortedMap<String, Long> counts = new TreeMap<>();
          try (ResultSet row = query.on(lent).executeQuery()) {
            while (row.next()) {
              counts.put(row.getString(1), row.getLong(2));
            }
          }
          return counts;
        });
  }

  @Override
  public List<StoredSession> sessions(Wanted wanted) {
    Query query =
        new Query(SessionReads.SESSION).where("s.session_id < ?", Columns.bytes(wanted.before()));
    for (Reach reach : List.of(wanted.reach(), wanted.with())) {
      if (isFew(reach)) {
        query.among("s.session_id", reach);
      } else {
        query.whose("s.session_id", reach);
      }
    }
    wanted.state().ifPresent(state -> query.where("s.state = ?", state));
    query.end("ORDER BY s.session_id DESC LIMIT ?", wanted.limit());
    return connections.read(lent -> SessionReads.sessions(query.on(lent)));
  }

  /// Who takes part in much is soon found among the newest sessions; who takes part in little might
  /// never be.
  private boolean isFew(Reach reach) {
    return switch (reach) {
      case Reach.Everybody() -> false;
      case Reach.Agents(String from, String to) ->
          count(
                  new Query("SELECT count(*) FROM (SELECT 1 FROM session_agent")
                      .where("agent >= ?", from)
                      .where("agent < ?", to)
                      .end("LIMIT ?)", few))
              < few;
    };
  }

  @Override
  public List<StoredEscalation> waiting(Waiting looked, Instant now, int limit) {
    Query query =
        waiting(SqliteEscalations.COLUMNS, looked)
            .end(SqliteEscalations.MOST_URGENT, now.toEpochMilli(), limit);
    return connections.read(lent -> SqliteEscalations.read(query.on(lent)));
  }

  @Override
  public long waiting(Waiting looked) {
    return count(waiting("SELECT count(*) FROM escalation e", looked));
  }

  private static Query waiting(String select, Waiting looked) {
    Query query =
        new Query(select)
            .where("e.ended_at IS NULL")
            .whose("e.session_id", looked.reach())
            .whose("e.session_id", looked.with());
    return looked
        .decider()
        .map(
            agent ->
                query.where(
                    "EXISTS (SELECT 1 FROM escalation_decider d WHERE d.session_id = e.session_id"
                        + " AND d.escalation_id = e.escalation_id AND d.agent = ?)",
                    agent))
        .orElseGet(() -> query.where("e.operators = 1"));
  }

  private long count(Query query) {
    return connections.read(
        lent -> {
          try (ResultSet row = query.on(lent).executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
          }
        });
  }

  @Override
  public List<StoredEscalation> decided(Reach reach, Reach with, Ended before, int limit) {
    Query query =
        new Query(SqliteEscalations.COLUMNS)
            .where("e.ended_at IS NOT NULL")
            .where(
                "(e.ended_at, e.session_id, e.escalation_id) < (?, ?, ?)",
                before.at().toEpochMilli(),
                Columns.bytes(before.session()),
                before.escalationId())
            .whose("e.session_id", reach)
            .whose("e.session_id", with)
            .end(
                "ORDER BY e.ended_at DESC, e.session_id DESC, e.escalation_id DESC LIMIT ?", limit);
    return connections.read(lent -> SqliteEscalations.read(query.on(lent)));
  }

  @Override
  public List<Filed> disputes(Disputed disputed) {
    Query query =
        new Query("SELECT d.dispute, d.session_id, d.stage FROM dispute d")
            .where("d.dispute > ?", disputed.after())
            .whose("d.session_id", disputed.reach())
            .whose("d.session_id", disputed.with());
    disputed.stage().ifPresent(name -> query.where("d.stage = ?", name));
    query.end("ORDER BY d.dispute LIMIT ?", disputed.limit());
    return connections.read(
        lent -> {
          List<Filed> out = new ArrayList<>();
          try (ResultSet row = query.on(lent).executeQuery()) {
            while (row.next()) {
              out.add(new Filed(row.getString(1), Columns.uuid(row, 2), row.getString(3)));
            }
          }
          return out;
        });
  }

  @Override
  public long openDisputes(Reach reach) {
    return count(
        new Query("SELECT count(*) FROM dispute d")
            .where("d.stage <> ?", StageName.FINAL.name())
            .whose("d.session_id", reach));
  }

  @Override
  public List<RegisteredAgent> agents(Sought sought) {
    String from = sought.capability().isPresent() ? "capability f" : "agent f";
    Query query =
        new Query(
                "SELECT "
                    + CardReads.AGENT_COLUMNS
                    + " FROM "
                    + from
                    + " CROSS JOIN agent g ON g.agent = f.agent JOIN card c ON c.hash = g.card")
            .where("f.trust >= ?", sought.leastHundredths());
    sought.capability().ifPresent(word -> query.where("f.capability = ?", word));
    sought
        .after()
        .ifPresent(
            place ->
                query
                    .where("f.trust <= ?", place.trustScoreHundredths())
                    .where(
                        "(f.trust < ? OR f.agent > ?)",
                        place.trustScoreHundredths(),
                        place.agent()));
    if (!sought.text().isEmpty()) {
      String text = sought.text().toLowerCase(Locale.ROOT);
      query.where("(instr(f.agent, ?) > 0 OR " + NAME + ")", text, text);
    }
    query.end("ORDER BY f.trust DESC, f.agent LIMIT ?", sought.limit());
    return connections.read(lent -> CardReads.agents(query.on(lent)));
  }

  @Override
  public List<TrustStore.Piece> evidence(AgentUri subject, long before, int limit) {
    Query query =
        new Query(TrustReads.PIECES + "number IN (SELECT number FROM evidence")
            .where("subject = ?", subject.text())
            .where("number < ?", before)
            .end("ORDER BY number DESC LIMIT ?) ORDER BY number DESC", limit);
    return connections.read(lent -> TrustReads.pieces(query.on(lent)));
  }

  @Override
  public List<StoredEndorsement> endorsedBy(AgentUri endorser, long after, int limit) {
    Query query =
        new Query(RatingReads.ENDORSEMENT)
            .end(
                "endorser = ? AND number > ? AND withdraws IS NULL AND withdrawn_by IS NULL"
                    + " ORDER BY number LIMIT ?",
                endorser.text(),
                after,
                limit);
    return connections.read(lent -> RatingReads.endorsements(query.on(lent)));
  }
}
