package dev.parley.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// What bidders in sealed calls hand in, on SQLite.
final class SqliteCalls implements CallStore {
  private static final int SMALL_BYTES = 1_024;
  private static final String COLUMNS =
      "SELECT query_id, proposal_id, accepted_at, hash, canonical FROM reveal WHERE session_id = ?";
  private static final String OF_CALL = COLUMNS + " AND query_id = ? ORDER BY proposal_id";
  private static final String ONE = COLUMNS + " AND query_id = ? AND proposal_id = ?";
  private static final String KEEP =
      """
      INSERT INTO reveal (session_id, query_id, proposal_id, accepted_at, hash, canonical)
      VALUES (?, ?, ?, ?, ?, ?)""";

  private final GroupCommit commits;
  private final SqliteWriter writer;
  private final ReadConnections connections;

  SqliteCalls(GroupCommit commits, SqliteWriter writer, ReadConnections connections) {
    this.commits = commits;
    this.writer = writer;
    this.connections = connections;
  }

  @Override
  public CompletableFuture<RevealOutcome> keep(StoredReveal reveal) {
    return commits.submit(
        reveal.canonical().size() + SMALL_BYTES,
        () -> written(writer.statements(), reveal),
        unavailable -> unavailable);
  }

  private static RevealOutcome written(Statements statements, StoredReveal reveal)
      throws SQLException {
    byte[] session = Columns.bytes(reveal.session());
    PreparedStatement known = statements.of(ONE);
    known.setBytes(1, session);
    known.setString(2, reveal.queryId());
    known.setString(3, reveal.proposalId());
    try (ResultSet row = known.executeQuery()) {
      if (row.next()) {
        return new RevealOutcome.Known(reveal(row, reveal.session()));
      }
    }
    PreparedStatement keep = statements.of(KEEP);
    keep.setBytes(1, session);
    keep.setString(2, reveal.queryId());
    keep.setString(3, reveal.proposalId());
    keep.setLong(4, reveal.acceptedAt().toEpochMilli());
    keep.setBytes(5, reveal.hash().raw());
    keep.setBytes(6, reveal.canonical().bytes());
    keep.executeUpdate();
    return new RevealOutcome.Kept();
  }

  @Override
  public List<StoredReveal> reveals(UUID session, String queryId) {
    return connections.read(
        lent -> {
          PreparedStatement query = lent.of(OF_CALL);
          query.setBytes(1, Columns.bytes(session));
          query.setString(2, queryId);
          List<StoredReveal> out = new ArrayList<>();
          try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
              out.add(reveal(row, session));
            }
          }
          return out;
        });
  }

  private static StoredReveal reveal(ResultSet row, UUID session) throws SQLException {
    return new StoredReveal(
        session,
        row.getString(1),
        row.getString(2),
        Columns.time(row, 3),
        Columns.hash(row, 4),
        Columns.content(row, 5));
  }
}
