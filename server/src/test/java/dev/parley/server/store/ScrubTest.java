package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.core.identity.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage at rest is found, and never served.
final class ScrubTest {
  private static final int LENGTH = 300; // more than one page of reading
  private static final int DAMAGED = 217;

  @TempDir Path directory;
  private Script script;

  @BeforeEach
  void fill() {
    try (NodeStore store = SqliteStore.open(directory)) {
      script = Script.of(store, 1);
      List<CompletableFuture<AppendOutcome>> answers =
          IntStream.range(0, LENGTH).mapToObj(_ -> store.append(script.next())).toList();
      assertThat(answers).allMatch(answer -> answer.join() instanceof AppendOutcome.Appended);
      Script other = Script.of(store, 2);
      assertThat(store.append(other.next()).join()).isInstanceOf(AppendOutcome.Appended.class);
    }
  }

  @Test
  void findsNothingInASoundStore() {
    ScrubReport report = scrub();
    assertThat(report).isEqualTo(new ScrubReport(2, LENGTH + 1, List.of(), List.of()));
  }

  @Test
  void neverServesAFlippedBitAndNamesItsPlace() throws IOException {
    Path file = directory.resolve("parley.db");
    byte[] bytes = Files.readAllBytes(file);
    // The text of a message: the hash before it, a line feed, its position.
    int at = indexOf(bytes, "\n" + DAMAGED + "x");
    bytes[at + 30] ^= 1;
    Files.write(file, bytes);

    try (NodeStore store = SqliteStore.open(directory)) {
      assertThatExceptionOfType(StoreFailure.class)
          .isThrownBy(() -> store.messages(script.session, DAMAGED, 1))
          .withMessageContaining(
              "message " + DAMAGED + " of session " + script.session + " is damaged");
      assertThat(store.messages(script.session, DAMAGED + 1, 1))
          .as("its neighbour is sound")
          .hasSize(1);
    }
    assertThat(scrub().findings())
        .extracting(ScrubReport.Finding::position)
        .containsExactly((long) DAMAGED);
  }

  @Test
  void namesAMissingMessage() throws SQLException {
    execute("DELETE FROM place WHERE position = " + DAMAGED);
    assertThat(scrub().findings())
        .extracting(ScrubReport.Finding::position, ScrubReport.Finding::damage)
        .contains(tuple((long) DAMAGED, "missing"));
  }

  @Test
  void namesALostTail() throws SQLException {
    execute("DELETE FROM place WHERE position = " + (LENGTH - 1));
    assertThat(scrub().findings())
        .containsExactly(
            new ScrubReport.Finding(script.session, LENGTH - 1, "a message that has no place"));
  }

  @Test
  void namesASessionWithoutABeginning() throws SQLException {
    execute("DELETE FROM place WHERE session_id = (SELECT max(session_id) FROM session)");
    execute("DELETE FROM message WHERE session_id = (SELECT max(session_id) FROM session)");
    assertThat(scrub().findings())
        .containsExactly(new ScrubReport.Finding(Script.id(2), 0, "a session that does not begin"));
  }

  @Test
  void namesAMessageWhoseHashIsNotTheStoredOne() {
    try (NodeStore store = SqliteStore.open(directory)) {
      ScrubReport report =
          store.scrub(
              content ->
                  content.utf8().contains("\n" + DAMAGED + "x")
                      ? changed(content)
                      : Script.links(content));
      assertThat(report.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.position()).isEqualTo(DAMAGED);
                assertThat(finding.damage()).startsWith("hashes to ");
              });
    }
  }

  @Test
  void namesAMessageThatDoesNotFollowTheOneBefore() {
    try (NodeStore store = SqliteStore.open(directory)) {
      ScrubReport report =
          store.scrub(
              content ->
                  content.utf8().contains("\n" + DAMAGED + "x")
                      ? relinked(content)
                      : Script.links(content));
      assertThat(report.findings())
          .singleElement()
          .satisfies(finding -> assertThat(finding.damage()).startsWith("follows "));
    }
  }

  @Test
  void namesWhatIsNoEnvelope() {
    try (NodeStore store = SqliteStore.open(directory)) {
      ScrubReport report = store.scrub(_ -> Optional.empty());
      assertThat(report.findings())
          .hasSize(LENGTH + 1)
          .allMatch(finding -> finding.damage().equals("not an envelope"));
    }
  }

  private static Optional<EnvelopeLinks.Links> changed(Content content) {
    return Script.links(content)
        .map(links -> new EnvelopeLinks.Links(Hash.ZERO, links.previousHash()));
  }

  private static Optional<EnvelopeLinks.Links> relinked(Content content) {
    return Script.links(content).map(links -> new EnvelopeLinks.Links(links.hash(), Hash.ZERO));
  }

  private ScrubReport scrub() {
    try (NodeStore store = SqliteStore.open(directory)) {
      return store.scrub(Script::links);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("parley.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int indexOf(byte[] bytes, String text) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isPositive();
    return at;
  }
}
