package dev.parley.bench.node;

import dev.parley.cli.Parley;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.core.session.ClockKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A development node in a process of its own, started by the command `parley serve`. It ends with
/// the process that started it, since its standard input ends then. Thread-safe.
public final class NodeProcess implements AutoCloseable {
  private static final Duration TIME_TO_END = Duration.ofSeconds(20);
  private static final int LAST_LINES = 40;

  private final Process process;
  private final URI address;
  private final Deque<String> lastLines;

  private NodeProcess(Process process, URI address, Deque<String> lastLines) {
    this.process = process;
    this.address = address;
    this.lastLines = lastLines;
  }

  /// How a node is started.
  ///
  /// @param data where it keeps everything
  /// @param port where it listens, 0 for any that is free
  /// @param flags more flags for its JVM
  /// @param under a command to run it under, such as `strace` with its options; usually empty
  /// @param clock its clock; one that is not real moves by `POST /v1/dev/clock` or fast
  /// @param queue a NATS server to take messages from besides HTTP, if any
  public record Setup(
      Path data,
      int port,
      List<String> flags,
      List<String> under,
      ClockKind clock,
      Optional<URI> queue) {
    /// Copies the lists.
    public Setup {
      flags = List.copyOf(flags);
      under = List.copyOf(under);
    }

    /// A node in real time.
    ///
    /// @param data where it keeps everything
    /// @param port where it listens, 0 for any that is free
    /// @param flags more flags for its JVM
    /// @param under a command to run it under; usually empty
    public Setup(Path data, int port, List<String> flags, List<String> under) {
      this(data, port, flags, under, ClockKind.REAL);
    }

    /// A node without a queue.
    ///
    /// @param data where it keeps everything
    /// @param port where it listens, 0 for any that is free
    /// @param flags more flags for its JVM
    /// @param under a command to run it under; usually empty
    /// @param clock its clock
    public Setup(Path data, int port, List<String> flags, List<String> under, ClockKind clock) {
      this(data, port, flags, under, clock, Optional.empty());
    }

    /// A node on a free port.
    ///
    /// @param data where it keeps everything
    /// @return the setup
    public static Setup in(Path data) {
      return new Setup(data, 0, List.of(), List.of());
    }

    /// The same on a given port, as a node that is started again needs it.
    ///
    /// @param port where it listens
    /// @return the setup
    public Setup at(int port) {
      return new Setup(data, port, flags, under, clock, queue);
    }

    /// The same with a queue.
    ///
    /// @param server a NATS server
    /// @return the setup
    public Setup with(URI server) {
      return new Setup(data, port, flags, under, clock, Optional.of(server));
    }
  }

  /// Starts a node and waits until it listens. Its limits on what one agent may do are out of the
  /// way.
  ///
  /// @param setup how
  /// @return the node
  /// @throws IllegalStateException when it ends instead
  public static NodeProcess start(Setup setup) {
    List<String> command = new ArrayList<>(setup.under());
    command.addAll(
        LaunchedJvm.running(
            setup.flags(),
            Parley.class,
            "serve",
            "--dev",
            "--json",
            "--until-eof",
            "--clock",
            setup.clock().wire(),
            "--port",
            String.valueOf(setup.port()),
            "--data",
            setup.data().toString()));
    setup.queue().ifPresent(server -> command.addAll(List.of("--nats", server.toString())));
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("PARLEY_RATES_FACTOR", "1000000");
      builder.environment().put("PARLEY_LIMITS_STREAMS_PER_AGENT", "10000");
      Process process = builder.start();
      Deque<String> lastLines = new ArrayDeque<>();
      Thread.ofPlatform().daemon().start(() -> keep(process, lastLines));
      return new NodeProcess(process, ready(process, lastLines), lastLines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  @SuppressWarnings("resource") // It stays open as long as the process runs.
  private static URI ready(Process process, Deque<String> lastLines) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (StrictJson.read(line.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)
              instanceof Parsed.Value(JsonObject object, _)
          && object.string("event").filter("ready"::equals).isPresent()) {
        return URI.create(object.string("url").orElseThrow());
      }
    }
    throw new IllegalStateException("the node has ended: " + String.join("\n", copy(lastLines)));
  }

  private static void keep(Process process, Deque<String> lastLines) {
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

  private static List<String> copy(Deque<String> lines) {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /// Where it listens.
  ///
  /// @return scheme, host and port
  public URI address() {
    return address;
  }

  /// Its process; when it runs under another command, that one's.
  ///
  /// @return the process id
  public long pid() {
    return process.pid();
  }

  /// What it last wrote to its log.
  ///
  /// @return at most 40 lines
  public List<String> lastWords() {
    return copy(lastLines);
  }

  /// The CPU time that the process has used so far, user and system, all threads.
  ///
  /// @return in steps of 10 ms
  public Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the node has ended: " + lastWords()));
  }

  /// Ends it as a power cut of the process would: it cannot finish anything (`SIGKILL`).
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    awaitEnd();
  }

  /// Asks it to end in order, and forces it when it does not.
  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd()) {
      kill();
    }
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
