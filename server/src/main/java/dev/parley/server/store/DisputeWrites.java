package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/// The statements that write disputes, on the writer's connection.
final class DisputeWrites {
  private static final String COUNT =
      "SELECT coalesce(max(number) + 1, 0) FROM dispute_record WHERE session_id = ?";
  private static final String KNOWN = "SELECT 1 FROM dispute WHERE dispute = ?";
  private static final String BEGIN =
      "INSERT INTO dispute (stage, dispute, session_id) VALUES (?, ?, ?)";
  private static final String MOVE = "UPDATE dispute SET stage = ? WHERE dispute = ?";
  private static final String RECORD =
      """
      INSERT INTO dispute_record
        (session_id, number, dispute, position, after, accepted_at, hash, canonical)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String AGENT =
      "INSERT OR IGNORE INTO dispute_agent (agent, dispute) VALUES (?, ?)";

  private final Statements statements;
  private final SessionWrites sessions;
  private final LedgerWrites ledger;
  private final ExposureWrites exposures;
  private final TrustWrites trust;

  DisputeWrites(
      Statements statements, SessionWrites sessions, LedgerWrites ledger, TrustWrites trust) {
    this.statements = statements;
    this.sessions = sessions;
    this.ledger = ledger;
    this.trust = trust;
    this.exposures = new ExposureWrites(statements);
  }

  AppendOutcome append(DisputeAppend append, long currentEpoch) throws SQLException {
    if (append.epoch() != currentEpoch) {
      return new AppendOutcome.Fenced(currentEpoch);
    }
    byte[] session = Columns.bytes(append.session());
    StoredRecord record = append.record();
    SessionWrites.Head head = sessions.head(session);
    if (record.after() != head.length()
        || !append.expectedHead().equals(head.hash())
        || record.number() != count(session)) {
      return new AppendOutcome.Conflict(head.length(), head.hash());
    }
    if (record.position() == 0 && known(record.dispute())) {
      return new AppendOutcome.Taken(record.dispute());
    }
    OptionalLong begun = trust.daySince(append.evidence());
    if (begun.isPresent()) {
      return new AppendOutcome.Outdated(begun.getAsLong());
    }
    Optional<AppendOutcome> unfunded =
        ledger.unfunded(record.hash(), append.orders(), record.acceptedAt());
    if (unfunded.isPresent()) {
      return unfunded.get();
    }
    exposures.write(append.exposures());
    insert(append, session);
    trust.write(append.evidence());
    sessions.pins(append.pin().stream().toList(), session);
    sessions.notices(append.notices(), session, Math.max(0, record.after() - 1));
    if (append.said().isEmpty()) {
      sessions.wakeAt(session, append.due(), record.acceptedAt());
      return new AppendOutcome.Appended(record.number(), record.acceptedAt());
    }
    AppendOutcome said = sessions.append(append.said().get(), currentEpoch);
    if (said instanceof AppendOutcome.Appended) {
      return said;
    }
    // What was written above has to go too; nothing that the session's turn allows leads here.
    throw new SQLException("the message of a dispute record is refused: " + said);
  }

  private long count(byte[] session) throws SQLException {
    PreparedStatement query = statements.of(COUNT);
    query.setBytes(1, session);
    try (ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private boolean known(String dispute) throws SQLException {
    PreparedStatement query = statements.of(KNOWN);
    query.setString(1, dispute);
    try (ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  private void insert(DisputeAppend append, byte[] session) throws SQLException {
    StoredRecord record = append.record();
    PreparedStatement row = statements.of(record.position() == 0 ? BEGIN : MOVE);
    row.setString(1, append.stage());
    row.setString(2, record.dispute());
    if (record.position() == 0) {
      row.setBytes(3, session);
    }
    row.executeUpdate();
    PreparedStatement write = statements.of(RECORD);
    write.setBytes(1, session);
    write.setLong(2, record.number());
    write.setString(3, record.dispute());
    write.setLong(4, record.position());
    write.setLong(5, record.after());
    write.setLong(6, record.acceptedAt().toEpochMilli());
    write.setBytes(7, record.hash().raw());
    write.setBytes(8, record.canonical().bytes());
    write.executeUpdate();
    PreparedStatement agent = statements.of(AGENT);
    for (String each : append.agents()) {
      agent.setString(1, each);
      agent.setString(2, record.dispute());
      agent.executeUpdate();
    }
  }
}
