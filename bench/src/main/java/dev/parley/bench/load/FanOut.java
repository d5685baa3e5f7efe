package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.node.NodeProcess;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What it costs a node to tell a message to many readers. A few pairs of agents haggle over HTTP,
/// each session with so many connections that hear all of it, half of them either side's. What the
/// same haggling costs with nobody listening is measured in turn and taken off.
public final class FanOut {
  /// Numbers of pairs that nobody else uses at the same node.
  private static final int NAMES = 10_000;

  private final NodeProcess node;
  private final Effort effort;

  /// How readers hear.
  public enum Means {
    /// Server-sent events.
    EVENTS("SSE"),
    /// WebSocket in JSON.
    SOCKETS("WebSocket");

    private final String title;

    Means(String title) {
      this.title = title;
    }

    /// How they are called.
    ///
    /// @return a short name
    public String title() {
      return title;
    }
  }

  /// How many listen, and to how much.
  ///
  /// @param readers of each session
  /// @param messages of each session, each time
  public record Audience(int readers, int messages) {}

  /// How much is said to find out.
  ///
  /// @param pairs of agents, each with a session
  /// @param audiences the sizes to measure
  /// @param times how often each has its turn
  public record Effort(int pairs, List<Audience> audiences, int times) {
    /// For figures that can be published.
    public static final Effort FULL =
        new Effort(4, List.of(new Audience(8, 600), new Audience(64, 200)), 3);

    /// Enough to see whether it works.
    public static final Effort SMALL =
        new Effort(1, List.of(new Audience(1, 6), new Audience(8, 6)), 1);

    /// Copies the list.
    public Effort {
      audiences = List.copyOf(audiences);
    }
  }

  /// What came of one audience.
  ///
  /// @param means how they heard
  /// @param readers how many of each session
  /// @param deliveries messages that were heard, each as often as it was
  /// @param heard the node's CPU time with the readers
  /// @param unheard the same for the same messages with nobody listening
  /// @param wall how long it took until the last reader had heard the last message
  public record Outcome(
      Means means, int readers, long deliveries, Duration heard, Duration unheard, Duration wall) {

    /// CPU time of the node a delivery.
    ///
    /// @return in microseconds; below zero when it is lost in what messages cost
    public double micros() {
      return heard.minus(unheard).toNanos() / 1e3 / deliveries;
    }

    /// Deliveries a second.
    ///
    /// @return on the wall
    public double perSecond() {
      return deliveries * 1e9 / wall.toNanos();
    }
  }

  private record Turn(Duration cpu, Duration wall) {
    static final Turn NONE = new Turn(Duration.ZERO, Duration.ZERO);

    Turn and(Turn other) {
      return new Turn(cpu.plus(other.cpu), wall.plus(other.wall));
    }
  }

  /// Prepares to measure.
  ///
  /// @param node the node, running
  /// @param effort how much is said
  public FanOut(NodeProcess node, Effort effort) {
    this.node = node;
    this.effort = effort;
  }

  /// Measures every audience by every means.
  ///
  /// @return in the order of the audiences, and of the means for each
  /// @throws InterruptedException when the thread is interrupted
  public List<Outcome> run() throws InterruptedException {
    AgentUri steward = LoadRun.steward(node.address());
    List<Pair> pairs = new ArrayList<>();
    try {
      for (int i = 0; i < effort.pairs(); i++) {
        pairs.add(Pair.register(node.address(), steward, NAMES + i));
      }
      for (Means means : Means.values()) {
        turn(pairs, means, effort.audiences().getLast()); // For the node's compiler.
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Audience audience : effort.audiences()) {
        outcomes.addAll(measured(pairs, audience));
      }
      return outcomes;
    } finally {
      pairs.forEach(Pair::close);
    }
  }

  private List<Outcome> measured(List<Pair> pairs, Audience audience) throws InterruptedException {
    Audience nobody = new Audience(0, audience.messages());
    Map<Means, Turn> heard = new EnumMap<>(Means.class);
    Turn unheard = Turn.NONE;
    for (int time = 0; time < effort.times(); time++) {
      unheard = unheard.and(turn(pairs, Means.EVENTS, nobody));
      for (Means means : Means.values()) {
        heard.merge(means, turn(pairs, means, audience), Turn::and);
      }
    }
    long deliveries =
        (long) effort.times() * pairs.size() * audience.messages() * audience.readers();
    Duration alone = unheard.cpu();
    return heard.entrySet().stream()
        .map(
            each ->
                new Outcome(
                    each.getKey(),
                    audience.readers(),
                    deliveries,
                    each.getValue().cpu(),
                    alone,
                    each.getValue().wall()))
        .toList();
  }

  private Turn turn(List<Pair> pairs, Means means, Audience audience) throws InterruptedException {
    List<Haggle> haggles = new ArrayList<>();
    List<Listening> readers = new ArrayList<>();
    AtomicInteger finished = new AtomicInteger();
    try {
      for (Pair pair : pairs) {
        Haggle haggle = new Haggle(pair, Format.JSON, RequestWire::new);
        haggles.add(haggle);
        for (int i = 0; i < audience.readers(); i++) {
          readers.add(reader(means, haggle, i % 2 == 0 ? Side.ALPHA : Side.BETA));
        }
      }
      Duration before = node.cpu();
      long start = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (Listening reader : readers) {
        threads.add(thread(finished, () -> hear(reader, audience.messages())));
      }
      for (Haggle haggle : haggles) {
        threads.add(thread(finished, () -> haggle.goOn(audience.messages())));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (finished.get() != threads.size()) {
        throw new IllegalStateException("somebody broke off");
      }
      return new Turn(node.cpu().minus(before), Duration.ofNanos(System.nanoTime() - start));
    } finally {
      readers.forEach(Listening::close);
      haggles.forEach(Haggle::close);
    }
  }

  private static Thread thread(AtomicInteger finished, Runnable act) {
    return Thread.ofVirtual()
        .start(
            () -> {
              act.run();
              finished.incrementAndGet();
            });
  }

  private Listening reader(Means means, Haggle haggle, Side side) {
    Line line = haggle.pair().line(side);
    return switch (means) {
      case EVENTS -> EventTap.open(node.address(), line, haggle.talk());
      case SOCKETS -> SocketWire.open(node.address(), line, haggle.talk(), Format.JSON);
    };
  }

  private static void hear(Listening reader, int messages) {
    try {
      reader.hear(messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
