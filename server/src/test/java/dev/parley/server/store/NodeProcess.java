package dev.parley.server.store;

import dev.parley.core.identity.Hash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A [ChildNode] seen from the test.
final class NodeProcess implements AutoCloseable {

  /// What the child said was acknowledged.
  record Acknowledged(UUID session, long position, Hash hash) {
    static @Nullable Acknowledged parse(String line) {
      String[] words = line.split(" ", -1);
      // A line that the kill cut off was never read as an acknowledgement by anyone.
      return words.length == 4 && words[0].equals("ack") && Hash.parse(words[3]).isPresent()
          ? new Acknowledged(
              UUID.fromString(words[1]), Long.parseLong(words[2]), new Hash(words[3]))
          : null;
    }
  }

  private final Process process;
  private final BufferedReader output;
  private final List<Acknowledged> acknowledged = new ArrayList<>();

  private NodeProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.US_ASCII);
  }

  /// Starts a child, if need be through another program such as a tracer.
  static NodeProcess start(Path directory, String mode, String... through) {
    List<String> command = new ArrayList<>(List.of(through));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ChildNode.class.getName()));
    command.addAll(List.of(directory.toString(), mode));
    try {
      return new NodeProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next line, null at the end.
  @Nullable String line() {
    try {
      String line = output.readLine();
      Acknowledged ack = line == null ? null : Acknowledged.parse(line);
      if (ack != null) {
        acknowledged.add(ack);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lines up to the first that starts so, which is included.
  List<String> linesUntil(String start) {
    List<String> lines = new ArrayList<>();
    for (String line = line(); line != null; line = line()) {
      lines.add(line);
      if (line.startsWith(start)) {
        return lines;
      }
    }
    throw new AssertionError("the child ended without '" + start + "', it said " + lines);
  }

  /// Has a child in mode `steps` append that many messages at once.
  List<String> step(int messages) {
    try {
      process.getOutputStream().write((messages + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return linesUntil("done");
  }

  /// Reads until that many more messages were acknowledged.
  void awaitAcknowledged(int more) {
    int goal = acknowledged.size() + more;
    while (acknowledged.size() < goal) {
      if (line() == null) {
        throw new AssertionError(
            "the child ended after " + acknowledged.size() + " acknowledgements");
      }
    }
  }

  /// Kills it at once (SIGKILL) and reads what it had said before.
  void kill() {
    process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the output as well
    drain();
  }

  private void drain() {
    while (line() != null) {
      // line() remembers
    }
    process.onExit().join();
  }

  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  long pid() {
    return process.pid();
  }

  /// Ends a child in mode `steps` in good order.
  void finish() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    drain();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Whether a program is on the path.
  static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// Whether the tracer is there and may trace.
  static boolean tracing() {
    try {
      return installed("strace")
          && new ProcessBuilder("strace", "-o", "/dev/null", "true")
                  .redirectErrorStream(true)
                  .start()
                  .waitFor()
              == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
