package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is special to the store on SQLite.
final class SqliteStoreTest extends StoreUnderTest {
  @TempDir Path directory;

  @Override
  NodeStore open() {
    return SqliteStore.open(directory);
  }

  @Test
  void keepsEverythingOverARestart() {
    Script script = Script.of(store, 1);
    StoredMessage message =
        appended(withNotices(script.next(), new Notice(Script.BETA, "invitation")));
    long epoch = store.epoch();
    store.close();
    store = open();
    assertThat(store.messages(script.session, 0, 10)).containsExactly(message);
    assertThat(store.inbox(Script.BETA, -1, 10)).hasSize(1);
    assertThat(store.epoch()).isEqualTo(epoch + 1);
  }

  @Test
  void refusesASecondNodeOnTheDirectory() {
    assertThatExceptionOfType(StoreFailure.class)
        .isThrownBy(() -> SqliteStore.open(directory))
        .withMessageContaining("another node uses")
        .withMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    Script script = Script.of(store, 1);
    assertThat(append(script.next())).isInstanceOf(AppendOutcome.Appended.class);
  }

  @Test
  void writesNothingMoreOnceAnotherNodeRaisedTheEpoch() throws SQLException {
    Script script = Script.of(store, 1);
    StoredMessage first = appended(script.next());
    execute("UPDATE node SET epoch = epoch + 5");
    assertThat(append(script.next())).isEqualTo(new AppendOutcome.Fenced(store.epoch() + 5));
    assertThat(store.messages(script.session, 0, 10)).containsExactly(first);
    assertThat(store.health().trouble()).isNotNull();
  }

  @Test
  void aWriteThatTheDatabaseRefusesLeavesItsNeighboursAlone() throws SQLException {
    execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON inbox WHEN new.kind = 'poison' BEGIN SELECT raise(ABORT, 'poisoned'); END");
    Script good = Script.of(store, 1);
    Script bad = Script.of(store, 2);
    var before = store.append(good.next());
    var poisoned = store.append(withNotices(bad.next(), new Notice(Script.BETA, "poison")));
    var after = store.append(withNotices(good.next(), new Notice(Script.BETA, "harmless")));
    assertThat(before.join()).isInstanceOf(AppendOutcome.Appended.class);
    assertThat(after.join()).isInstanceOf(AppendOutcome.Appended.class);
    assertThat(poisoned)
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableThat()
        .withRootCauseInstanceOf(SQLException.class);
    assertThat(store.session(bad.session)).isEmpty();
    assertThat(store.inbox(Script.BETA, -1, 10)).hasSize(1);
  }

  @Test
  void refusesADatabaseOfANewerVersion() throws SQLException {
    execute(
        """
        INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
        VALUES (99, '99', 'from the future', 'SQL', 'V99__future.sql', 1, '', 1, 1)""");
    store.close();
    assertThatExceptionOfType(StoreFailure.class)
        .isThrownBy(this::open)
        .withMessageContaining("does not fit this version");
    execute("DELETE FROM flyway_schema_history WHERE installed_rank = 99");
    store = open();
  }

  @Test
  void refusesADatabaseOfAnotherProgram() throws SQLException {
    store.close();
    execute("PRAGMA application_id = 7");
    assertThatExceptionOfType(StoreFailure.class)
        .isThrownBy(this::open)
        .withMessageContaining("another program");
  }

  @Test
  void letsNobodyElseReadTheFile() throws IOException {
    appended(Script.of(store, 1).next());
    try (var files = Files.list(directory)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("parley.db")))
          .hasSizeGreaterThan(1)
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("parley.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
