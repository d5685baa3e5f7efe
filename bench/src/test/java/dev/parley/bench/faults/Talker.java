package dev.parley.bench.faults;

import dev.parley.bench.load.Line.Reply;
import dev.parley.bench.load.Pair;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Money;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A pair that talks until the node is gone, remembers what was acknowledged, and takes up its talk
/// where it was when the node is back. One thread at a time, but for the count.
final class Talker implements Runnable {
  private static final int COUNTERS = 10;

  /// What each session holds, and then pays.
  static final Money PRICE = new Money(new BigDecimal("0.03"), "USD");

  private final Pair pair;
  private final List<Words> script;
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final List<String> finished = new ArrayList<>();
  private Talk talk = new Talk();
  private @Nullable Sent inFlight;
  private final AtomicInteger count = new AtomicInteger();

  /// A message that the node said it had accepted.
  record Acknowledged(String messages, long position, Hash hash) {}

  private record Sent(Side side, JsonObject envelope) {}

  Talker(Pair pair) {
    this.pair = pair;
    this.script = pair.walkthrough().holding(PRICE).words(COUNTERS);
  }

  Pair pair() {
    return pair;
  }

  /// The paths of the sessions that came to their end.
  List<String> finished() {
    return finished;
  }

  static int acknowledged(List<Talker> talkers) {
    return talkers.stream().mapToInt(talker -> talker.count.get()).sum();
  }

  static void await(List<Talker> talkers, int goal) throws InterruptedException {
    long patience = System.nanoTime() + 120_000_000_000L;
    while (acknowledged(talkers) < goal) {
      if (System.nanoTime() - patience > 0) {
        throw new AssertionError("only " + acknowledged(talkers) + " of " + goal + " messages");
      }
      Thread.sleep(1);
    }
  }

  /// Talks until there is no answer.
  @Override
  public void run() {
    try {
      while (true) {
        step();
      }
    } catch (UncheckedIOException _) {
      // The node is gone.
    }
  }

  /// Talks to the end of the session.
  void finish() {
    int goal = finished.size() + 1;
    while (finished.size() < goal) {
      step();
    }
  }

  /// Says what comes next. What had no answer is sent again as it was: it may have been accepted.
  private void step() {
    Words words = script.get((int) talk.position());
    Sent sent = inFlight != null ? inFlight : new Sent(words.side(), pair.sign(talk, words));
    inFlight = sent;
    String messages = talk.path("/messages");
    long position = talk.position();
    Reply reply = pair.send(talk, sent.side(), sent.envelope());
    inFlight = null;
    if (!reply.good()) {
      throw new AssertionError(words.performative() + ": " + reply.status() + " " + reply.body());
    }
    acknowledged.add(new Acknowledged(messages, position, Talk.hash(sent.envelope())));
    count.incrementAndGet();
    if (talk.position() == script.size()) {
      finished.add(talk.path(""));
      talk = new Talk();
    }
  }

  /// What was acknowledged and is not there, or is there differently.
  List<Acknowledged> lost() {
    pair.close(); // The connections to the node before are of no use.
    List<Acknowledged> lost = new ArrayList<>();
    String messages = "";
    JsonArray page = JsonArray.of(List.of());
    for (Acknowledged each : acknowledged) {
      if (!each.messages().equals(messages)) {
        messages = each.messages();
        page =
            pair.line(Side.ALPHA)
                .get(messages + "?limit=200")
                .json()
                .array("messages")
                .orElse(JsonArray.of(List.of()));
      }
      if (each.position() >= page.size() || !isThere(page, each)) {
        lost.add(each);
      }
    }
    return lost;
  }

  private static boolean isThere(JsonArray page, Acknowledged each) {
    return page.get((int) each.position()) instanceof JsonObject delivered
        && delivered.integer("position").orElse(-1) == each.position()
        && delivered.object("envelope").map(Talk::hash).equals(Optional.of(each.hash()));
  }
}
