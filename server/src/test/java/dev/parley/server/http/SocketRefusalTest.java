package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.config.HttpLimits;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What WebSocket clients must not do: each with the code of its refusal and of its close, and the
/// session is as it was.
@Timeout(180)
final class SocketRefusalTest {
  private static final HttpLimits USUAL = HttpLimits.DEFAULT;

  private final Stage stage = new Stage(NodeConfiguration.development().onPort(0).bearing(quick()));
  private final Talk talk = stage.talk();

  /// Who dawdles is not waited for long.
  private static HttpLimits quick() {
    return new HttpLimits(
        USUAL.connections(),
        USUAL.requests(),
        USUAL.streams(),
        3,
        Duration.ofSeconds(2),
        USUAL.idleTime(),
        USUAL.heartbeat(),
        USUAL.stall(),
        USUAL.grace());
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private SocketLine line() {
    return SocketLine.open(stage.wire(), talk.path("/ws"));
  }

  private SocketLine of(Caller by) {
    return SocketLine.of(stage, by, talk, Optional.of(4L));
  }

  private static String refusal(SocketLine line) {
    return line.json("error").string("code").orElseThrow();
  }

  private void declined(JsonObject firstFrame, String code, int close) {
    try (SocketLine line = line()) {
      assertThat(refusal(line.text(firstFrame))).as(firstFrame.toString()).isEqualTo(code);
      assertThat(line.closed()).isEqualTo(close);
    }
  }

  @Test
  void hearsNothingBeforeAuth() {
    JsonObject message = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-1"));
    declined(JsonObject.EMPTY.with("type", "send").with("envelope", message), "unauthorized", 4001);
    declined(JsonObject.EMPTY.with("type", "pong"), "unauthorized", 4001);
    declined(JsonObject.EMPTY.with("type", "hello"), "malformed", 4001);
    declined(JsonObject.EMPTY.with("type", "auth"), "unauthorized", 4001);
    try (SocketLine line = line()) {
      line.frame(SocketLine.FIN | SocketLine.PING, new byte[0]);
      assertThat(refusal(line)).isEqualTo("unauthorized");
      assertThat(line.closed()).isEqualTo(4001);
    }
    assertThat(talk.place().lastSequence()).isEqualTo(4);
  }

  @Test
  void waitsForAuthOnlySoLong() {
    try (SocketLine line = line()) {
      assertThat(refusal(line)).isEqualTo("unauthorized");
      assertThat(line.closed()).isEqualTo(4001);
    }
  }

  @Test
  void declinesProofsThatDoNotHold() {
    JsonObject good = SocketLine.auth(stage.alpha, talk, Optional.empty());
    declined(good.with("token", "x.y.z"), "unauthorized", 4001);
    declined(good.with("dpopProof", "x.y.z"), "dpop_invalid", 4001);
    declined(
        good.with("dpopProof", stage.alpha.proof("GET", talk.path("/events"))),
        "dpop_invalid",
        4001);
    declined(
        good.with("dpopProof", stage.alpha.proof("POST", talk.path("/ws"))), "dpop_invalid", 4001);
    declined(good.with("token", stage.beta.token()), "dpop_invalid", 4001);
    try (SocketLine line = line()) {
      assertThat(line.text(good).json().string("type")).contains("auth_ok");
    }
    declined(good, "dpop_invalid", 4001); // A proof is good once.
    Caller thief = stage.again(stage.alpha);
    thief.token();
    thief.provesWith(AgentKeys.generate(new SecureRandom()));
    declined(SocketLine.auth(thief, talk, Optional.empty()), "dpop_invalid", 4001);
  }

  /// A client that has no nonce yet learns it from the refusal.
  @Test
  void namesTheNonceThatAProofHasToCarry() {
    Caller by = stage.alpha;
    JsonObject auth = SocketLine.auth(by, talk, Optional.empty());
    String proof =
        by.credentials(
                "GET",
                talk.path("/ws"),
                c ->
                    new DpopClaims(
                        c.jti(), c.htm(), c.htu(), c.iat(), Optional.of("none"), c.ath()))
            .getOrDefault("DPoP", "");
    try (SocketLine line = line()) {
      JsonObject error = line.text(auth.with("dpopProof", proof)).json("error");
      JsonObject details = error.object("details").orElseThrow();
      assertThat(details.string("oauthError")).contains("use_dpop_nonce");
      assertThat(details.string("nonce").orElseThrow()).hasSize(22);
      assertThat(line.closed()).isEqualTo(4001);
    }
  }

  /// A stranger to a session learns as much of it as of one that does not exist.
  @Test
  void tellsStrangersNothing() {
    Talk none = new Talk(stage.node, stage.alpha, stage.beta);
    JsonObject[] errors = new JsonObject[2];
    for (Talk other : List.of(talk, none)) {
      try (SocketLine line = SocketLine.open(stage.wire(), other.path("/ws"))) {
        line.text(SocketLine.auth(stage.stranger, other, Optional.empty()));
        errors[other == talk ? 0 : 1] = line.json();
        assertThat(line.closed()).isEqualTo(4004);
      }
    }
    assertThat(errors[0].string("code")).contains("session_not_found");
    assertThat(errors[0]).isEqualTo(errors[1]);
  }

  @Test
  void resumesBehindNothingThatIsNotThere() {
    declined(SocketLine.auth(stage.alpha, talk, Optional.of(5L)), "invalid_reference", 4004);
    JsonObject auth = SocketLine.auth(stage.alpha, talk, Optional.empty());
    declined(auth.with("lastSequence", "4"), "malformed", 4001);
    declined(auth.with("lastSequence", -1), "malformed", 4001);
  }

  @Test
  void keepsToTheNumberOfStreams() {
    try (SocketLine a = of(stage.alpha);
        SocketLine b = of(stage.alpha);
        SocketLine c = of(stage.alpha)) {
      declined(SocketLine.auth(stage.alpha, talk, Optional.empty()), "unavailable", 1013);
      for (SocketLine line : List.of(a, b, c)) {
        line.frame(SocketLine.FIN | SocketLine.CLOSE, new byte[0]);
        assertThat(line.closed()).isEqualTo(1000);
      }
    }
  }

  /// The same refusals as over HTTP, and the connection goes on.
  @Test
  void refusesMessagesAsOverHttp() {
    JsonObject good = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-1"));
    JsonObject other =
        new Talk(stage.node, stage.alpha, stage.beta)
            .signed(stage.alpha, Performative.QUERY, Talk.question("q-1"));
    List<JsonObject> wrong =
        List.of(
            JsonObject.EMPTY,
            good.with("messageId", "x"),
            good.with("messageId", ScriptedAgent.freshId(stage.time.now()).toString()),
            good.with("extra", JsonNull.NULL),
            talk.signed(stage.beta, Performative.QUERY, Talk.question("q-1")),
            other,
            talk.signed(stage.alpha, Performative.ACCEPT, Talk.question("q-1")));
    try (SocketLine line = of(stage.alpha)) {
      for (JsonObject envelope : wrong) {
        String overHttp = Json.code(talk.post(stage.alpha, envelope));
        assertThat(refusal(line.send(envelope))).as(envelope.toString()).isEqualTo(overHttp);
      }
      assertThat(line.send(good).json("ack").integer("frame")).hasValue(wrong.size() + 1);
    }
    assertThat(talk.place().lastSequence()).isEqualTo(5);
  }

  @Test
  void refusesTooLargeAnEnvelopeAndGoesOn() {
    JsonObject note =
        JsonObject.EMPTY
            .with("informType", "note")
            .with("data", JsonObject.EMPTY.with("text", "x".repeat(JsonLimits.MESSAGE.maxBytes())));
    JsonObject large = talk.signed(stage.alpha, Performative.INFORM, note);
    int tooMuch = CanonicalJson.bytes(large).length - JsonLimits.MESSAGE.maxBytes() - 1;
    JsonObject justTooLarge =
        talk.signed(
            stage.alpha,
            Performative.INFORM,
            note.with(
                "data",
                JsonObject.EMPTY.with(
                    "text", "x".repeat(JsonLimits.MESSAGE.maxBytes() - tooMuch))));
    try (SocketLine line = of(stage.alpha)) {
      assertThat(CanonicalJson.bytes(justTooLarge)).hasSize(JsonLimits.MESSAGE.maxBytes() + 1);
      assertThat(refusal(line.send(justTooLarge))).isEqualTo("too_large");
      line.send(talk.signed(stage.alpha, Performative.QUERY, Talk.question("q")));
      assertThat(line.json("ack").integer("frame")).hasValue(2);
      assertThat(line.send(large).json("error").toString()).contains("too_large", "limit\":262144");
      assertThat(line.closed()).isEqualTo(1009);
    }
  }

  private void closes(int code, Consumer<SocketLine> wrong) {
    try (SocketLine line = of(stage.alpha)) {
      wrong.accept(line);
      assertThat(line.closed()).isEqualTo(code);
    }
    assertThat(talk.place().lastSequence()).isEqualTo(4);
  }

  @Test
  void closesOnFramesThatAreNoneOfOurs() {
    closes(4003, line -> line.text("{\"type\":\"message\"}"));
    closes(4003, line -> line.text("{\"type\":\"pong\",\"type\":\"pong\"}"));
    closes(4003, line -> line.text("no JSON"));
    closes(4003, line -> line.text("[]"));
    closes(4003, line -> line.text("{\"type\":\"send\",\"envelope\":[]}"));
    closes(4003, line -> line.text(SocketLine.auth(stage.alpha, talk, Optional.empty())));
    closes(
        4003,
        line -> line.frame(SocketLine.FIN | SocketLine.TEXT, new byte[] {'"', (byte) 0xff, '"'}));
  }

  @Test
  void closesOnFramesThatRfc6455Forbids() {
    byte[] pong = "{\"type\":\"pong\"}".getBytes(StandardCharsets.UTF_8);
    closes(1002, line -> line.raw(SocketLine.FIN | SocketLine.TEXT, 0, pong.length, pong));
    closes(1002, line -> line.frame(SocketLine.FIN | 0x3, pong));
    closes(1002, line -> line.frame(SocketLine.FIN, pong)); // Goes on with nothing.
    closes(
        1002,
        line -> line.frame(SocketLine.TEXT, pong).frame(SocketLine.FIN | SocketLine.TEXT, pong));
    closes(1002, line -> line.frame(SocketLine.PING, new byte[0]));
    closes(1002, line -> line.frame(SocketLine.FIN | SocketLine.PING, new byte[126]));
  }

  /// Nothing of a bomb is unpacked: compression was not negotiated.
  @Test
  void closesOnCompressedFrames() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bomb)) {
      out.write(new byte[8 * 1024 * 1024]);
    }
    int compressed = 0x40;
    closes(
        1002,
        line -> line.frame(SocketLine.FIN | compressed | SocketLine.TEXT, bomb.toByteArray()));
  }

  /// The announcement alone is refused, whatever follows.
  @Test
  void closesOnFramesThatAreTooLarge() {
    int max = JsonLimits.MESSAGE.maxBytes();
    closes(1009, line -> line.raw(SocketLine.FIN | SocketLine.TEXT, 0x80, 1L << 40, new byte[0]));
    closes(
        1009,
        line -> {
          line.frame(SocketLine.TEXT, new byte[max]);
          line.frame(0, new byte[1024]);
        });
    closes(
        1008,
        line -> {
          line.frame(SocketLine.TEXT, new byte[1]);
          for (int i = 0; i < 1_024; i++) {
            line.frame(0, new byte[0]);
          }
        });
    closes(1003, line -> line.frame(SocketLine.FIN | SocketLine.BINARY, new byte[] {(byte) 0x80}));
  }

  @Test
  void letsNobodyFloodItWithPings() {
    closes(
        1008,
        line -> {
          for (int i = 0; i <= 100; i++) {
            line.frame(SocketLine.FIN | SocketLine.PING, new byte[0]);
          }
        });
  }

  /// A client that says nothing that RFC 6455 wants is told what is.
  @Test
  void speaksHttpToWhoWantsNoWebSocket() {
    String path = talk.path("/ws");
    for (String[] headers :
        List.of(
            new String[0],
            new String[] {"Upgrade: websocket", "Connection: Upgrade"},
            new String[] {
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 12",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            },
            new String[] {
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: short"
            })) {
      try (Wire wire = stage.wire()) {
        Wire.Reply reply = wire.send(Wire.head("GET", path, headers)).reply();
        assertThat(reply.status()).isEqualTo(426);
        assertThat(reply.code()).isEqualTo("upgrade_required");
        assertThat(reply.header("sec-websocket-version")).isEqualTo("13");
      }
    }
    try (Wire wire = stage.wire()) {
      String[] foreign = SocketLine.headers("Origin: https://evil.example");
      Wire.Reply reply = wire.send(Wire.head("GET", path, foreign)).reply();
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.code()).isEqualTo("forbidden_origin");
    }
    try (Wire wire = stage.wire()) {
      String nowhere = "/v1/asp/sessions/" + UUID.randomUUID() + "/events/ws";
      Wire.Reply reply = wire.send(Wire.head("GET", nowhere, SocketLine.headers())).reply();
      assertThat(reply.status()).isEqualTo(404);
    }
  }

  /// A connection of an agent that has as many as it may, once one of them was cut off.
  private SocketLine inItsPlace() {
    while (true) {
      SocketLine line = line();
      line.text(SocketLine.auth(stage.beta, talk, Optional.of(4L)));
      if (line.json().string("type").equals(Optional.of("auth_ok"))) {
        return line;
      }
      line.close();
    }
  }

  @Test
  void cutsOffAReaderThatTakesNothingAndLetsItComeBack() {
    try (SocketLine slow =
        SocketLine.open(Wire.withLittleRoom(stage.node.port()), talk.path("/ws"))) {
      Caller beta = stage.again(stage.beta);
      beta.token();
      slow.text(SocketLine.auth(beta, talk, Optional.of(4L)));
      assertThat(slow.json().string("type")).contains("auth_ok");
      for (int i = 0; i < 40; i++) {
        talk.say(
            stage.alpha,
            Performative.INFORM,
            JsonObject.EMPTY
                .with("informType", "note")
                .with("data", JsonObject.EMPTY.with("text", "x".repeat(200_000))));
      }
      stage.time.advance(USUAL.stall().plusSeconds(1));
      try (SocketLine second = of(stage.beta);
          SocketLine third = of(stage.beta);
          SocketLine again = inItsPlace()) {
        for (long position = 5; position < 45; position++) {
          assertThat(again.position()).isEqualTo(position);
        }
        assertThat(second.position()).isEqualTo(third.position());
      }
      long last = 4;
      try {
        while (true) {
          last = slow.position();
        }
      } catch (UncheckedIOException _) {
        assertThat(last).as("it was cut off").isLessThan(44);
      }
    }
  }
}
