package dev.parley.bench;

import dev.parley.bench.trust.Recomputation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench trust`: how long a node computes.
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    description = "How long the trust of many agents takes, in full and after one event.")
final class TrustCommand implements Callable<Integer> {
  @Option(
      names = "--agents",
      defaultValue = "10000",
      description = "How many agents; ${DEFAULT-VALUE} if not given.")
  private int agents;

  @Option(
      names = "--evidence",
      defaultValue = "1000000",
      description = "How many pieces of evidence; ${DEFAULT-VALUE} if not given.")
  private int evidence;

  TrustCommand() {}

  @Override
  public Integer call() {
    System.out.println(Recomputation.measure(agents, evidence));
    return 0;
  }
}
