package dev.parley.bench.node;

import java.util.List;

/// How the launcher starts the JVMs of the commands that run long, beside what lets them start
/// faster.
public final class JvmFlags {
  /// Of `parley serve` and `parley verify`.
  public static final List<String> LONG_RUNNING =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:-UsePerfData",
          "-XX:+UseCompactObjectHeaders",
          "-XX:+UseParallelGC");

  private JvmFlags() {}
}
