package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.config.HttpLimits;
import dev.parley.server.config.NodeConfiguration;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that take their time: they are cut off, and nobody else notices.
@Timeout(180)
final class SlowPeerTest {
  private static final HttpLimits USUAL = HttpLimits.DEFAULT;
  private static final int MESSAGES = 40;

  private static JsonObject note(int number) {
    return JsonObject.EMPTY
        .with("informType", "note")
        .with("data", JsonObject.EMPTY.with("number", number).with("text", "x".repeat(200_000)));
  }

  @Test
  void cutsOffAReaderThatTakesNothingAndLetsItComeBack() {
    try (Stage stage = stage(1, USUAL.bodyTime())) {
      Talk talk = stage.talk();
      String path = talk.path("/events");
      Caller slow = stage.again(stage.beta);
      Caller quick = stage.again(stage.alpha);
      List<Long> all = LongStream.range(0, 5 + MESSAGES + 1).boxed().toList();
      try (Wire wire = Wire.withLittleRoom(stage.node.port());
          Listener listener = Listener.of(quick, path, Optional.empty())) {
        CompletableFuture<List<Long>> heard = CompletableFuture.supplyAsync(listener::idsToTheEnd);
        String[] shown =
            slow.credentials("GET", path).entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .toArray(String[]::new);
        assertThat(wire.send(Wire.head("GET", path, shown)).headersOnly().status()).isEqualTo(200);
        for (int i = 0; i < MESSAGES; i++) {
          talk.say(i % 2 == 0 ? stage.alpha : stage.beta, Performative.INFORM, note(i));
        }
        talk.say(stage.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
        assertThat(heard.join()).as("who reads does not notice").isEqualTo(all);
        assertThat(slow.get(talk.path("/transcript")).statusCode()).isEqualTo(503);
        stage.time.advance(USUAL.stall().plusSeconds(1));
        while (slow.get(talk.path("/transcript")).statusCode() == 503) {
          Thread.onSpinWait(); // Its only stream is still open.
        }
        String taken = wire.rest();
        assertThat(taken).contains("id: 0\n").doesNotContain("id: " + all.getLast() + "\n");
        long last =
            taken
                .lines()
                .filter(l -> l.startsWith("id: "))
                .map(l -> Long.valueOf(l.substring(4)))
                .toList()
                .getLast();
        long whole = last - 1; // The last one may have been cut.
        try (Listener again = Listener.of(slow, path, Optional.of(whole))) {
          assertThat(again.idsToTheEnd()).isEqualTo(all.subList((int) last, all.size()));
        }
      }
    }
  }

  private static Stage stage(int streamsPerAgent, Duration bodyTime) {
    return stage(streamsPerAgent, bodyTime, USUAL.idleTime());
  }

  private static Stage stage(int streamsPerAgent, Duration bodyTime, Duration idleTime) {
    HttpLimits limits =
        new HttpLimits(
            USUAL.connections(),
            USUAL.requests(),
            USUAL.streams(),
            streamsPerAgent,
            bodyTime,
            idleTime,
            USUAL.heartbeat(),
            USUAL.stall(),
            USUAL.grace());
    return new Stage(NodeConfiguration.development().onPort(0).bearing(limits));
  }

  @Test
  void waitsForABodyOnlySoLong() {
    try (Stage stage = stage(1, Duration.ofSeconds(1));
        Wire wire = stage.wire()) {
      String head =
          Wire.head(
              "PUT", stage.alpha.path(""), "Content-Type: application/json", "Content-Length: 100");
      Wire.Reply reply = wire.send(head + "{").reply();
      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.code()).isEqualTo("timeout");
      assertThat(wire.end()).isEqualTo(Wire.End.IN_ORDER);
      assertThat(stage.stranger.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void waitsForABodyThatTricklesOnlySoLong() throws InterruptedException {
    try (Stage stage = stage(1, Duration.ofSeconds(1));
        Wire wire = stage.wire()) {
      wire.send(
          Wire.head(
              "PUT",
              stage.alpha.path(""),
              "Content-Type: application/json",
              "Content-Length: 100000"));
      CompletableFuture<Wire.Reply> reply = CompletableFuture.supplyAsync(wire::reply);
      while (!reply.isDone()) {
        wire.send("{");
        Thread.sleep(50);
      }
      assertThat(reply.join().status()).isEqualTo(408);
    }
  }

  @Test
  void endsAConnectionThatStopsInItsHeaders() {
    try (Stage stage = stage(1, USUAL.bodyTime(), Duration.ofSeconds(1));
        Wire wire = stage.wire()) {
      wire.send("GET /health HTTP/1.1\r\nHost: local");
      assertThat(wire.rest()).isEmpty();
      assertThat(stage.stranger.get("/health").statusCode()).isEqualTo(200);
    }
  }

  /// However often it sends something; also behind a request that was answered.
  @Test
  void endsAConnectionWhoseHeadersTrickle() throws InterruptedException {
    try (Stage stage = stage(1, USUAL.bodyTime(), Duration.ofSeconds(2));
        Wire wire = stage.wire()) {
      assertThat(wire.send(Wire.head("GET", "/health")).reply().status()).isEqualTo(200);
      wire.send("GET /health HTTP/1.1\r\nX-Long: ");
      CompletableFuture<String> rest = CompletableFuture.supplyAsync(wire::rest);
      while (!rest.isDone()) {
        try {
          wire.send("x");
        } catch (UncheckedIOException _) {
          break; // It has ended.
        }
        Thread.sleep(100);
      }
      assertThat(rest.join()).isEmpty();
    }
  }

  /// What is in work has the time that it takes.
  @Test
  void endsNoConnectionOnWhichAStreamRuns() throws InterruptedException {
    try (Stage stage = stage(1, USUAL.bodyTime(), Duration.ofSeconds(1))) {
      Talk talk = stage.talk();
      Caller reader = stage.again(stage.beta);
      try (Listener listener = Listener.of(reader, talk.path("/events"), Optional.empty())) {
        CompletableFuture<List<Long>> heard = CompletableFuture.supplyAsync(listener::idsToTheEnd);
        Thread.sleep(3_000);
        talk.say(stage.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
        assertThat(heard.join()).isNotEmpty();
      }
    }
  }
}
