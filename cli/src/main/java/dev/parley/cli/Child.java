package dev.parley.cli;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.transcript.TranscriptLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Another process of this command: it writes one JSON object a line on its standard output, which
/// arrive in a queue, and ends when its standard input ends, so that it never outlives us.
/// Thread-safe.
final class Child implements AutoCloseable {
  private static final Duration TIME_TO_END = Duration.ofSeconds(5);
  private static final int LAST_LINES = 30;

  private final String name;
  private final Process process;
  private final Deque<String> lastLines = new ArrayDeque<>();

  /// What is heard of a child.
  sealed interface News {
    /// A line of its standard output.
    record Line(Child from, JsonObject object) implements News {}

    /// It has ended, and all its lines were heard.
    record Ended(Child from, int code) implements News {}
  }

  private Child(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /// Starts this command once more.
  ///
  /// @param name how it is called in what we say of it
  /// @param arguments of the command line
  /// @param news where its lines and its end arrive, in order
  static Child start(String name, List<String> arguments, BlockingQueue<News> news) {
    List<String> command = new ArrayList<>(program());
    command.addAll(arguments);
    try {
      Child child = new Child(name, new ProcessBuilder(command).start());
      // Not virtual threads: reading a pipe would keep one of the few carriers busy.
      Thread errors = Thread.ofPlatform().daemon().start(child::keepErrors);
      Thread.ofPlatform().daemon().start(() -> child.read(news, errors));
      return child;
    } catch (IOException e) {
      throw new CommandFailure(
          "start", "cannot start " + command.getFirst() + ": " + e.getMessage(), "Is it there?");
    }
  }

  /// The launcher that started us, so that the child starts as fast; without it, Java as it runs
  /// us.
  private static List<String> program() {
    String launcher = System.getProperty("parley.launcher", "");
    if (!launcher.isEmpty() && Files.isExecutable(Path.of(launcher))) {
      return List.of(launcher);
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Parley.class.getName());
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /// Writes a line to its standard input.
  void tell(JsonObject object) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((CanonicalJson.text(object) + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException _) {
      // It has ended, which is heard in its own time.
    }
  }

  /// Lets it end by itself: its standard input ends.
  void finish() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It has ended already.
    }
  }

  /// What it last wrote to standard error.
  List<String> lastWords() {
    synchronized (lastLines) {
      return List.copyOf(lastLines);
    }
  }

  private void keepErrors() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (lastLines) {
          lastLines.add(line);
          if (lastLines.size() > LAST_LINES) {
            lastLines.remove();
          }
        }
      }
    } catch (IOException _) {
      // It has ended.
    }
  }

  private void read(BlockingQueue<News> news, Thread errors) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (StrictJson.read(bytes, TranscriptLine.LIMITS)
            instanceof Parsed.Value(JsonObject object, _)) {
          news.add(new News.Line(this, object));
        }
      }
    } catch (IOException _) {
      // It has ended.
    }
    try {
      int code = process.waitFor();
      errors.join();
      news.add(new News.Ended(this, code));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the process: asked first, forced after five seconds.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Ends several, the last started first.
  static void closeAll(List<Child> children) {
    List<Child> lastFirst = new ArrayList<>(children);
    Collections.reverse(lastFirst);
    lastFirst.forEach(child -> child.process.destroy());
    lastFirst.forEach(Child::close);
  }
}
