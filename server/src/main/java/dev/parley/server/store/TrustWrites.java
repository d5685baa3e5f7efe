package dev.parley.server.store;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.Standing;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/// The statements that write evidence and registrations, on the writer's connection.
final class TrustWrites {
  private static final long DAY_SECONDS = 86_400;

  private static final String BEGUN = "SELECT day FROM trust_day";
  private static final String BEGIN = "UPDATE trust_day SET day = ?";
  private static final String PIECE =
      """
      INSERT OR IGNORE INTO evidence (subject, hash, forgiven, day, canonical)
      VALUES (?, ?, ?, ?, ?)""";
  private static final String STANDING =
      "INSERT INTO standing (agent, day, identity, custody, key_since) VALUES (?, ?, ?, ?, ?)";

  private final Statements statements;

  TrustWrites(Statements statements) {
    this.statements = statements;
  }

  private static long day(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), DAY_SECONDS);
  }

  private long begun() throws SQLException {
    try (ResultSet row = statements.of(BEGUN).executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// The day that has begun, if some of this evidence is of a day before it. What was forgiven is
  /// known already, and may come later.
  OptionalLong daySince(List<Evidence> evidence) throws SQLException {
    if (evidence.isEmpty()) {
      return OptionalLong.empty();
    }
    long begun = begun();
    return evidence.stream().anyMatch(e -> !forgiven(e) && day(e.origin().at()) < begun)
        ? OptionalLong.of(begun)
        : OptionalLong.empty();
  }

  /// Writes evidence; what is there already stays as it is.
  void write(List<Evidence> evidence) throws SQLException {
    if (evidence.isEmpty()) {
      return;
    }
    long begun = begun();
    PreparedStatement insert = statements.of(PIECE);
    for (Evidence piece : evidence) {
      insert.setString(1, piece.origin().subject().text());
      insert.setBytes(2, piece.origin().hash().raw());
      insert.setInt(3, forgiven(piece) ? 1 : 0);
      insert.setLong(4, Math.max(begun, day(piece.origin().at())));
      insert.setBytes(5, CanonicalJson.bytes(piece.json()));
      insert.executeUpdate();
    }
  }

  private static boolean forgiven(Evidence piece) {
    return piece instanceof Evidence.Breach breach && breach.forgiven();
  }

  void standing(Registration registration) throws SQLException {
    Standing.Custody custody =
        switch (registration.custody()) {
          case Custody.Self() -> Standing.Custody.AGENT;
          case Custody.Node _ -> Standing.Custody.NODE;
        };
    insert(
        Standing.of(
            new AgentUri(registration.card().agent()),
            registration.identity(),
            custody,
            LocalDate.ofEpochDay(day(registration.keySince()))),
        registration.at());
  }

  WriteOutcome restate(Standing standing, Instant at) throws SQLException {
    insert(standing, at);
    return new WriteOutcome.Written();
  }

  private void insert(Standing standing, Instant at) throws SQLException {
    PreparedStatement insert = statements.of(STANDING);
    insert.setString(1, standing.agent().text());
    insert.setLong(2, Math.max(begun(), day(at)));
    insert.setInt(3, standing.identity());
    insert.setString(
        4,
        switch (standing.custody()) {
          case AGENT -> "agent";
          case NODE -> "node";
        });
    insert.setLong(5, standing.keySince().toEpochDay());
    insert.executeUpdate();
  }

  WriteOutcome begin(long day) throws SQLException {
    PreparedStatement begin = statements.of(BEGIN);
    begin.setLong(1, day);
    begin.executeUpdate();
    return new WriteOutcome.Written();
  }
}
