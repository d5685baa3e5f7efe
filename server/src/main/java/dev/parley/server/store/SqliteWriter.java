package dev.parley.server.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// The one connection that writes, with its transactions and the housekeeping of the write-ahead
/// log.
final class SqliteWriter implements GroupCommit.Transaction, AutoCloseable {

  private final Connection connection;
  private final Statements statements;
  private final long epoch;
  private final int checkpointPages;
  private final SessionWrites sessions;
  private final CardWrites cards;
  private final LedgerWrites ledger;
  private final TrustWrites trust;
  private final DisputeWrites disputes;
  private final RatingWrites ratings;
  private final EndorsementWrites endorsements;
  private final EscalationWrites escalations;
  private volatile long epochInForce;

  /// Takes over a connection that has no transaction open.
  SqliteWriter(Connection connection, long epoch, int checkpointPages) throws SQLException {
    this.connection = connection;
    this.epoch = epoch;
    this.epochInForce = epoch;
    this.checkpointPages = checkpointPages;
    // With JDBC's auto-commit on, the driver tries to begin and commit around each statement. Off,
    // it begins one transaction here, which is ended at
    // once; from then on begin and commit are ours, so that an error always belongs to one or the
    // other.
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("COMMIT");
    }
    statements = new Statements(connection);
    escalations = new EscalationWrites(statements);
    ledger = new LedgerWrites(statements);
    trust = new TrustWrites(statements);
    sessions = new SessionWrites(statements, ledger, trust, escalations);
    cards = new CardWrites(statements, trust);
    disputes = new DisputeWrites(statements, sessions, ledger, trust);
    ratings = new RatingWrites(statements, sessions, trust);
    endorsements = new EndorsementWrites(statements, trust);
  }

  Statements statements() {
    return statements;
  }

  SessionWrites sessions() {
    return sessions;
  }

  CardWrites cards() {
    return cards;
  }

  DisputeWrites disputes() {
    return disputes;
  }

  RatingWrites ratings() {
    return ratings;
  }

  EndorsementWrites endorsements() {
    return endorsements;
  }

  EscalationWrites escalations() {
    return escalations;
  }

  LedgerWrites ledger() {
    return ledger;
  }

  TrustWrites trust() {
    return trust;
  }

  /// The epoch that the last transaction found.
  long epochInForce() {
    return epochInForce;
  }

  @Override
  public @Nullable Unavailable begin() throws SQLException {
    statements.of("BEGIN IMMEDIATE").executeUpdate();
    epochInForce = number("SELECT epoch FROM node", 1);
    return epochInForce == epoch
        ? null
        : new Unavailable(
            Unavailable.Cause.FENCED,
            "another node writes under epoch " + epochInForce + ", this one had " + epoch);
  }

  @Override
  public void commit() throws SQLException {
    statements.of("COMMIT").executeUpdate();
  }

  @Override
  public void rollback() throws SQLException {
    statements.forget();
    // Some failures make SQLite roll back by itself; a second time would be an error.
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
  }

  /// Moves the log into the database when it has grown, after the batch was answered and in our own
  /// hands: SQLite's automatic checkpoint runs inside the commit and keeps a failed sync of the
  /// database file to itself.
  @Override
  public void settle() throws SQLException {
    try {
      long pages = number("PRAGMA wal_checkpoint(NOOP)", 2);
      if (pages >= checkpointPages) {
        // Readers may keep the log from starting anew; when it has grown far, wait for them.
        checkpoint(connection, pages < 8L * checkpointPages ? "PASSIVE" : "RESTART");
      }
    } catch (SQLException e) {
      statements.forget();
      throw e;
    }
  }

  static void checkpoint(Connection connection, String mode) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(" + mode + ")");
    }
  }

  private long number(String query, int column) throws SQLException {
    try (ResultSet row = statements.of(query).executeQuery()) {
      row.next();
      return row.getLong(column);
    }
  }

  @Override
  public void close() throws SQLException {
    statements.close();
  }
}
