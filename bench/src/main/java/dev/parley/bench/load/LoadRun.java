package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Words;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Pairs of agents that talk to one node as fast as it answers: each pair has one message in
/// flight, holds a whole session from invitation to close, and begins the next. What the node
/// refuses is an error, since nothing is sent that it could refuse.
public final class LoadRun {
  private static final Duration LOOK = Duration.ofMillis(2);

  private final Shape shape;
  private final NodeProcess node;
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicBoolean measuring = new AtomicBoolean();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong sessions = new AtomicLong();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Latencies> latencies = new ConcurrentLinkedQueue<>();

  /// How much is said by whom for how long.
  ///
  /// @param pairs how many talk at once
  /// @param counters counter-offers a session
  /// @param warmUp messages that do not count, for the node's compiler
  /// @param measured messages that count
  public record Shape(int pairs, int counters, long warmUp, long measured) {}

  /// What came of it.
  ///
  /// @param accepted messages that were answered as accepted, which is after they are durable
  /// @param sessions sessions that came to their end
  /// @param wall how long it took
  /// @param cpu CPU time of the node's process, user and system
  /// @param latencies of each accepted message, from before it is sent until the answer is read
  public record Outcome(
      long accepted, long sessions, Duration wall, Duration cpu, Latencies latencies) {
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
  }

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
    try {
      return measured();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an agent broke off", e.getCause());
    }
  }

  private Outcome measured() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AgentUri steward = steward(node.address());
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < shape.pairs(); i++) {
        pairs.add(Pair.register(node.address(), steward, i));
      }
      List<Future<?>> talks = new ArrayList<>();
      for (Pair pair : pairs) {
        talks.add(threads.submit(() -> talk(pair)));
      }
      until(shape.warmUp());
      accepted.set(0);
      Duration cpuBefore = node.cpu();
      long before = System.nanoTime();
      measuring.set(true);
      until(shape.measured());
      measuring.set(false);
      long counted = accepted.get();
      long wall = System.nanoTime() - before;
      Duration cpu = node.cpu().minus(cpuBefore);
      running.set(false);
      for (Future<?> talk : talks) {
        talk.get();
      }
      pairs.forEach(Pair::close);
      return outcome(counted, Duration.ofNanos(wall), cpu);
    }
  }

  private void until(long messages) throws InterruptedException {
    while (accepted.get() < messages && running.get()) {
      Thread.sleep(LOOK);
    }
  }

  private Outcome outcome(long counted, Duration wall, Duration cpu) {
    if (!failures.isEmpty()) {
      throw new IllegalStateException(
          failures.size() + " messages were refused, the first: " + failures.peek());
    }
    Latencies all = new Latencies();
    latencies.forEach(all::add);
    return new Outcome(counted, sessions.get(), wall, cpu, all);
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

  private void talk(Pair pair) {
    Latencies mine = new Latencies();
    List<Words> script = pair.walkthrough().words(shape.counters());
    while (running.get()) {
      Talk talk = new Talk();
      for (Words words : script) {
        if (!say(pair, talk, words, mine)) {
          latencies.add(mine);
          return;
        }
      }
      if (measuring.get()) {
        sessions.incrementAndGet();
      }
    }
    latencies.add(mine);
  }

  private boolean say(Pair pair, Talk talk, Words words, Latencies mine) {
    if (!running.get()) {
      return false;
    }
    JsonObject envelope = pair.sign(talk, words);
    long before = System.nanoTime();
    Line.Reply reply = pair.send(talk, words.side(), envelope);
    long took = System.nanoTime() - before;
    if (!reply.good()) {
      failures.add(words.performative() + ": " + reply.status() + " " + reply.body());
      running.set(false);
      return false;
    }
    accepted.incrementAndGet();
    if (measuring.get()) {
      mine.add(took);
    }
    return true;
  }
}
