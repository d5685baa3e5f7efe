package dev.parley.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.bench.load.LoadRun;
import dev.parley.bench.load.Pair;
import dev.parley.bench.node.NodeProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operating system saw of a whole node under load: each message's first write to the log,
/// then a sync of the log that began after it and has ended, then the answer.
final class SyncBeforeAnswerTest {
  private static final int PAIRS = 4;
  private static final int MESSAGES = 60;

  @TempDir Path directory;

  @Test
  void everyAnswerFollowsASyncOfItsMessage() throws IOException, InterruptedException {
    assumeTrue(mayTrace(), "strace is missing or may not trace: the order is not checked");
    Path trace = directory.resolve("trace");
    List<String> strace =
        List.of(
            "strace",
            "-f",
            "-y",
            "-s",
            "20000",
            "-o",
            trace.toString(),
            "-e",
            "trace=write,pwrite64,writev,pwritev,sendto,sendmsg,fsync,fdatasync");
    int answered;
    try (NodeProcess node = NodeProcess.start(Nodes.traced(directory.resolve("node"), strace))) {
      var steward = LoadRun.steward(node.address());
      List<Talker> talkers = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        talkers.add(new Talker(Pair.register(node.address(), steward, i)));
      }
      List<Thread> threads = talkers.stream().map(Thread.ofVirtual()::start).toList();
      Talker.await(talkers, MESSAGES);
      node.kill();
      for (Thread thread : threads) {
        thread.join();
      }
      answered = Talker.acknowledged(talkers);
    }
    AnswerTrace.Verdict verdict =
        AnswerTrace.judge(Files.readAllLines(trace, StandardCharsets.ISO_8859_1));
    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.answers()).isGreaterThanOrEqualTo(answered);
  }

  private static boolean mayTrace() {
    try {
      return new ProcessBuilder("strace", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static final String ID = "0192f0c1-2b3c-7d4e-8f50-112233445566";
  private static final String WRITE =
      "7 pwrite64(5</d/parley.db-wal>, \"..\\\"messageId\\\":\\\""
          + ID
          + "\\\"\", 4096, 32) = 4096";
  private static final String SYNC = "7 fdatasync(5</d/parley.db-wal>) = 0";
  private static final String ANSWER =
      "8 write(9<TCP:[1]>, \"HTTP/1.1 201 Created..\\\"messageId\\\":\\\""
          + ID
          + "\\\"\", 90) = 90";

  @Test
  void theJudgeSeesAMissingALateAndAFailedSync() {
    assertThat(AnswerTrace.judge(List.of(WRITE, SYNC, ANSWER)).violations()).isEmpty();
    assertThat(AnswerTrace.judge(List.of(WRITE, SYNC, ANSWER)).answers()).isEqualTo(1);
    assertThat(AnswerTrace.judge(List.of(WRITE, SYNC, WRITE, ANSWER)).violations())
        .as("the page was written again for another message")
        .isEmpty();
    assertThat(AnswerTrace.judge(List.of(WRITE, ANSWER)).violations()).hasSize(1);
    assertThat(AnswerTrace.judge(List.of(WRITE, ANSWER, SYNC)).violations()).hasSize(1);
    assertThat(AnswerTrace.judge(List.of(SYNC, WRITE, ANSWER)).violations()).hasSize(1);
    assertThat(AnswerTrace.judge(List.of(SYNC, ANSWER)).violations())
        .as("never written")
        .hasSize(1);
    assertThat(
            AnswerTrace.judge(List.of(WRITE, SYNC.replace("= 0", "= -1 EIO (..)"), ANSWER))
                .violations())
        .hasSize(1);
    String begun = "7 fdatasync(5</d/parley.db-wal> <unfinished ...>";
    String ended = "7 <... fdatasync resumed>) = 0";
    assertThat(AnswerTrace.judge(List.of(WRITE, begun, ended, ANSWER)).violations()).isEmpty();
    assertThat(AnswerTrace.judge(List.of(WRITE, begun, ANSWER, ended)).violations()).hasSize(1);
    assertThat(AnswerTrace.judge(List.of(begun, WRITE, ended, ANSWER)).violations())
        .as("the sync began before the write")
        .hasSize(1);
  }
}
