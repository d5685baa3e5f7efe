package dev.parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Where and when something was measured.
///
/// @param processor the processor's own name
/// @param cores how many there are
/// @param system kernel and architecture
/// @param jdk the Java virtual machine
/// @param date the day, UTC
record Machine(String processor, int cores, String system, String jdk, LocalDate date) {

  static Machine here() {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"),
        LocalDate.now(ZoneOffset.UTC));
  }

  private static String processorName() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException _) {
      return "unknown";
    }
  }
}
