package dev.parley.cli.queue;

import dev.parley.nats.Broker;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A NATS server of the system's packages on a free port of this machine, with a folder of its own.
/// It is ended when closed, and with the process of the tests.
public final class NatsServer implements AutoCloseable {
  private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/usr/local/bin");

  private final Path folder;
  private final int port;
  private final String configuration;
  private final Thread atExit = new Thread(this::end);
  private Process process;

  private NatsServer(Path folder, String configuration) throws IOException {
    this.folder = folder;
    this.port = freePort();
    this.configuration = configuration;
    this.process = begin();
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Starts one where everybody may do everything.
  ///
  /// @param folder where it keeps everything
  /// @return the server, listening
  public static NatsServer start(Path folder) {
    return start(folder, "");
  }

  /// Starts one with more lines in its configuration.
  static NatsServer start(Path folder, String configuration) {
    try {
      Files.createDirectories(folder);
      return new NatsServer(folder, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static Path program() {
    return PLACES.stream()
        .map(place -> Path.of(place, "nats-server"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no nats-server: run .ci/provide"));
  }

  private Process begin() throws IOException {
    Path file = folder.resolve("server.conf");
    Files.writeString(
        file,
        "host: 127.0.0.1\nport: %d\njetstream { store_dir: \"%s\" }\n%s"
            .formatted(port, folder.resolve("store"), configuration));
    Process begun =
        new ProcessBuilder(program().toString(), "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("server.log").toFile()))
            .start();
    Eventually.holds(() -> listens() || !begun.isAlive());
    if (!begun.isAlive()) {
      throw new AssertionError(Files.readString(folder.resolve("server.log")));
    }
    return begun;
  }

  private boolean listens() {
    try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() >= 0; // It says INFO first.
    } catch (IOException _) {
      return false;
    }
  }

  /// Where it listens.
  ///
  /// @return its address
  public URI url() {
    return URI.create("nats://127.0.0.1:" + port);
  }

  /// The same for a user.
  URI url(String user, String password) {
    return URI.create("nats://" + user + ":" + password + "@127.0.0.1:" + port);
  }

  /// The same for whoever puts a node on it.
  ///
  /// @return where it listens
  public Broker broker() {
    return new Broker(url(), Optional.empty());
  }

  /// A connection of somebody who knows nothing of Parley.
  ///
  /// @return it, to be closed
  /// @throws IOException when there is no connection
  /// @throws InterruptedException when this thread is interrupted
  public Somebody somebody() throws IOException, InterruptedException {
    return somebody(url());
  }

  static Somebody somebody(URI url) throws IOException, InterruptedException {
    return new Somebody(
        Nats.connect(
            new Options.Builder()
                .server(url.toString())
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(100))
                .errorListener(new io.nats.client.ErrorListener() {})
                .build()));
  }

  /// As if the machine had lost power, but for its disk.
  void kill() {
    end();
  }

  private void end() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void startAgain() throws IOException {
    process = begin();
  }

  /// The disk is gone.
  void forget() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
