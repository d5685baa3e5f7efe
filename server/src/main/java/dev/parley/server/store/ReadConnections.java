package dev.parley.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A few connections for reading, lent one read at a time. A reader waits for a free one, never for
/// the writer.
final class ReadConnections implements AutoCloseable {
  private static final long WAIT_SECONDS = 10;

  /// A read.
  @FunctionalInterface
  interface Read<T> {
    T from(Lent connection) throws SQLException;
  }

  /// A connection with the statements that it has prepared.
  static final class Lent {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Lent(Connection connection) {
      this.connection = connection;
    }

    PreparedStatement statement(String sql) throws SQLException {
      PreparedStatement known = statements.get(sql);
      if (known == null) {
        known = connection.prepareStatement(sql);
        statements.put(sql, known);
      }
      return known;
    }
  }

  private final List<Lent> all = new ArrayList<>();
  private final BlockingQueue<Lent> free;

  ReadConnections(SqliteFile file, int count) throws SQLException {
    free = new ArrayBlockingQueue<>(count);
    try {
      for (int i = 0; i < count; i++) {
        all.add(new Lent(file.openForReading()));
      }
    } catch (SQLException e) {
      close();
      throw e;
    }
    free.addAll(all);
  }

  <T> T read(Read<T> read) {
    Lent lent = borrow();
    try {
      return read.from(lent);
    } catch (SQLException e) {
      throw new StoreFailure("cannot read: " + e.getMessage(), e);
    } finally {
      free.add(lent);
    }
  }

  private Lent borrow() {
    try {
      Lent lent = free.poll(WAIT_SECONDS, TimeUnit.SECONDS);
      if (lent == null) {
        throw new StoreFailure("no read connection came free in " + WAIT_SECONDS + " s");
      }
      return lent;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFailure("interrupted while waiting to read", e);
    }
  }

  @Override
  public void close() throws SQLException {
    for (Lent lent : all) {
      lent.connection.close();
    }
  }
}
