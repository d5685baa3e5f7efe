package dev.parley.cli;

import dev.parley.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The command in a process of its own, as a user meets it. It is ended when closed.
final class Started implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder err = new StringBuilder();
  private final Thread errors;

  private Started(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.errors = Thread.ofVirtual().start(this::readErrors);
  }

  static Started parley(String... arguments) throws IOException {
    return new Started(new ProcessBuilder(command(arguments)).start());
  }

  /// What starts the command, for programs that start it themselves.
  static List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Parley.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private void readErrors() {
    try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (err) {
          err.append(line).append('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  Process process() {
    return process;
  }

  /// The next line of its standard output.
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("it has ended: " + lines + err());
    }
    lines.add(line);
    return line;
  }

  /// Reads its standard output up to an object that is waited for.
  JsonObject until(Predicate<JsonObject> wanted) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      JsonObject object = Typed.objects(line).getFirst();
      if (wanted.test(object)) {
        return object;
      }
    }
    throw new AssertionError("it ended without what was waited for: " + lines + err());
  }

  /// Waits for its end.
  Typed ended() throws IOException, InterruptedException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
    }
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it does not end: " + lines);
    }
    errors.join();
    return new Typed(process.exitValue(), String.join("\n", lines) + "\n", err());
  }

  private String err() {
    synchronized (err) {
      return err.toString();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
