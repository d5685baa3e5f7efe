package dev.parley.bench.load;

import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.node.QueuedNode;
import dev.parley.core.identity.AgentUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a message costs a node on each way to it: the same pairs of agents haggle in long sessions,
/// one message of each in flight, over one way after the other and round again. The way of the
/// queue has a node of its own, since a node with a queue publishes whatever it accepts.
public final class Wires {
  private final NodeProcess node;
  private final QueuedNode queued;
  private final Effort effort;

  /// How much is said to find out.
  ///
  /// @param pairs of agents
  /// @param warmUp messages of each pair over each way before it counts
  /// @param messages of each pair over each way, each time
  /// @param times how often each way has its turn
  public record Effort(int pairs, int warmUp, int messages, int times) {
    /// For figures that can be published.
    public static final Effort FULL = new Effort(32, 600, 500, 3);

    /// Enough to see whether it works.
    public static final Effort SMALL = new Effort(2, 4, 10, 1);
  }

  /// What came of one way.
  ///
  /// @param way which
  /// @param accepted messages that count
  /// @param cpu the node's CPU time for all of them
  /// @param beside the CPU time of the server of the queue for them; zero where there is none
  /// @param wall how long they took
  /// @param sent bytes that the agents sent for them
  /// @param latencies from sending to the answer
  public record Outcome(
      Way way,
      long accepted,
      Duration cpu,
      Duration beside,
      Duration wall,
      long sent,
      Latencies latencies) {

    /// CPU time of the node a message.
    ///
    /// @return in microseconds
    public double micros() {
      return cpu.toNanos() / 1e3 / accepted;
    }

    /// CPU time of the server of the queue a message.
    ///
    /// @return in microseconds
    public double microsBeside() {
      return beside.toNanos() / 1e3 / accepted;
    }

    /// Messages a second.
    ///
    /// @return on the wall
    public double perSecond() {
      return accepted * 1e9 / wall.toNanos();
    }

    /// What an agent sends for a message.
    ///
    /// @return in bytes
    public double bytes() {
      return (double) sent / accepted;
    }

    private Outcome and(Outcome other) {
      Latencies all = new Latencies();
      all.add(latencies);
      all.add(other.latencies);
      return new Outcome(
          way,
          accepted + other.accepted,
          cpu.plus(other.cpu),
          beside.plus(other.beside),
          wall.plus(other.wall),
          sent + other.sent,
          all);
    }
  }

  /// Prepares to measure.
  ///
  /// @param node the node, running
  /// @param queued another with a queue; where there is none, that way is left out
  /// @param effort how much is said
  public Wires(NodeProcess node, QueuedNode queued, Effort effort) {
    this.node = node;
    this.queued = queued;
    this.effort = effort;
  }

  /// Measures every way that there is.
  ///
  /// @return in the order of the ways
  /// @throws InterruptedException when the thread is interrupted
  public List<Outcome> run() throws InterruptedException {
    Map<Way, Place> places = new EnumMap<>(Way.class);
    Place direct = Place.at(node, effort.pairs());
    for (Way way : List.of(Way.REQUESTS, Way.SOCKETS, Way.PACKED_SOCKETS)) {
      places.put(way, direct);
    }
    if (queued instanceof QueuedNode.Running running) {
      places.put(Way.QUEUE, Place.at(running.node(), effort.pairs()));
    }
    try {
      for (Map.Entry<Way, Place> each : places.entrySet()) {
        turn(each.getKey(), each.getValue(), effort.warmUp());
      }
      Map<Way, Outcome> sums = new EnumMap<>(Way.class);
      for (int time = 0; time < effort.times(); time++) {
        for (Map.Entry<Way, Place> each : places.entrySet()) {
          Outcome outcome = turn(each.getKey(), each.getValue(), effort.messages());
          sums.merge(each.getKey(), outcome, Outcome::and);
        }
      }
      return List.copyOf(sums.values());
    } finally {
      places.values().forEach(Place::close);
    }
  }

  /// A node and those who talk there.
  private record Place(NodeProcess node, List<Pair> pairs) implements AutoCloseable {
    static Place at(NodeProcess node, int count) {
      AgentUri steward = LoadRun.steward(node.address());
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pairs.add(Pair.register(node.address(), steward, i));
      }
      return new Place(node, pairs);
    }

    @Override
    public void close() {
      pairs.forEach(Pair::close);
    }
  }

  private Wire open(Way way, Line line, Talk talk) {
    return switch (way) {
      case REQUESTS -> new RequestWire(line, talk);
      case SOCKETS, PACKED_SOCKETS -> SocketWire.open(node.address(), line, talk, way.format());
      case QUEUE -> QueueLine.open(running().server().url(), line.voice().uri(), talk);
    };
  }

  private QueuedNode.Running running() {
    return switch (queued) {
      case QueuedNode.Running running -> running;
      case QueuedNode.Missing(String reason) -> throw new IllegalStateException(reason);
    };
  }

  private Duration beside(Way way) {
    return way == Way.QUEUE ? running().server().cpu() : Duration.ZERO;
  }

  private Outcome turn(Way way, Place place, int messages) throws InterruptedException {
    List<Haggle> haggles = new ArrayList<>();
    try {
      for (Pair pair : place.pairs()) {
        haggles.add(new Haggle(pair, way.format(), (line, talk) -> open(way, line, talk)));
      }
      Duration before = place.node().cpu();
      Duration besideBefore = beside(way);
      long start = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (Haggle haggle : haggles) {
        threads.add(Thread.ofVirtual().start(() -> haggle.goOn(messages)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      Duration cpu = place.node().cpu().minus(before);
      Duration beside = beside(way).minus(besideBefore);
      Latencies all = new Latencies();
      haggles.forEach(haggle -> all.add(haggle.latencies()));
      if (all.count() != messages * haggles.size()) {
        throw new IllegalStateException("an agent broke off");
      }
      long sent = haggles.stream().mapToLong(Haggle::sent).sum();
      return new Outcome(way, all.count(), cpu, beside, wall, sent, all);
    } finally {
      haggles.forEach(Haggle::close);
    }
  }
}
