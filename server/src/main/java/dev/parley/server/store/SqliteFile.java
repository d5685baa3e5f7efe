package dev.parley.server.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The database file: made, opened and brought to the current schema.
final class SqliteFile {
  private static final String NAME = "parley.db";
  private static final int APPLICATION_ID = 0x5061726c; // "Parl"
  private static final int PAGE_BYTES =
      8 << 10; // measured against 4 and 16 KiB: fewer writes a row, not yet too many bytes
  private static final int BUSY_MS = 5_000;
  private static final int WRITER_CACHE_KIB = 32 << 10;

  private final SQLiteDataSource source;

  private SqliteFile(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MS);
    config.setGetGeneratedKeys(false); // else the driver asks for the last row id after each insert
    source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
  }

  /// The file in a directory; both are made, closed to other users, when they do not exist.
  static SqliteFile in(Path directory) {
    Path file = directory.resolve(NAME);
    try {
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException e) {
      return new SqliteFile(file);
    } catch (IOException e) {
      throw new StoreFailure("cannot create " + file, e);
    }
    return new SqliteFile(file);
  }

  static void makeDirectory(Path directory) {
    try {
      if (Files.isDirectory(directory)) {
        return;
      }
      Files.createDirectories(directory);
      if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new StoreFailure("cannot create the directory " + directory, e);
    }
  }

  /// A connection that cannot write.
  Connection openForReading() throws SQLException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// Opens the connection for writing. What a crash left in the log is on disk before this returns,
  /// so that nothing is served that a second crash could take away: after a failed sync the log may
  /// hold what only the page cache has.
  Connection openForWriting() throws SQLException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      claim(statement);
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA fullfsync = ON");
      statement.execute("PRAGMA checkpoint_fullfsync = ON");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      statement.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
      expect(statement, "journal_mode", "wal");
      expect(statement, "synchronous", "2");
      SqliteWriter.checkpoint(connection, "TRUNCATE");
      migrate();
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void claim(Statement statement) throws SQLException {
    String id = pragma(statement, "application_id");
    if (id.equals("0")) {
      statement.execute("PRAGMA page_size = " + PAGE_BYTES);
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
    } else if (!id.equals(String.valueOf(APPLICATION_ID))) {
      throw new StoreFailure(NAME + " is a database of another program");
    }
  }

  private static void expect(Statement statement, String pragma, String value) throws SQLException {
    String found = pragma(statement, pragma);
    if (!found.equals(value)) {
      throw new StoreFailure(
          "the database does not take "
              + pragma
              + " "
              + value
              + ", it stays at "
              + found
              + "; is this a local disk?");
    }
  }

  private static String pragma(Statement statement, String name) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private void migrate() {
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:dev/parley/server/store/migration")
          .loggers("slf4j")
          .ignoreMigrationPatterns(
              new String[0]) // a file of a newer version is refused, not read by guess
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreFailure(
          "the database does not fit this version of Parley: " + e.getMessage(), e);
    }
  }

  /// Raises the fencing epoch and says the new one.
  static long raiseEpoch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("UPDATE node SET epoch = epoch + 1 RETURNING epoch")) {
      row.next();
      return row.getLong(1);
    }
  }
}
