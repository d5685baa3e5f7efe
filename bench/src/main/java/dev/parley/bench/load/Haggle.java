package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.message.Performative;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// A session without an end: one counter-offer after the other, over one way. Not thread-safe.
final class Haggle implements AutoCloseable {
  private final Pair pair;
  private final Talk talk = new Talk();
  private final Map<Side, Wire> wires = new EnumMap<>(Side.class);
  private final Latencies latencies = new Latencies();
  private long sent;

  /// Makes a side's way into a session in which the two have met.
  @FunctionalInterface
  interface Opening {
    Wire open(Line line, Talk talk);
  }

  /// Has two agents meet in a new session.
  Haggle(Pair pair, Format format, Opening opening) {
    this.pair = pair;
    pair.close(); // A node closes what nobody has used for a minute; the next request opens it
    // anew.
    for (Words words : pair.walkthrough().introduction()) {
      Words spelt = words.performative() == Performative.PROPOSE ? in(format, words) : words;
      Line.Reply reply = pair.say(talk, spelt);
      if (!reply.good()) {
        throw new IllegalStateException(words.performative() + ": " + reply.body());
      }
    }
    for (Side side : Side.values()) {
      wires.put(side, opening.open(pair.line(side), talk));
    }
  }

  private static Words in(Format format, Words invitation) {
    JsonObject terms = invitation.body().object("terms").orElse(JsonObject.EMPTY);
    return new Words(
        invitation.side(),
        invitation.performative(),
        invitation.body().with("terms", terms.with("format", format.wire())));
  }

  /// Says so much more.
  void goOn(int messages) {
    long before = sentSoFar();
    for (int round = 0; round < messages; round++) {
      Side side = round % 2 == 0 ? Side.ALPHA : Side.BETA;
      JsonObject envelope = pair.sign(talk, Walkthrough.offer(side, round));
      long begun = System.nanoTime();
      String refused = Objects.requireNonNull(wires.get(side)).say(envelope);
      latencies.add(System.nanoTime() - begun);
      if (!refused.isEmpty()) {
        throw new IllegalStateException(refused);
      }
      talk.accepted(side, envelope);
    }
    sent += sentSoFar() - before;
  }

  private long sentSoFar() {
    return wires.values().stream().mapToLong(Wire::sent).sum();
  }

  /// The session.
  Talk talk() {
    return talk;
  }

  /// Who talks.
  Pair pair() {
    return pair;
  }

  /// From sending to the answer.
  Latencies latencies() {
    return latencies;
  }

  /// Bytes that the two have sent for what they said.
  long sent() {
    return sent;
  }

  @Override
  public void close() {
    wires.values().forEach(Wire::close);
  }
}
