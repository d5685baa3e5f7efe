package dev.parley.bench.faults;

import dev.parley.bench.load.Voice;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A [Racer] seen from the test.
final class RacerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private RacerProcess(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  static RacerProcess start(URI node, Voice voice, double score) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Racer.class.getName(),
            node.toString(),
            voice.uri().text(),
            voice.orgId(),
            String.valueOf(score));
    RacerProcess racer =
        new RacerProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    racer.tell(voice.keys().privateJson());
    return racer;
  }

  void tell(JsonObject place) throws IOException {
    process
        .getOutputStream()
        .write((CanonicalJson.text(place) + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  String heard() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("the racer has ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
