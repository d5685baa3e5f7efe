package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.auth.AccessTokens;
import dev.parley.server.config.HttpLimits;
import dev.parley.server.config.NodeConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The WebSocket binding as it should be used: frames both ways, resume, heartbeat, the end.
@Timeout(180)
final class SocketTest {
  private static final HttpLimits USUAL = HttpLimits.DEFAULT;

  private Stage stage = new Stage();

  static NodeConfiguration beating(Duration heartbeat) {
    return NodeConfiguration.development()
        .onPort(0)
        .bearing(
            new HttpLimits(
                USUAL.connections(),
                USUAL.requests(),
                USUAL.streams(),
                USUAL.streamsPerAgent(),
                USUAL.bodyTime(),
                USUAL.idleTime(),
                heartbeat,
                USUAL.stall(),
                USUAL.grace()));
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private static Hash hash(JsonObject ack) {
    return ack.string("hash").flatMap(Hash::parse).orElseThrow();
  }

  @Test
  void carriesASessionBothWays() {
    Talk talk = stage.talk();
    try (SocketLine alpha = SocketLine.open(stage.wire(), talk.path("/ws"));
        SocketLine beta = SocketLine.of(stage, stage.beta, talk, Optional.of(4L))) {
      JsonObject ok = alpha.text(SocketLine.auth(stage.alpha, talk, Optional.empty())).json();
      assertThat(ok.string("type")).contains("auth_ok");
      assertThat(ok.string("sessionId")).contains(talk.id().toString());
      assertThat(ok.string("state")).contains("CONVERSING");
      assertThat(ok.array("participants").orElseThrow().size()).isEqualTo(2);
      assertThat(ok.integer("lastSequence")).hasValue(4);
      for (long position = 0; position <= 4; position++) {
        assertThat(alpha.position()).isEqualTo(position);
      }
      JsonObject first = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-1"));
      JsonObject ack = alpha.send(first).json("ack");
      assertThat(ack.string("messageId")).isEqualTo(first.string("messageId"));
      assertThat(ack.integer("sequenceNumber")).isEqualTo(first.integer("sequenceNumber"));
      assertThat(ack.integer("position")).hasValue(5);
      assertThat(ack.integer("frame")).hasValue(1);
      talk.accepted(stage.alpha, hash(ack));
      assertThat(beta.json("message").object("envelope")).contains(first);
      JsonObject reply =
          talk.signed(stage.beta, Performative.CLOSE, JsonObject.EMPTY.with("reason", "done"));
      beta.send(reply);
      while (alpha.position() < 6) {} // Its own message comes as well, before the ack or behind it.
      JsonObject state = alpha.json("session_state");
      assertThat(state.string("previous")).contains("CONVERSING");
      assertThat(state.string("state")).contains("CLOSED");
      assertThat(alpha.closed()).isEqualTo(1000);
      assertThat(beta.closed()).isEqualTo(1000);
    }
  }

  @Test
  void answersTheSameMessageTwiceWithItsFirstAnswer() {
    Talk talk = stage.talk();
    try (SocketLine line = SocketLine.of(stage, stage.alpha, talk, Optional.of(4L))) {
      JsonObject message = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-1"));
      JsonObject first = line.send(message).json("ack");
      JsonObject again = line.send(message).json("ack");
      assertThat(again.without("frame")).isEqualTo(first.without("frame"));
      assertThat(stage.alpha.get(talk.path("/messages?since_sequence=4")).body())
          .contains("\"position\":5")
          .doesNotContain("\"position\":6");
    }
  }

  /// The end is told by another thread than the answer, and must not overtake it.
  @Test
  void answersTheMessageThatEndsTheSession() {
    for (int round = 0; round < 20; round++) {
      Talk talk = stage.talk();
      try (SocketLine line = SocketLine.of(stage, stage.alpha, talk, Optional.of(4L))) {
        JsonObject close =
            talk.signed(stage.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "done"));
        assertThat(line.send(close).json("ack").integer("position")).hasValue(5);
        assertThat(line.closed()).isEqualTo(1000);
      }
    }
  }

  @Test
  void resumesBehindAnyMessage() {
    Talk talk = stage.talk();
    for (long seen = 0; seen <= 4; seen++) {
      try (SocketLine line = SocketLine.of(stage, stage.beta, talk, Optional.of(seen))) {
        for (long position = seen + 1; position <= 4; position++) {
          assertThat(line.position()).isEqualTo(position);
        }
        line.frame(SocketLine.FIN | SocketLine.CLOSE, new byte[] {0x3, (byte) 0xe8});
        assertThat(line.closed()).isEqualTo(1000);
      }
    }
  }

  /// A character may be cut in two by frames, and a ping may come between them.
  @Test
  void takesAMessageInFragments() {
    Talk talk = stage.talk();
    try (SocketLine line = SocketLine.of(stage, stage.alpha, talk, Optional.of(4L))) {
      JsonObject body = Talk.question("q-1").with("subject", "wie weit, Jörg? 🚚");
      JsonObject message = talk.signed(stage.alpha, Performative.QUERY, body);
      byte[] bytes =
          CanonicalJson.bytes(JsonObject.EMPTY.with("type", "send").with("envelope", message));
      for (int i = 0; i < bytes.length; i += 7) {
        boolean last = i + 7 >= bytes.length;
        int first = (i == 0 ? SocketLine.TEXT : 0) | (last ? SocketLine.FIN : 0);
        line.frame(first, Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + 7)));
        if (i == 70) {
          line.frame(SocketLine.FIN | SocketLine.PING, new byte[] {1, 2, 3});
          SocketLine.Frame pong = line.next();
          assertThat(pong.opcode()).isEqualTo(SocketLine.PONG);
          assertThat(pong.payload()).containsExactly(1, 2, 3);
        }
      }
      assertThat(line.json("ack").string("messageId")).isEqualTo(message.string("messageId"));
    }
  }

  /// What was said faster than it was read comes in order, and each message once.
  @Test
  void keepsTheOrderOfManyAtOnce() {
    Talk talk = stage.talk();
    try (SocketLine alpha = SocketLine.of(stage, stage.alpha, talk, Optional.of(4L));
        SocketLine beta = SocketLine.of(stage, stage.beta, talk, Optional.empty())) {
      int many = 50;
      for (int i = 0; i < many; i++) {
        JsonObject note =
            JsonObject.EMPTY
                .with("informType", "note")
                .with("data", JsonObject.EMPTY.with("number", i));
        JsonObject message = talk.signed(stage.alpha, Performative.INFORM, note);
        alpha.send(message);
        talk.accepted(stage.alpha, hash(message.object("integrity").orElseThrow()));
      }
      List<Long> acked = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        acked.add(alpha.json("ack").integer("frame").orElseThrow());
      }
      assertThat(acked).isSorted().doesNotHaveDuplicates().startsWith(1L).endsWith((long) many);
      for (long position = 0; position < 5 + many; position++) {
        assertThat(beta.position()).isEqualTo(position);
      }
    }
  }

  @Test
  void closesOnAClientThatAnswersNoHeartbeat() {
    stage.close();
    stage = new Stage(beating(Duration.ofMillis(50)));
    Talk talk = stage.talk();
    try (SocketLine silent = SocketLine.of(stage, stage.alpha, talk, Optional.of(4L));
        SocketLine alive = SocketLine.of(stage, stage.beta, talk, Optional.of(4L))) {
      for (int i = 0; i < 5; i++) {
        JsonObject beat = alive.json("heartbeat");
        assertThat(beat.string("state")).contains("CONVERSING");
        assertThat(beat.has("timestamp")).isTrue();
        alive.text(JsonObject.EMPTY.with("type", "pong"));
      }
      assertThat(silent.closed()).isEqualTo(4002);
      talk.ask(stage.alpha, "q-later");
      assertThat(alive.position()).isEqualTo(5);
    }
  }

  @Test
  void endsWhenItIsAsOldAsATokenCanBeAndWhenTheNodeEnds() {
    stage.close();
    stage = new Stage(beating(Duration.ofMillis(50)));
    Talk talk = stage.talk();
    try (SocketLine old = SocketLine.of(stage, stage.alpha, talk, Optional.of(4L))) {
      stage.time.advance(AccessTokens.LIFE);
      assertThat(old.closed()).isEqualTo(1001);
    }
    Caller again = stage.again(stage.alpha);
    try (SocketLine line = SocketLine.of(stage, again, talk, Optional.of(4L))) {
      stage.node.close();
      assertThat(line.closed()).isEqualTo(1001);
    }
  }
}
