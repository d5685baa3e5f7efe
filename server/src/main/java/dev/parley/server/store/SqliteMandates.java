package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The mandates of agents, on SQLite.
final class SqliteMandates implements MandateStore {
  private static final int SMALL_BYTES = 1_024;
  private static final String ONE =
      "SELECT signed_at, accepted_at, canonical FROM mandate WHERE agent = ?";
  private static final String KEEP =
      """
      INSERT INTO mandate (agent, signed_at, accepted_at, canonical) VALUES (?, ?, ?, ?)
      ON CONFLICT (agent) DO UPDATE SET signed_at = excluded.signed_at,
        accepted_at = excluded.accepted_at, canonical = excluded.canonical
      WHERE excluded.signed_at > signed_at""";

  private final GroupCommit commits;
  private final SqliteWriter writer;
  private final ReadConnections connections;

  SqliteMandates(GroupCommit commits, SqliteWriter writer, ReadConnections connections) {
    this.commits = commits;
    this.writer = writer;
    this.connections = connections;
  }

  @Override
  public CompletableFuture<WriteOutcome> keep(StoredMandate mandate) {
    return commits.submit(
        mandate.canonical().size() + SMALL_BYTES,
        () -> written(writer.statements(), mandate),
        unavailable -> unavailable);
  }

  private static WriteOutcome written(Statements statements, StoredMandate mandate)
      throws SQLException {
    PreparedStatement keep = statements.of(KEEP);
    keep.setString(1, mandate.agent());
    keep.setLong(2, mandate.signedAt().toEpochMilli());
    keep.setLong(3, mandate.acceptedAt().toEpochMilli());
    keep.setBytes(4, mandate.canonical().bytes());
    return keep.executeUpdate() == 1 ? new WriteOutcome.Written() : new WriteOutcome.Superseded();
  }

  @Override
  public Optional<StoredMandate> mandate(String agent) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(ONE);
          query.setString(1, agent);
          try (ResultSet row = query.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new StoredMandate(
                        agent, Columns.time(row, 1), Columns.time(row, 2), Columns.content(row, 3)))
                : Optional.empty();
          }
        });
  }
}
