package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The queries about disputes.
final class DisputeReads {
  private static final String RECORDS =
      """
      SELECT number, dispute, position, after, accepted_at, hash, canonical
      FROM dispute_record WHERE session_id = ? ORDER BY number""";
  private static final String SESSION = "SELECT session_id FROM dispute WHERE dispute = ?";
  private static final String TAKES_PART =
      "SELECT 1 FROM dispute_agent WHERE agent = ? AND dispute = ?";
  private static final String OF_AGENT =
      "SELECT dispute FROM dispute_agent WHERE agent = ? AND dispute > ? ORDER BY dispute LIMIT ?";
  private static final String OPEN =
      """
      SELECT dispute FROM dispute
      WHERE stage <> 'FINAL' AND (?1 IS NULL OR stage = ?1) AND dispute > ?2
      ORDER BY dispute LIMIT ?3""";
  private static final String LAST_DEALT =
      """
      SELECT max(p.accepted_at)
      FROM session_agent a
      JOIN session_agent b ON b.session_id = a.session_id AND b.agent IN (?2, ?3)
      JOIN place p ON p.session_id = a.session_id
        AND p.position = (SELECT max(position) FROM place WHERE session_id = a.session_id)
      WHERE a.agent = ?1""";

  private final ReadConnections connections;

  DisputeReads(ReadConnections connections) {
    this.connections = connections;
  }

  List<StoredRecord> records(UUID session) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(RECORDS);
          query.setBytes(1, Columns.bytes(session));
          List<StoredRecord> out = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.add(
                  new StoredRecord(
                      row.getLong(1),
                      row.getString(2),
                      row.getLong(3),
                      row.getLong(4),
                      Columns.time(row, 5),
                      Columns.hash(row, 6),
                      Columns.content(row, 7)));
            }
          }
          return out;
        });
  }

  Optional<UUID> session(String dispute) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(SESSION);
          query.setString(1, dispute);
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(Columns.uuid(row, 1)) : Optional.empty();
          }
        });
  }

  boolean takesPart(String agent, String dispute) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(TAKES_PART);
          query.setString(1, agent);
          query.setString(2, dispute);
          try (ResultSet row = query.executeQuery()) {
            return row.next();
          }
        });
  }

  List<String> ofAgent(String agent, String after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(OF_AGENT);
          query.setString(1, agent);
          query.setString(2, after);
          query.setInt(3, limit);
          return ids(query);
        });
  }

  List<String> open(@Nullable String stage, String after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(OPEN);
          query.setString(1, stage);
          query.setString(2, after);
          query.setInt(3, limit);
          return ids(query);
        });
  }

  private static List<String> ids(PreparedStatement query) throws SQLException {
    List<String> out = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        out.add(row.getString(1));
      }
    }
    return out;
  }

  Optional<Instant> lastDealt(String agent, String one, String other) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(LAST_DEALT);
          query.setString(1, agent);
          query.setString(2, one);
          query.setString(3, other);
          try (ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.ofNullable(Columns.timeOrNull(row, 1)) : Optional.empty();
          }
        });
  }
}
