package dev.parley.bench.micro;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs JMH over [CoreOperations].
///
/// @param timings one for each operation, by name
public record MicroRun(List<Timing> timings) {
  /// Copies the list.
  public MicroRun {
    timings = List.copyOf(timings);
  }

  /// What JMH found of one operation.
  ///
  /// @param operation its name
  /// @param micros the average time in microseconds on the wall
  /// @param error half the width of its 99.9 % confidence interval
  public record Timing(String operation, double micros, double error) {}

  /// Measures.
  ///
  /// @return what was found
  public static MicroRun measure() {
    try {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include(CoreOperations.class.getName())
                      .verbosity(VerboseMode.SILENT)
                      .jvmArgsAppend(
                          "--enable-native-access=ALL-UNNAMED",
                          "--sun-misc-unsafe-memory-access=allow")
                      .build())
              .run();
      return new MicroRun(
          results.stream()
              .map(RunResult::getPrimaryResult)
              .map(
                  result ->
                      new Timing(result.getLabel(), result.getScore(), result.getScoreError()))
              .sorted(Comparator.comparing(Timing::operation))
              .toList());
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH does not run", e);
    }
  }
}
