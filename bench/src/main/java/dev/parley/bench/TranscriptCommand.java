package dev.parley.bench;

import dev.parley.bench.transcript.VerifyRun;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench transcript`: a long transcript against the bare signature checks that it takes.
@Command(
    name = "transcript",
    mixinStandardHelpOptions = true,
    description = "Verifies a long transcript, beside the bare signature checks that it takes.")
final class TranscriptCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      defaultValue = "20000",
      description = "How long it is, at least 14; ${DEFAULT-VALUE} if not given.")
  private int messages;

  TranscriptCommand() {}

  @Override
  public Integer call() throws Exception {
    return Scratch.with(
        folder -> {
          VerifyRun run = VerifyRun.measure(folder, messages);
          System.out.printf(
              Locale.ROOT,
              "%,.1f µs of CPU time a message, %,.1f µs on the wall; the two bare checks %,.1f µs:"
                  + " %.0f %%%n",
              run.cpu().toNanos() / 1e3,
              run.wall().toNanos() / 1e3,
              run.bare().toNanos() / 1e3,
              100 * run.share());
          return 0;
        });
  }
}
