package dev.parley.bench;

import dev.parley.bench.parts.Probes;
import dev.parley.bench.transcript.VerifyRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench transcript`: how fast a transcript is verified.
@Command(
    name = "transcript",
    mixinStandardHelpOptions = true,
    description = "How fast a transcript is verified.")
final class TranscriptCommand implements Callable<Integer> {
  @Option(names = "--messages", defaultValue = "10000", description = "Messages of the transcript.")
  private int messages;

  TranscriptCommand() {}

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("parley-bench-");
    Probes probes = Probes.measure(data);
    VerifyRun run = VerifyRun.measure(data, messages);
    double raw = probes.ed25519().plus(probes.p256()).toNanos();
    System.out.println(probes);
    System.out.printf(
        Locale.ROOT,
        "%.1f us CPU a message, raw %.1f: %.0f %%; wall %.0f %%%n",
        run.cpu().toNanos() / 1e3,
        raw / 1e3,
        100 * raw / run.cpu().toNanos(),
        100 * raw / (run.wall().toNanos() * (double) run.threads()));
    return 0;
  }
}
