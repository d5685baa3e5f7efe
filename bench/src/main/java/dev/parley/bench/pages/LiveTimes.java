package dev.parley.bench.pages;

import dev.parley.bench.load.Latencies;
import dev.parley.bench.load.Line;
import dev.parley.bench.load.LoadRun;
import dev.parley.bench.load.Pair;
import dev.parley.bench.load.Talk;
import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.bench.load.Walkthrough;
import dev.parley.bench.node.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// How long it takes until a message that is said is on a page of its session that somebody has
/// open: from before it is signed and sent until the page's stream has it, as HTML. For one thread.
final class LiveTimes {
  /// A pair that nobody else uses at the same node.
  private static final int NUMBER = 20_000;

  private LiveTimes() {}

  static Latencies measure(NodeProcess node, Onlooker who, int messages)
      throws IOException, InterruptedException {
    try (Pair pair = Pair.register(node.address(), LoadRun.steward(node.address()), NUMBER)) {
      Talk talk = new Talk();
      for (Words words : pair.walkthrough().introduction()) {
        said(pair, talk, words);
      }
      String path = "/console/sessions/" + talk.id() + "/events?from=" + talk.position();
      try (Stream<String> lines = who.follow(path);
          ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
        return heard(pair, talk, lines.iterator(), reader, messages);
      }
    }
  }

  private static Latencies heard(
      Pair pair, Talk talk, Iterator<String> lines, ExecutorService reader, int messages)
      throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    for (int i = 0; i < messages; i++) {
      Future<Long> seen = reader.submit(() -> nextMessage(lines));
      long from = System.nanoTime();
      said(pair, talk, Walkthrough.offer(i % 2 == 0 ? Side.ALPHA : Side.BETA, i));
      try {
        latencies.add(seen.get() - from);
      } catch (ExecutionException e) {
        throw new IOException("the page's stream broke off", e.getCause());
      }
    }
    return latencies;
  }

  /// When the last line of a message has come.
  private static long nextMessage(Iterator<String> lines) {
    boolean message = false;
    while (lines.hasNext()) {
      String line = lines.next();
      message |= line.equals("event: message");
      if (message && line.isEmpty()) {
        return System.nanoTime();
      }
    }
    throw new UncheckedIOException(new IOException("the stream has ended"));
  }

  private static void said(Pair pair, Talk talk, Words words) throws IOException {
    Line.Reply reply = pair.say(talk, words);
    if (!reply.good()) {
      throw new IOException(words.performative() + ": " + reply.body());
    }
  }
}
