package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operating system saw: no acknowledgement before the sync that covers it.
final class SyncTraceTest {
  @TempDir Path directory;

  @Test
  void syncsTheLogBetweenABatchsLastWriteAndItsFirstAcknowledgement() throws IOException {
    assumeTrue(
        NodeProcess.tracing(),
        "strace is missing or may not trace, so the order of system calls is not checked");
    Path trace = directory.resolve("trace");
    String[] strace = {
      "strace",
      "-f",
      "-y",
      "-s",
      "16",
      "-o",
      trace.toString(),
      "-e",
      "trace=write,pwrite64,writev,pwritev,fsync,fdatasync"
    };
    int acknowledged;
    try (NodeProcess node = NodeProcess.start(directory.resolve("node"), "steps", strace)) {
      node.linesUntil("ready");
      for (int batch : List.of(1, 7, 40, 2, 1, 48)) {
        node.step(batch);
      }
      node.finish();
      acknowledged = node.acknowledged().size();
    }
    SyncTrace.Verdict verdict = SyncTrace.judge(Files.readAllLines(trace));
    assertThat(acknowledged).isEqualTo(99);
    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.acknowledgements()).isEqualTo(acknowledged);
    assertThat(verdict.logWrites()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void theJudgeSeesAMissingALateAndAFailedSync() {
    String write = "7 pwrite64(5</d/parley.db-wal>, \"x\"..., 4096, 32) = 4096";
    String sync = "7 fdatasync(5</d/parley.db-wal>) = 0";
    String ack = "8 write(1<pipe:[1]>, \"ack 0197-\"..., 90) = 90";
    assertThat(SyncTrace.judge(List.of(write, sync, ack, ack)).violations()).isEmpty();
    assertThat(SyncTrace.judge(List.of(write, ack)).violations()).hasSize(1);
    assertThat(SyncTrace.judge(List.of(write, ack, sync)).violations()).hasSize(1);
    assertThat(
            SyncTrace.judge(
                    List.of(write, sync.replace("= 0", "= -1 EIO (Input/output error)"), ack))
                .violations())
        .hasSize(1);
    assertThat(SyncTrace.judge(List.of(write, sync.replace("-wal", ""), ack)).violations())
        .as("another file's sync")
        .hasSize(1);
    assertThat(
            SyncTrace.judge(
                    List.of(
                        write,
                        "7 fsync(5</d/parley.db-wal> <unfinished ...>",
                        ack,
                        "7 <... fsync resumed>) = 0"))
                .violations())
        .as("still running")
        .hasSize(1);
    assertThat(
            SyncTrace.judge(
                    List.of(
                        write,
                        "7 fsync(5</d/parley.db-wal> <unfinished ...>",
                        "7 <... fsync resumed>) = 0",
                        ack))
                .violations())
        .isEmpty();
  }
}
