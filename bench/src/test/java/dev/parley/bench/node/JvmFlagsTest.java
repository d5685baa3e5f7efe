package dev.parley.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is measured runs with the flags that the launcher gives to users' commands.
final class JvmFlagsTest {
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

  private static List<String> launchersFlags(List<String> measured) {
    return measured.stream().filter(flag -> !flag.equals(NATIVE_ACCESS)).toList();
  }

  @Test
  void serve() throws IOException {
    String all = line("jvm_flags=(");
    assertThat("jvm_flags=(" + String.join(" ", launchersFlags(JvmFlags.SERVE)) + ")")
        .isEqualTo(all);
    assertThat(line("serve | ")).doesNotContain("-X");
  }

  @Test
  void verify() throws IOException {
    String all = line("jvm_flags=(").replace(")", "");
    String more = line("verify)").replaceAll(".*\\(|\\).*", "");
    assertThat("jvm_flags=(" + String.join(" ", launchersFlags(JvmFlags.VERIFY)))
        .isEqualTo(all + " " + more);
  }
}
