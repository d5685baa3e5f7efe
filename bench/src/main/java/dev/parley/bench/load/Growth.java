package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.node.NodeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Whether an append costs more when its session is long, or when the node has many sessions. Each
/// of a few agents' pairs has one message in flight; what is compared is CPU time of the node's
/// process for one message.
public final class Growth {
  private static final int PAIRS = 10;
  private static final int WINDOW = 1_000;
  private static final long SEED = 42;

  private final NodeProcess node;
  private final Effort effort;
  private final List<Speaker> speakers = new ArrayList<>();

  /// Prepares to measure on a node.
  ///
  /// @param node the node, running and empty
  /// @param effort how much is said
  public Growth(NodeProcess node, Effort effort) {
    this.node = node;
    this.effort = effort;
  }

  /// How much is said to find out.
  ///
  /// @param warmUp messages of each pair before it counts, for the node's compiler
  /// @param appends messages of each pair at each number of sessions
  /// @param times how many times sessions grow from the first message on
  public record Effort(int warmUp, int appends, int times) {
    /// For figures that can be published.
    public static final Effort FULL = new Effort(15_000, 3_000, 4);

    /// Enough to see whether it works.
    public static final Effort SMALL = new Effort(100, 100, 1);
  }

  /// What a message cost at some size.
  ///
  /// @param size messages of the session, or sessions of the node
  /// @param cost CPU time of one message there
  public record Point(int size, Duration cost) {}

  /// A pair with sessions of its own, each with the side that speaks next.
  private static final class Speaker {
    private final Pair pair;
    private final List<Haggle> haggles = new ArrayList<>();
    private final Random random;

    Speaker(Pair pair, long seed) {
      this.pair = pair;
      this.random = new Random(seed);
    }

    Haggle open() {
      Haggle haggle = new Haggle(pair);
      haggles.add(haggle);
      return haggle;
    }

    Haggle any() {
      return haggles.get(random.nextInt(haggles.size()));
    }

    void saysOneWindow() {
      for (int i = 0; i < WINDOW; i++) {
        haggles.getFirst().goOn();
      }
    }
  }

  /// A session without an end: one counter-offer after the other.
  private static final class Haggle {
    private final Pair pair;
    private final Talk talk = new Talk();
    private Side side = Side.ALPHA;
    private int round;

    Haggle(Pair pair) {
      this.pair = pair;
      for (Words words : pair.walkthrough().introduction()) {
        say(words);
      }
    }

    void goOn() {
      say(Walkthrough.offer(side, round));
      side = side.other();
      round++;
    }

    private void say(Words words) {
      Line.Reply reply = pair.say(talk, words);
      if (!reply.good()) {
        throw new IllegalStateException(words.performative() + ": " + reply.body());
      }
    }
  }

  private interface Work {
    void of(Speaker speaker);
  }

  private void register() throws InterruptedException {
    var steward = LoadRun.steward(node.address());
    for (int i = 0; i < PAIRS; i++) {
      speakers.add(new Speaker(Pair.register(node.address(), steward, i), SEED + i));
    }
    all(
        speaker -> {
          Haggle haggle = speaker.open();
          for (int i = 0; i < effort.warmUp(); i++) {
            haggle.goOn();
          }
        });
    speakers.forEach(speaker -> speaker.haggles.clear());
  }

  private void all(Work work) throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads =
        speakers.stream()
            .map(
                speaker ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try {
                                work.of(speaker);
                              } catch (RuntimeException e) {
                                synchronized (failures) {
                                  failures.add(e);
                                }
                              }
                            }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("an agent broke off", failures.getFirst());
    }
  }

  private Duration cost(int messagesOfEach, Work work) throws InterruptedException {
    Duration before = node.cpu();
    all(work);
    return node.cpu().minus(before).dividedBy((long) messagesOfEach * PAIRS);
  }

  /// Lets sessions grow, several times from the first message on. A window takes a few seconds, in
  /// which somebody else on the machine may be busy; the same window comes again minutes later, and
  /// the least of its costs counts.
  ///
  /// @param windows how many times 1,000 messages
  /// @return a point for each window, at its end
  /// @throws InterruptedException when the thread is interrupted
  public List<Point> ofLength(int windows) throws InterruptedException {
    register();
    Duration[] least = new Duration[windows];
    for (int time = 0; time < effort.times(); time++) {
      speakers.forEach(speaker -> speaker.haggles.clear());
      all(Speaker::open);
      for (int window = 0; window < windows; window++) {
        Duration cost = cost(WINDOW, Speaker::saysOneWindow);
        least[window] = time == 0 || cost.compareTo(least[window]) < 0 ? cost : least[window];
      }
    }
    List<Point> points = new ArrayList<>();
    for (int window = 0; window < windows; window++) {
      points.add(new Point((window + 1) * WINDOW, least[window]));
    }
    return points;
  }

  /// Lets the number of open sessions grow, and says something in any of them, drawn at random.
  ///
  /// @param sizes how many sessions, each more than the one before and a multiple of ten
  /// @return a point for each
  /// @throws InterruptedException when the thread is interrupted
  public List<Point> ofSessions(List<Integer> sizes) throws InterruptedException {
    register();
    List<Point> points = new ArrayList<>();
    for (int size : sizes) {
      all(
          speaker -> {
            while (speaker.haggles.size() < size / PAIRS) {
              speaker.open();
            }
          });
      points.add(
          new Point(
              size,
              cost(
                  effort.appends(),
                  speaker -> {
                    for (int i = 0; i < effort.appends(); i++) {
                      speaker.any().goOn();
                    }
                  })));
    }
    return points;
  }
}
