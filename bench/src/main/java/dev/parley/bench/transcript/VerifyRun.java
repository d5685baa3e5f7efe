package dev.parley.bench.transcript;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.bench.node.LaunchedJvm;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.identity.CryptoProviders;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A transcript verified again and again, on as many threads as there are cores, and in turn with
/// it nothing but its signatures.
///
/// @param messages messages of the transcript
/// @param cpu CPU time of the process for each message, all threads
/// @param wall time on the wall for each message
/// @param bare CPU time of the bare signature checks of a message, in the same process
/// @param threads how many threads checked signatures
public record VerifyRun(int messages, Duration cpu, Duration wall, Duration bare, int threads) {
  /// How many passes are measured, of which the best counts.
  public static final int PASSES = 8;

  private static final int WARM_UP = 10;

  /// Measures, in a process like that of `parley verify`.
  ///
  /// @param folder where the transcript is written
  /// @param messages how long it is, at least 14
  /// @return the best of [#PASSES] passes
  /// @throws IOException when the folder cannot be written to
  /// @throws InterruptedException when the thread is interrupted
  public static VerifyRun measure(Path folder, int messages)
      throws IOException, InterruptedException {
    Path file = folder.resolve("long.ndjson");
    LongTranscript.write(file, messages);
    int threads = Runtime.getRuntime().availableProcessors();
    List<String> command =
        LaunchedJvm.running(List.of(), VerifyRun.class, file.toString(), String.valueOf(threads));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      if (process.waitFor() != 0 || line == null) {
        throw new IllegalStateException("the process that verifies has failed");
      }
      String[] nanos = line.split(" ", 3);
      return new VerifyRun(
          messages,
          Duration.ofNanos(Long.parseLong(nanos[0]) / messages),
          Duration.ofNanos(Long.parseLong(nanos[1]) / messages),
          Duration.ofNanos(Long.parseLong(nanos[2]) / messages),
          threads);
    }
  }

  /// Verifies a file again and again, and in turn its bare signatures, and writes the CPU time and
  /// the time on the wall of the best passes on standard output, then the CPU time of the best pass
  /// over the signatures.
  ///
  /// @param args the file, and how many threads
  /// @throws Exception when the file cannot be read or does not verify
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    int threads = Integer.parseInt(args[1]);
    BareChecks signatures = BareChecks.of(file);
    for (int i = 0; i < WARM_UP; i++) {
      verify(file, threads);
      signatures.check(threads);
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = Long.MAX_VALUE;
    long wall = Long.MAX_VALUE;
    long bare = Long.MAX_VALUE;
    for (int i = 0; i < PASSES; i++) {
      long cpuBefore = system.getProcessCpuTime();
      long before = System.nanoTime();
      verify(file, threads);
      wall = Math.min(wall, System.nanoTime() - before);
      long between = system.getProcessCpuTime();
      cpu = Math.min(cpu, between - cpuBefore);
      signatures.check(threads);
      bare = Math.min(bare, system.getProcessCpuTime() - between);
    }
    System.out.println(cpu + " " + wall + " " + bare);
  }

  /// What share of the rate of the bare signature checks it has reached.
  ///
  /// @return 0 to 1
  public double share() {
    return (double) bare.toNanos() / cpu.toNanos();
  }

  private static void verify(Path file, int threads) throws IOException {
    TranscriptVerifier verifier =
        new TranscriptVerifier(CryptoProviders.verifying().verifier(), threads);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Verdict verdict = verifier.verify(in, new Pin.None(), (_, _) -> {});
      if (!verdict.complete()) {
        throw new IllegalStateException("a good transcript does not verify: " + verdict.finding());
      }
    }
  }
}
