package dev.parley.bench.faults;

import dev.parley.bench.load.Voice;
import dev.parley.bench.node.LaunchedJvm;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
        LaunchedJvm.running(
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            Racer.class,
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
