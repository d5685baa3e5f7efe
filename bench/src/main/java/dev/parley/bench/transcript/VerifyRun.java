package dev.parley.bench.transcript;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.client.transcript.Pin;
import dev.parley.client.transcript.TranscriptVerifier;
import dev.parley.client.transcript.Verdict;
import dev.parley.core.identity.CryptoProviders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A transcript verified again and again, on as many threads as there are cores.
///
/// @param messages messages of the transcript
/// @param cpu CPU time of the process for each message, all threads
/// @param wall time on the wall for each message
/// @param threads how many threads checked signatures
public record VerifyRun(int messages, Duration cpu, Duration wall, int threads) {
  private static final int WARM_UP = 10;
  private static final int MEASURED = 8;

  /// Measures.
  ///
  /// @param folder where the transcript is written
  /// @param messages how long it is, at least 14
  /// @return the best of five passes
  /// @throws IOException when the folder cannot be written to
  public static VerifyRun measure(Path folder, int messages) throws IOException {
    Path file = folder.resolve("long.ndjson");
    LongTranscript.write(file, messages);
    int threads = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < WARM_UP; i++) {
      verify(file, threads);
    }
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = Long.MAX_VALUE;
    long wall = Long.MAX_VALUE;
    for (int i = 0; i < MEASURED; i++) {
      long cpuBefore = system.getProcessCpuTime();
      long before = System.nanoTime();
      verify(file, threads);
      wall = Math.min(wall, System.nanoTime() - before);
      cpu = Math.min(cpu, system.getProcessCpuTime() - cpuBefore);
    }
    return new VerifyRun(
        messages, Duration.ofNanos(cpu / messages), Duration.ofNanos(wall / messages), threads);
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
