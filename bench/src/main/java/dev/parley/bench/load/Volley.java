package dev.parley.bench.load;

import dev.parley.bench.load.Talk.Side;
import dev.parley.bench.load.Talk.Words;
import dev.parley.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Whole sessions of one pair, signed ahead. Nobody else speaks in them, so each hash is known
/// before the message is sent, and the load that follows costs the machine hardly anything but the
/// node's own work. To be sent within a minute. Not thread-safe.
final class Volley {
  private final Pair pair;
  private final Queue<Shot> shots = new ArrayDeque<>();

  @SuppressWarnings("ArrayRecordComponent") // Only sent.
  private record Shot(Side side, byte[] request, String what) {}

  private Volley(Pair pair) {
    this.pair = pair;
  }

  /// Signs some sessions.
  static Volley of(Pair pair, int sessions, int counters) {
    Volley volley = new Volley(pair);
    List<Words> script = pair.walkthrough().words(counters);
    for (int i = 0; i < sessions; i++) {
      volley.session(script);
    }
    return volley;
  }

  private void session(List<Words> script) {
    Talk talk = new Talk();
    List<Shot> session = new ArrayList<>();
    for (Words words : script) {
      JsonObject envelope = pair.sign(talk, words);
      Line line = pair.line(words.side());
      session.add(
          new Shot(
              words.side(), line.prepared(talk.target(), envelope), words.performative().name()));
      talk.accepted(words.side(), envelope);
    }
    shots.addAll(session);
  }

  /// Sends one message after the other, each when the one before is accepted.
  ///
  /// @param took hears how long each took
  /// @throws IllegalStateException when the node refuses one
  void fire(Latencies took) {
    for (Shot shot : shots) {
      long before = System.nanoTime();
      Line.Reply reply = pair.line(shot.side()).send(shot.request());
      took.add(System.nanoTime() - before);
      if (!reply.good()) {
        throw new IllegalStateException(
            shot.what() + " was refused: " + reply.status() + " " + reply.body());
      }
    }
  }
}
