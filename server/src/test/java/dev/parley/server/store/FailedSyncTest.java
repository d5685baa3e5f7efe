package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sync that fails once, for real: the tracer answers it with EIO in the kernel's place. Later
/// syncs would succeed, and must not be believed.
final class FailedSyncTest {
  @TempDir Path directory;

  @Test
  void acknowledgesNothingAfterAFailedSyncUntilRestarted() throws IOException {
    assumeTrue(
        NodeProcess.tracing(),
        "strace is missing or may not trace, so no sync can be made to fail");
    List<NodeProcess.Acknowledged> before;
    try (NodeProcess node = NodeProcess.start(directory, "steps")) {
      node.linesUntil("ready");
      assertThat(node.step(5)).filteredOn(line -> line.startsWith("ack")).hasSize(5);
      before = List.copyOf(node.acknowledged());
      Process tracer = failNextSync(node);

      assertThat(node.step(5)).filteredOn(line -> line.startsWith("refused STOPPED")).hasSize(5);
      assertThat(node.step(3)).filteredOn(line -> line.startsWith("refused STOPPED")).hasSize(3);
      List<String> later = node.step(48);
      assertThat(later).filteredOn(line -> line.startsWith("refused STOPPED")).hasSize(48);
      assertThat(later).as("reading goes on").contains("done, 1 read");
      assertThat(node.acknowledged()).isEqualTo(before);
      tracer.destroy();
      node.kill();
    }
    try (NodeStore store = SqliteStore.open(directory)) {
      StoredTruth.check(store, before);
      Script script = Script.resume(store, 0);
      assertThat(store.append(script.next()).join()).isInstanceOf(AppendOutcome.Appended.class);
    }
  }

  private static Process failNextSync(NodeProcess node) throws IOException {
    Process tracer =
        new ProcessBuilder(
                "strace",
                "-f",
                "-p",
                String.valueOf(node.pid()),
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=fsync,fdatasync:error=EIO:when=1")
            .redirectErrorStream(true)
            .start();
    BufferedReader output = tracer.inputReader(StandardCharsets.US_ASCII);
    String line = output.readLine();
    assumeTrue(
        line != null && line.contains("attached"),
        "strace cannot attach to a process here: " + line);
    return tracer;
  }
}
