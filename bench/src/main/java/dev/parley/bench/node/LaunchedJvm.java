package dev.parley.bench.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a JVM such as the launcher starts for the commands that run long, with the
/// class path of this process.
public final class LaunchedJvm {
  /// The collector, which gives way to any other that is asked for: a JVM takes one only.
  static final String COLLECTOR = "-XX:+UseParallelGC";

  /// All other flags of `parley serve` and `parley verify`, beside what lets them start faster.
  static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:-UsePerfData",
          "-XX:+UseCompactObjectHeaders");

  private LaunchedJvm() {}

  /// A command line.
  ///
  /// @param more flags of the JVM beside the launcher's, perhaps with another collector
  /// @param main the class to run
  /// @param arguments what it gets
  /// @return a list that may be changed
  public static List<String> running(List<String> more, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    if (more.stream().noneMatch(flag -> flag.matches("-XX:\\+Use.*GC"))) {
      command.add(COLLECTOR);
    }
    command.addAll(more);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
