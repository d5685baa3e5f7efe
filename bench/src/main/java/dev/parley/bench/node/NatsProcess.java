package dev.parley.bench.node;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A NATS server of the system's packages, with JetStream, on a free port of this machine, in a
/// process of its own. It ends when closed, and with the process that started it. Thread-safe.
public final class NatsProcess implements AutoCloseable {
  private static final Duration TIME_TO_BEGIN = Duration.ofSeconds(30);
  private static final Duration TIME_TO_END = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_MS = 20;

  /// Where the system's packages put servers, which is not on everybody's path.
  private static final String SERVERS = "/usr/sbin";

  private final Process process;
  private final URI url;
  private final Thread atExit;

  private NatsProcess(Process process, URI url, Thread atExit) {
    this.process = process;
    this.url = url;
    this.atExit = atExit;
  }

  /// Finds the program.
  ///
  /// @return nothing when it is neither on the path nor where packages put it
  public static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), Stream.of(SERVERS))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts one where everybody may do everything, and waits until it listens.
  ///
  /// @param program the program
  /// @param folder where it keeps everything
  /// @return the server
  /// @throws IllegalStateException when it ends instead
  public static NatsProcess start(Path program, Path folder) {
    try {
      Path configuration = Files.createDirectories(folder).resolve("server.conf");
      Files.writeString(
          configuration,
          """
          host: 127.0.0.1
          port: -1
          ports_file_dir: "%s"
          jetstream { store_dir: "%s" }
          """
              .formatted(folder, folder.resolve("store")));
      Process process =
          new ProcessBuilder(program.toString(), "-c", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("server.log").toFile())
              .start();
      Thread atExit = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(atExit);
      return new NatsProcess(process, listening(process, folder), atExit);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program, e);
    }
  }

  /// The server writes where it listens once it does.
  private static URI listening(Process process, Path folder) throws IOException {
    long until = System.nanoTime() + TIME_TO_BEGIN.toNanos();
    Path said = folder.resolve("nats-server_" + process.pid() + ".ports");
    while (process.isAlive() && System.nanoTime() < until) {
      Optional<URI> url = Files.exists(said) ? url(Files.readAllBytes(said)) : Optional.empty();
      if (url.isPresent()) {
        return url.get();
      }
      pause(process);
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "the NATS server does not listen: " + Files.readString(folder.resolve("server.log")));
  }

  private static Optional<URI> url(byte[] said) {
    return StrictJson.read(said, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)
            && json.array("nats").filter(urls -> urls.size() > 0).isPresent()
            && json.array("nats").orElseThrow().get(0) instanceof JsonString(String text)
        ? Optional.of(URI.create(text))
        : Optional.empty();
  }

  private static void pause(Process process) {
    try {
      var _ = process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Where it listens.
  ///
  /// @return scheme, host and port
  public URI url() {
    return url;
  }

  /// The CPU time that the process has used so far, user and system, all threads.
  ///
  /// @return in steps of 10 ms
  public Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the NATS server has ended"));
  }

  /// Ends it. What it keeps is of no use afterwards.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      var _ = process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS);
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException _) {
      // This process ends, and the hook runs.
    }
  }
}
