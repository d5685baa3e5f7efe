package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The queries about ratings and endorsements.
final class RatingReads {
  /// One statement, so that it sees one moment.
  private static final String RATINGS =
      """
      SELECT w.due, w.revealed_at, r.rater, r.accepted_at, r.hash, r.card, r.canonical
      FROM rating_window w JOIN rating r ON r.session_id = w.session_id
      WHERE w.session_id = ? ORDER BY r.accepted_at, r.rater""";

  private static final String DUE =
      """
      SELECT session_id FROM rating_window
      WHERE revealed_at IS NULL AND due <= ? ORDER BY due, session_id LIMIT ?""";
  private static final String NEXT = "SELECT min(due) FROM rating_window WHERE revealed_at IS NULL";
  static final String ENDORSEMENT =
      """
      SELECT number, hash, agent, endorser, accepted_at, withdraws, canonical
      FROM endorsement WHERE\s""";
  private static final String STANDING =
      ENDORSEMENT
          + " agent = ? AND number > ? AND withdraws IS NULL AND withdrawn_by IS NULL"
          + " ORDER BY number LIMIT ?";

  private final ReadConnections connections;

  RatingReads(ReadConnections connections) {
    this.connections = connections;
  }

  SessionRatings ratings(UUID session) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(RATINGS);
          query.setBytes(1, Columns.bytes(session));
          Optional<Instant> due = Optional.empty();
          Optional<Instant> revealedAt = Optional.empty();
          List<StoredRating> all = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              due = Optional.of(Columns.time(row, 1));
              revealedAt = Optional.ofNullable(Columns.timeOrNull(row, 2));
              all.add(rating(row, 3));
            }
          }
          return new SessionRatings(due, revealedAt, all);
        });
  }

  static StoredRating rating(ResultSet row, int from) throws SQLException {
    return new StoredRating(
        row.getString(from),
        Columns.time(row, from + 1),
        Columns.hash(row, from + 2),
        Columns.hash(row, from + 3),
        Columns.content(row, from + 4));
  }

  List<UUID> due(Instant upTo, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(DUE);
          query.setLong(1, upTo.toEpochMilli());
          query.setInt(2, limit);
          List<UUID> out = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.add(Columns.uuid(row, 1));
            }
          }
          return out;
        });
  }

  Optional<Instant> next() {
    return connections.read(
        lent -> {
          try (ResultSet row = lent.of(NEXT).executeQuery()) {
            return row.next() ? Optional.ofNullable(Columns.timeOrNull(row, 1)) : Optional.empty();
          }
        });
  }

  List<StoredEndorsement> endorsements(String agent, long after, int limit) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(STANDING);
          query.setString(1, agent);
          query.setLong(2, after);
          query.setInt(3, limit);
          return endorsements(query);
        });
  }

  static List<StoredEndorsement> endorsements(PreparedStatement query) throws SQLException {
    List<StoredEndorsement> out = new ArrayList<>();
    try (ResultSet row = query.executeQuery()) {
      while (row.next()) {
        out.add(endorsement(row));
      }
    }
    return out;
  }

  static StoredEndorsement endorsement(ResultSet row) throws SQLException {
    return new StoredEndorsement(
        row.getLong(1),
        Columns.hash(row, 2),
        row.getString(3),
        row.getString(4),
        Columns.time(row, 5),
        row.getBytes(6) == null ? Optional.empty() : Optional.of(Columns.hash(row, 6)),
        Columns.content(row, 7));
  }
}
