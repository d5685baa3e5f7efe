package dev.parley.bench;

import dev.parley.bench.parts.Parts;
import dev.parley.bench.parts.Probes;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench parts`: what each part of taking a message costs alone.
@Command(
    name = "parts",
    mixinStandardHelpOptions = true,
    description = "What each part of taking a message costs alone.")
final class PartsCommand implements Callable<Integer> {
  @Option(
      names = "--writers",
      defaultValue = "64",
      description = "How many write to the store at once; ${DEFAULT-VALUE} if not given.")
  private int writers;

  PartsCommand() {}

  @Override
  public Integer call() throws Exception {
    Parts parts =
        Scratch.with(
            folder -> {
              System.out.println(Probes.measure(folder));
              return Parts.measure(folder, writers);
            });
    System.out.println(parts);
    System.out.printf(Locale.ROOT, "sum %,.1f µs%n", parts.sum().toNanos() / 1e3);
    return 0;
  }
}
