package dev.parley.server.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// A few connections for reading with their statements, lent one read at a time. A reader waits for
/// a free one, never for the writer.
final class ReadConnections implements AutoCloseable {
  private static final long WAIT_SECONDS = 10;

  /// A read.
  @FunctionalInterface
  interface Read<T> {
    T with(Statements statements) throws SQLException;
  }

  private final List<Statements> all = new ArrayList<>();
  private final BlockingQueue<Statements> free;

  ReadConnections(SqliteFile file, int count) throws SQLException {
    free = new ArrayBlockingQueue<>(count);
    try {
      for (int i = 0; i < count; i++) {
        all.add(new Statements(file.openForReading()));
      }
    } catch (SQLException e) {
      close();
      throw e;
    }
    free.addAll(all);
  }

  <T> T read(Read<T> read) {
    Statements lent = borrow();
    try {
      return read.with(lent);
    } catch (SQLException e) {
      lent.forget();
      throw new StoreFailure("cannot read: " + e.getMessage(), e);
    } finally {
      free.add(lent);
    }
  }

  private Statements borrow() {
    try {
      Statements lent = free.poll(WAIT_SECONDS, TimeUnit.SECONDS);
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
    for (Statements lent : all) {
      lent.close();
    }
  }
}
