package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher where it has to explain itself. That it builds and starts is what everything else
/// uses it for.
final class LauncherTest {

  private record Outcome(int code, String said) {}

  @Test
  void saysWhatIsWrongWithTheJdkThatItWasGiven(@TempDir Path empty) throws Exception {
    Outcome outcome = launch(empty, Map.of("PARLEY_JAVA_HOME", empty.toString()), "--version");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.said())
        .contains("PARLEY_JAVA_HOME is " + empty + ", and that is no JDK", "JDK 25 or newer");
  }

  @Test
  void refusesAnOlderJdk(@TempDir Path older) throws Exception {
    Files.createDirectories(older.resolve("bin"));
    assertThat(Files.createFile(older.resolve("bin/javac")).toFile().setExecutable(true)).isTrue();
    Files.writeString(older.resolve("release"), "JAVA_VERSION=\"21.0.4\"\n");
    Outcome outcome = launch(older, Map.of("PARLEY_JAVA_HOME", older.toString()), "--version");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.said()).contains("that is JDK 21", "JDK 25 or newer");
  }

  @Test
  void runsTheBuildOfItsParentFromAnyFolderThroughLinks(@TempDir Path folder) throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("linked"), launcher());
    String jdk = System.getProperty("java.home");
    Map<String, String> environment =
        Map.of("PARLEY_JAVA_HOME", jdk, "PARLEY_DIST", folder.toString());
    Outcome outcome = launch(link, folder, environment, "--version");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.said()).contains("Unable to access jarfile " + folder + "/lib/parley.jar");
  }

  @Test
  void refusesOptionsOfTestThatItDoesNotKnow(@TempDir Path folder) throws Exception {
    String jdk = System.getProperty("java.home");
    Outcome outcome = launch(folder, Map.of("PARLEY_JAVA_HOME", jdk), "test", "--ful");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.said()).contains("Usage: ./parley test [--full]");
  }

  private static Outcome launch(Path folder, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    return launch(launcher(), folder, environment, args);
  }

  private static Outcome launch(
      Path program, Path folder, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    String[] command = new String[args.length + 1];
    command[0] = program.toString();
    System.arraycopy(args, 0, command, 1, args.length);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }

  private static Path launcher() {
    return Path.of("").toAbsolutePath().resolveSibling("parley");
  }
}
