package dev.parley.a2a.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.TaskState;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The tables of docs/a2a.md against the code.
final class A2aDocumentTest {

  private static List<String> page() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = Objects.requireNonNull(root.getParent(), "not inside a checkout of Parley");
    }
    return Files.readAllLines(root.resolve("docs/a2a.md"));
  }

  /// The rows of a table, by its first line.
  private static List<String> table(String first) throws IOException {
    List<String> page = page();
    int at = page.indexOf(first);
    assertThat(at).as(first).isNotNegative();
    return page.subList(at + 2, page.size()).stream()
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  @Test
  void listsEveryErrorWithItsCodeAndStatus() throws IOException {
    List<String> rows =
        Arrays.stream(A2aError.values())
            .map(e -> "| `" + e.reason() + "` | " + e.code() + " | " + e.status() + " |")
            .toList();
    assertThat(table("| Error | JSON-RPC | HTTP |")).isEqualTo(rows);
  }

  @Test
  void saysWhatACommitmentMakesOfATask() throws IOException {
    StringBuilder first = new StringBuilder("| |");
    for (ObligationStatus obligation : ObligationStatus.values()) {
      first.append(' ').append(obligation).append(" |");
    }
    List<String> rows = new ArrayList<>();
    for (CommitmentStatus commitment : CommitmentStatus.values()) {
      StringBuilder row = new StringBuilder("| " + commitment + " |");
      for (ObligationStatus obligation : ObligationStatus.values()) {
        String state = Bond.state(commitment, List.of(obligation)).map(Enum::name).orElse("–");
        row.append(' ').append(state).append(" |");
      }
      rows.add(row.toString());
    }
    assertThat(table(first.toString())).isEqualTo(rows);
  }

  @Test
  void waitsForAllThatIsOwed() {
    assertThat(
            Bond.state(
                CommitmentStatus.ACTIVE,
                List.of(ObligationStatus.FULFILLED, ObligationStatus.OPEN)))
        .isEmpty();
    assertThat(
            Bond.state(
                CommitmentStatus.SETTLED,
                List.of(ObligationStatus.FULFILLED, ObligationStatus.RELEASED)))
        .contains(TaskState.COMPLETED);
  }
}
