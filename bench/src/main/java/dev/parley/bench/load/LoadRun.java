package dev.parley.bench.load;

import dev.parley.bench.node.NodeProcess;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Pairs of agents that talk to one node as fast as it answers: each pair has one message in
/// flight, holds a whole session from invitation to close, and begins the next. What they say is
/// signed ahead in volleys, and only the time in which it is sent counts, so that the node and not
/// the load is what is measured on a machine that does both. What the node refuses is an error,
/// since nothing is sent that it could refuse.
public final class LoadRun {
  /// How many sessions of each pair are signed, with ids of their own, before they are sent.
  public static final int SESSIONS_A_VOLLEY = 16;

  private final Shape shape;
  private final NodeProcess node;
  private final List<Pair> pairs = new ArrayList<>();

  /// How much is said by whom.
  ///
  /// @param pairs how many talk at once
  /// @param counters counter-offers a session
  /// @param warmUp messages that do not count, for the node's compiler
  /// @param measured messages that count, at least
  public record Shape(int pairs, int counters, long warmUp, long measured) {}

  /// What came of it.
  ///
  /// @param accepted messages that were answered as accepted, which is after they are durable
  /// @param wall how long that took
  /// @param cpu CPU time of the node's process meanwhile, user and system
  /// @param latencies of each accepted message, from before it is sent until the answer is read
  public record Outcome(long accepted, Duration wall, Duration cpu, Latencies latencies) {
    /// Accepted messages a second of the node's CPU time.
    ///
    /// @return the figure that is published
    public double perCpuSecond() {
      return accepted / (cpu.toNanos() / 1e9);
    }

    /// Accepted messages a second of the clock on the wall.
    ///
    /// @return depends on the disk and on who else is on the machine
    public double perSecond() {
      return accepted / (wall.toNanos() / 1e9);
    }

    private Outcome and(Outcome more) {
      Latencies all = new Latencies();
      all.add(latencies);
      all.add(more.latencies);
      return new Outcome(accepted + more.accepted, wall.plus(more.wall), cpu.plus(more.cpu), all);
    }
  }

  private static final Outcome NOTHING =
      new Outcome(0, Duration.ZERO, Duration.ZERO, new Latencies());

  private LoadRun(Shape shape, NodeProcess node) {
    this.shape = shape;
    this.node = node;
  }

  /// Runs load on a node.
  ///
  /// @param shape how much
  /// @param node the node, running
  /// @return what came of it
  /// @throws IllegalStateException when the node refused something
  /// @throws InterruptedException when the thread is interrupted
  public static Outcome run(Shape shape, NodeProcess node) throws InterruptedException {
    return new LoadRun(shape, node).run();
  }

  private Outcome run() throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService signing = Executors.newFixedThreadPool(cores);
        ExecutorService talking = Executors.newVirtualThreadPerTaskExecutor()) {
      AgentUri steward = steward(node.address());
      for (int i = 0; i < shape.pairs(); i++) {
        pairs.add(Pair.register(node.address(), steward, i));
      }
      for (long said = 0; said < shape.warmUp(); ) {
        said += volley(signing, talking).accepted();
      }
      Outcome outcome = NOTHING;
      while (outcome.accepted() < shape.measured()) {
        outcome = outcome.and(volley(signing, talking));
      }
      return outcome;
    } finally {
      pairs.forEach(Pair::close);
    }
  }

  private Outcome volley(ExecutorService signing, ExecutorService talking)
      throws InterruptedException {
    List<Volley> volleys =
        all(
            signing,
            pairs.stream()
                .<Callable<Volley>>map(
                    pair -> () -> Volley.of(pair, SESSIONS_A_VOLLEY, shape.counters()))
                .toList());
    Duration cpuBefore = node.cpu();
    long before = System.nanoTime();
    List<Latencies> latencies =
        all(talking, volleys.stream().<Callable<Latencies>>map(v -> () -> fired(v)).toList());
    Duration wall = Duration.ofNanos(System.nanoTime() - before);
    Duration cpu = node.cpu().minus(cpuBefore);
    Latencies together = new Latencies();
    latencies.forEach(together::add);
    return new Outcome(together.count(), wall, cpu, together);
  }

  private static Latencies fired(Volley volley) {
    Latencies took = new Latencies();
    volley.fire(took);
    return took;
  }

  private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks)
      throws InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> each : threads.invokeAll(tasks)) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("an agent broke off", e.getCause());
      }
    }
    return results;
  }

  /// Asks a node for its own agent.
  ///
  /// @param node its address
  /// @return the steward of its sessions
  public static AgentUri steward(URI node) {
    try (Connection connection = new Connection(node)) {
      byte[] card =
          connection.exchange("GET", "/.well-known/asp.json", List.of(), new byte[0]).body();
      return StrictJson.read(card, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject object, _)
          ? object
              .object("steward")
              .flatMap(s -> s.string("agentId"))
              .flatMap(AgentUri::parse)
              .orElseThrow()
          : reject(card);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AgentUri reject(byte[] card) {
    throw new IllegalStateException(
        "the node's card is no JSON: " + new String(card, StandardCharsets.UTF_8));
  }
}
