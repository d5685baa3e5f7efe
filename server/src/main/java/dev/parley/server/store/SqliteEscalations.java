package dev.parley.server.store;

import dev.parley.core.message.Money;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What waits for people, on SQLite.
final class SqliteEscalations implements EscalationStore {
  private static final int SMALL_BYTES = 1_024;
  static final String COLUMNS =
      """
      SELECT e.session_id, e.escalation_id, e.position, e.principal, e.asked_at, e.due,
        e.amount, e.currency, e.shown, e.ended_at, e.outcome
      FROM escalation e\s""";
  private static final String ONE = COLUMNS + "WHERE e.session_id = ? AND e.escalation_id = ?";

  /// The most urgent first; given the time and how many. Reals are good enough to order by.
  static final String MOST_URGENT =
      """
      ORDER BY e.amount IS NULL, CAST(e.amount AS REAL) / max(e.due - ?, 1) DESC, e.due,
        e.session_id LIMIT ?""";

  private static final String OF_OPERATORS =
      COLUMNS + "WHERE e.ended_at IS NULL AND e.operators = 1 " + MOST_URGENT;
  private static final String OF_AGENT =
      COLUMNS
          + "JOIN escalation_decider d"
          + " ON d.session_id = e.session_id AND d.escalation_id = e.escalation_id"
          + " WHERE d.agent = ? AND e.ended_at IS NULL "
          + MOST_URGENT;

  private final GroupCommit commits;
  private final SqliteWriter writer;
  private final ReadConnections connections;

  SqliteEscalations(GroupCommit commits, SqliteWriter writer, ReadConnections connections) {
    this.commits = commits;
    this.writer = writer;
    this.connections = connections;
  }

  @Override
  public Optional<StoredEscalation> escalation(UUID session, String escalationId) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(ONE);
          query.setBytes(1, Columns.bytes(session));
          query.setString(2, escalationId);
          return read(query).stream().findFirst();
        });
  }

  @Override
  public List<StoredEscalation> waiting(Optional<String> decider, Instant now, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(decider.isPresent() ? OF_AGENT : OF_OPERATORS);
          int next = 1;
          if (decider.isPresent()) {
            query.setString(next++, decider.get());
          }
          query.setLong(next++, now.toEpochMilli());
          query.setInt(next, limit);
          return read(query);
        });
  }

  @Override
  public CompletableFuture<WriteOutcome> show(
      UUID session, String escalationId, Content body, Optional<Money> stake) {
    return commits.submit(
        body.size() + SMALL_BYTES,
        () -> writer.escalations().show(session, escalationId, body, stake),
        unavailable -> unavailable);
  }

  static List<StoredEscalation> read(PreparedStatement query) throws SQLException {
    List<StoredEscalation> out = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        String amount = row.getString(7);
        Instant ended = Columns.timeOrNull(row, 10);
        out.add(
            new StoredEscalation(
                Columns.uuid(row, 1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                Columns.time(row, 5),
                Columns.time(row, 6),
                amount == null
                    ? Optional.empty()
                    : Optional.of(new Money(new BigDecimal(amount), row.getString(8))),
                Columns.content(row, 9),
                ended == null
                    ? Optional.empty()
                    : Optional.of(
                        new StoredEscalation.End(
                            ended, EscalationOutcome.valueOf(row.getString(11))))));
      }
    }
    return out;
  }
}
