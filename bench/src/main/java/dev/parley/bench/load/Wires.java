package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.node.NodeProcess;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.message.Performative;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a message costs a node on each way to it: the same pairs of agents haggle in long sessions,
/// one message of each in flight, over one way after the other and round again.
public final class Wires {
  private final NodeProcess node;
  private final Effort effort;
  private final List<Pair> pairs = new ArrayList<>();

  /// A way to a node.
  public enum Way {
    /// A request for each message; nobody listens.
    REQUESTS("HTTP, a request for each message"),
    /// A connection for each side, which also hears every message.
    SOCKETS("WebSocket, JSON"),
    /// The same with binary frames.
    PACKED_SOCKETS("WebSocket, MessagePack");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    /// How it is called.
    ///
    /// @return in words
    public String title() {
      return title;
    }

    private Format format() {
      return this == PACKED_SOCKETS ? Format.MESSAGE_PACK : Format.JSON;
    }
  }

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
  /// @param wall how long they took
  /// @param latencies from sending to the answer
  public record Outcome(Way way, long accepted, Duration cpu, Duration wall, Latencies latencies) {

    /// CPU time of the node a message.
    ///
    /// @return in microseconds
    public double micros() {
      return cpu.toNanos() / 1e3 / accepted;
    }

    /// Messages a second.
    ///
    /// @return on the wall
    public double perSecond() {
      return accepted * 1e9 / wall.toNanos();
    }
  }

  /// Prepares to measure on a node.
  ///
  /// @param node the node, running
  /// @param effort how much is said
  public Wires(NodeProcess node, Effort effort) {
    this.node = node;
    this.effort = effort;
  }

  /// Measures every way.
  ///
  /// @return in the order of the ways
  /// @throws InterruptedException when the thread is interrupted
  public List<Outcome> run() throws InterruptedException {
    URI address = node.address();
    AgentUri steward = LoadRun.steward(address);
    for (int i = 0; i < effort.pairs(); i++) {
      pairs.add(Pair.register(address, steward, i));
    }
    for (Way way : Way.values()) {
      turn(way, effort.warmUp());
    }
    Map<Way, Outcome> sums = new EnumMap<>(Way.class);
    for (int time = 0; time < effort.times(); time++) {
      for (Way way : Way.values()) {
        sums.merge(way, turn(way, effort.messages()), Wires::sum);
      }
    }
    return List.copyOf(sums.values());
  }

  private static Outcome sum(Outcome one, Outcome other) {
    Latencies all = new Latencies();
    all.add(one.latencies());
    all.add(other.latencies());
    return new Outcome(
        one.way(),
        one.accepted() + other.accepted(),
        one.cpu().plus(other.cpu()),
        one.wall().plus(other.wall()),
        all);
  }

  private Outcome turn(Way way, int messages) throws InterruptedException {
    List<Haggle> haggles = pairs.stream().map(pair -> new Haggle(pair, way)).toList();
    try {
      Duration before = node.cpu();
      long start = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (Haggle haggle : haggles) {
        threads.add(Thread.ofVirtual().start(() -> haggle.goOn(messages)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      Duration wall = Duration.ofNanos(System.nanoTime() - start);
      Duration cpu = node.cpu().minus(before);
      Latencies all = new Latencies();
      haggles.forEach(haggle -> all.add(haggle.latencies));
      if (all.count() != messages * haggles.size()) {
        throw new IllegalStateException("an agent broke off");
      }
      return new Outcome(way, all.count(), cpu, wall, all);
    } finally {
      haggles.forEach(Haggle::close);
    }
  }

  /// A session without an end: one counter-offer after the other, over one way.
  private final class Haggle implements AutoCloseable {
    private final Pair pair;
    private final Talk talk = new Talk();
    private final Map<Side, SocketWire> sockets = new EnumMap<>(Side.class);
    private final Latencies latencies = new Latencies();

    Haggle(Pair pair, Way way) {
      this.pair = pair;
      for (Words words : pair.walkthrough().introduction()) {
        Words spelt =
            words.performative() == Performative.PROPOSE ? in(way.format(), words) : words;
        Line.Reply reply = pair.say(talk, spelt);
        if (!reply.good()) {
          throw new IllegalStateException(words.performative() + ": " + reply.body());
        }
      }
      if (way != Way.REQUESTS) {
        for (Side side : Side.values()) {
          sockets.put(side, SocketWire.open(node.address(), pair.line(side), talk, way.format()));
        }
      }
    }

    private static Words in(Format format, Words invitation) {
      JsonObject terms = invitation.body().object("terms").orElse(JsonObject.EMPTY);
      return new Words(
          invitation.side(),
          invitation.performative(),
          invitation.body().with("terms", terms.with("format", format.wire())));
    }

    void goOn(int messages) {
      for (int round = 0; round < messages; round++) {
        Side side = round % 2 == 0 ? Side.ALPHA : Side.BETA;
        JsonObject envelope = pair.sign(talk, Walkthrough.offer(side, round));
        long sent = System.nanoTime();
        String refused = post(side, envelope);
        latencies.add(System.nanoTime() - sent);
        if (!refused.isEmpty()) {
          throw new IllegalStateException(refused);
        }
      }
    }

    /// Why it was refused; nothing when it was accepted.
    private String post(Side side, JsonObject envelope) {
      SocketWire socket = sockets.get(side);
      if (socket == null) {
        Line.Reply reply = pair.send(talk, side, envelope);
        return reply.good() ? "" : reply.body();
      }
      JsonObject answer = socket.send(envelope);
      if (answer.string("type").filter("ack"::equals).isEmpty()) {
        return answer.toString();
      }
      talk.accepted(side, envelope);
      return "";
    }

    @Override
    public void close() {
      sockets.values().forEach(SocketWire::close);
    }
  }
}
