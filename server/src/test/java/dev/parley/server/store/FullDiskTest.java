package dev.parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system of a few megabytes that really fills up.
final class FullDiskTest {
  private static final int MESSAGE_BYTES = 64 << 10;
  private static final int BALLAST_BYTES = 10 << 20;

  @TempDir Path mountPoint;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    assumeTrue(
        NodeProcess.installed("mount")
            && run("mount", "-t", "tmpfs", "-o", "size=14m", "tmpfs", mountPoint.toString()) == 0,
        "only root can mount a small file system, so a full disk is not tried here");
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    run("umount", mountPoint.toString());
  }

  @Test
  void refusesWhileTheDiskIsFullAndGoesOnWhenThereIsSpace() throws IOException {
    Path ballast = mountPoint.resolve("ballast");
    Path directory = mountPoint.resolve("node");
    Files.write(ballast, new byte[BALLAST_BYTES]);
    List<NodeProcess.Acknowledged> acknowledged = new ArrayList<>();
    try (NodeStore store = SqliteStore.open(directory)) {
      Script script = new Script(Script.id(1), store.epoch(), MESSAGE_BYTES);
      Append refused = fill(store, script, acknowledged);
      assertThat(acknowledged).isNotEmpty();
      assertThat(store.append(refused).join()).as("still full").isEqualTo(store.health().trouble());
      StoredTruth.check(store, acknowledged);
      assertThat(store.session(script.session).orElseThrow().length())
          .isEqualTo(acknowledged.size());

      Files.delete(ballast);
      assertThat(store.append(refused).join())
          .as("the same append")
          .isInstanceOf(AppendOutcome.Appended.class);
      assertThat(store.health().trouble()).isNull();
    }
    try (NodeStore store = SqliteStore.open(directory)) {
      StoredTruth.check(store, acknowledged);
    }
  }

  private static Append fill(
      NodeStore store, Script script, List<NodeProcess.Acknowledged> acknowledged) {
    while (true) {
      Append append = script.next();
      switch (store.append(append).join()) {
        case AppendOutcome.Appended(long position, _) ->
            acknowledged.add(
                new NodeProcess.Acknowledged(append.session(), position, append.message().hash()));
        case Unavailable unavailable -> {
          assertThat(unavailable.cause()).isEqualTo(Unavailable.Cause.DISK_FULL);
          return append;
        }
        case AppendOutcome.Conflict conflict -> throw new AssertionError(conflict);
        case AppendOutcome.Fenced fenced -> throw new AssertionError(fenced);
        case AppendOutcome.Unfunded unfunded -> throw new AssertionError(unfunded);
        case AppendOutcome.Crowded crowded -> throw new AssertionError(crowded);
        case AppendOutcome.Taken taken -> throw new AssertionError(taken);
        case AppendOutcome.Overexposed overexposed -> throw new AssertionError(overexposed);
        case AppendOutcome.Outdated outdated -> throw new AssertionError(outdated);
      }
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
