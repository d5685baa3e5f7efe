package dev.parley.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is measured runs with the flags that the launcher gives to users' commands.
final class LaunchedJvmTest {
  private static final Path LAUNCHER = Path.of("..", "parley");

  /// In the manifest of the jar that the launcher starts, which says the same.
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  private static String line(String start) throws IOException {
    return Files.readAllLines(LAUNCHER).stream()
        .map(String::strip)
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hasTheFlagsOfTheLauncher() throws IOException {
    String all = line("jvm_flags=(").replaceAll("jvm_flags=\\(|\\)", "");
    String collector = line("serve | verify").replaceAll(".* collector=(\\S+) .*", "$1");

    assertThat(LaunchedJvm.FLAGS)
        .filteredOn(flag -> !flag.equals(NATIVE_ACCESS))
        .isEqualTo(List.of(all.split(" ")));
    assertThat(LaunchedJvm.COLLECTOR).isEqualTo(collector);
  }

  @Test
  void takesAnotherCollectorInsteadOfItsOwn() {
    assertThat(LaunchedJvm.running(List.of("-Xmx1g"), LaunchedJvm.class))
        .contains(LaunchedJvm.COLLECTOR, "-Xmx1g");
    assertThat(LaunchedJvm.running(List.of("-XX:+UseG1GC"), LaunchedJvm.class))
        .contains("-XX:+UseG1GC")
        .doesNotContain(LaunchedJvm.COLLECTOR);
  }
}
