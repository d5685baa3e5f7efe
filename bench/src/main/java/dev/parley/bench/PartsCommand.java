package dev.parley.bench;

import dev.parley.bench.parts.Parts;
import dev.parley.bench.parts.Probes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench parts`: what each part of taking a message costs alone.
@Command(
    name = "parts",
    mixinStandardHelpOptions = true,
    description = "What each part of taking a message costs alone.")
final class PartsCommand implements Callable<Integer> {
  @Option(names = "--pairs", defaultValue = "64", description = "How many write at once.")
  private int pairs;

  PartsCommand() {}

  @Override
  public Integer call() throws Exception {
    Path data = Files.createTempDirectory("parley-bench-");
    System.out.println(Probes.measure(data));
    Parts parts = Parts.measure(data, pairs);
    System.out.println(parts + " sum " + parts.sum().toNanos() / 1e3);
    return 0;
  }
}
