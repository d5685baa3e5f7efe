package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The statements that write ratings, on the writer's connection.
final class RatingWrites {
  private static final String WINDOW = "SELECT revealed_at FROM rating_window WHERE session_id = ?";
  private static final String BY =
      """
      SELECT rater, accepted_at, hash, card, canonical
      FROM rating WHERE session_id = ? AND rater = ?""";
  private static final String OPEN =
      "INSERT OR IGNORE INTO rating_window (session_id, due) VALUES (?, ?)";
  private static final String RATE =
      """
      INSERT INTO rating (session_id, rater, accepted_at, hash, card, canonical)
      VALUES (?, ?, ?, ?, ?, ?)""";
  private static final String ALL_IN =
      """
      UPDATE rating_window SET due = ?
      WHERE session_id = ?2 AND (SELECT count(*) FROM rating WHERE session_id = ?2) >= ?3""";
  private static final String REVEAL =
      """
      UPDATE rating_window SET revealed_at = ?1
      WHERE session_id = ?2 AND revealed_at IS NULL
        AND (SELECT count(*) FROM rating WHERE session_id = ?2) = ?3""";

  private final Statements statements;
  private final SessionWrites sessions;
  private final TrustWrites trust;

  RatingWrites(Statements statements, SessionWrites sessions, TrustWrites trust) {
    this.statements = statements;
    this.sessions = sessions;
    this.trust = trust;
  }

  SealOutcome seal(RatingSeal seal) throws SQLException {
    byte[] session = Columns.bytes(seal.session());
    StoredRating rating = seal.rating();
    PreparedStatement known = statements.of(BY);
    known.setBytes(1, session);
    known.setString(2, rating.rater());
    try (ResultSet row = known.executeQuery()) {
      if (row.next()) {
        return new SealOutcome.Rated(RatingReads.rating(row, 1));
      }
    }
    if (revealed(session)) {
      return new SealOutcome.Closed();
    }
    PreparedStatement open = statements.of(OPEN);
    open.setBytes(1, session);
    open.setLong(2, seal.closesAt().toEpochMilli());
    open.executeUpdate();
    PreparedStatement rate = statements.of(RATE);
    rate.setBytes(1, session);
    rate.setString(2, rating.rater());
    rate.setLong(3, rating.acceptedAt().toEpochMilli());
    rate.setBytes(4, rating.hash().raw());
    rate.setBytes(5, rating.card().raw());
    rate.setBytes(6, rating.canonical().bytes());
    rate.executeUpdate();
    PreparedStatement allIn = statements.of(ALL_IN);
    allIn.setLong(1, rating.acceptedAt().toEpochMilli());
    allIn.setBytes(2, session);
    allIn.setInt(3, seal.awaited());
    allIn.executeUpdate();
    return new SealOutcome.Sealed();
  }

  private boolean revealed(byte[] session) throws SQLException {
    PreparedStatement window = statements.of(WINDOW);
    window.setBytes(1, session);
    try (ResultSet row = window.executeQuery()) {
      return row.next() && Columns.timeOrNull(row, 1) != null;
    }
  }

  /// Evidence of a day that is closed is made anew, with a later time.
  WriteOutcome reveal(RatingReveal reveal) throws SQLException {
    if (trust.daySince(reveal.evidence()).isPresent()) {
      return new WriteOutcome.Superseded();
    }
    byte[] session = Columns.bytes(reveal.session());
    PreparedStatement write = statements.of(REVEAL);
    write.setLong(1, reveal.at().toEpochMilli());
    write.setBytes(2, session);
    write.setInt(3, reveal.ratings());
    if (write.executeUpdate() == 0) {
      return new WriteOutcome.Superseded();
    }
    sessions.pins(reveal.pins(), session);
    trust.write(reveal.evidence());
    return new WriteOutcome.Written();
  }
}
