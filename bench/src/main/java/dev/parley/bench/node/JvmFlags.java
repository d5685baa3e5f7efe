package dev.parley.bench.node;

import java.util.List;
import java.util.stream.Stream;

/// How the launcher starts the JVMs that are measured, beside what lets them start faster.
public final class JvmFlags {
  /// Of every command.
  private static final List<String> ALL =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:-UsePerfData",
          "-XX:+UseCompactObjectHeaders");

  /// Of `parley serve`.
  public static final List<String> SERVE = ALL;

  /// Of `parley verify`.
  public static final List<String> VERIFY =
      Stream.concat(ALL.stream(), Stream.of("-XX:+UseParallelGC")).toList();

  private JvmFlags() {}
}
