package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shape;
import dev.parley.core.msgpack.Shapes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// MessagePack where the invitation says so: over HTTP both ways, in events, over WebSocket; the
/// same messages, hashes and signatures as in JSON. Elsewhere it is refused.
@Timeout(120)
final class MessagePackTest {
  private static final String TYPE = MessagePack.MEDIA_TYPE;

  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  private static JsonObject json(byte[] packed, Shape shape) {
    return switch (MessagePack.respell(packed, new JsonLimits(1 << 22, 64, 1000), shape)) {
      case MessagePack.Respelt.Json(byte[] text) ->
          Json.object(new String(text, StandardCharsets.UTF_8));
      case MessagePack.Respelt.Malformed(var why) -> throw new AssertionError(why.toString());
    };
  }

  private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
    try {
      return Caller.HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<byte[]> post(Caller by, String path, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(stage.node.address().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", TYPE)
            .header("Accept", TYPE);
    by.credentials("POST", path).forEach(request::header);
    return exchange(request);
  }

  private HttpResponse<byte[]> get(Caller by, String path) {
    return exchange(by.authorised("GET", path, null).header("Accept", TYPE));
  }

  private static JsonObject question(Talk talk, Caller by) {
    return talk.signed(by, Performative.QUERY, Talk.question("q-1"));
  }

  private static byte[] packed(JsonObject envelope) {
    return MessagePack.write(envelope, Shapes.ENVELOPE);
  }

  private Talk spoken() {
    return new Talk(stage.node, stage.alpha, stage.beta).inMessagePack().introduce();
  }

  @Test
  void carriesAMessageOverHttpBothWays() {
    Talk talk = spoken();
    JsonObject envelope = question(talk, stage.alpha);
    HttpResponse<byte[]> answer = post(stage.alpha, talk.path("/messages"), packed(envelope));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Content-Type")).contains(TYPE);
    JsonObject delivered = json(answer.body(), Shapes.AROUND_ENVELOPE);
    assertThat(delivered.object("envelope")).contains(envelope);
    HttpResponse<byte[]> again = post(stage.alpha, talk.path("/messages"), packed(envelope));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(answer.body());

    String page = talk.path("/messages");
    HttpResponse<byte[]> packedPage = get(stage.beta, page);
    assertThat(packedPage.headers().firstValue("Content-Type")).contains(TYPE);
    JsonObject inJson = Json.object(stage.beta.get(page));
    assertThat(json(packedPage.body(), Shapes.PAGE)).isEqualTo(inJson);
    int jsonBytes = CanonicalJson.bytes(inJson).length;
    assertThat(packedPage.body().length).isLessThan(jsonBytes * 8 / 10);
    String one = talk.path("/messages/" + envelope.string("messageId").orElseThrow());
    assertThat(json(get(stage.beta, one).body(), Shapes.AROUND_ENVELOPE)).isEqualTo(delivered);
  }

  @Test
  void opensAndClosesASession() {
    Talk talk = new Talk(stage.node, stage.alpha, stage.beta).inMessagePack();
    JsonObject invitation = talk.signed(stage.alpha, Performative.PROPOSE, talk.invitation());
    HttpResponse<byte[]> answer = post(stage.alpha, SessionEndpoints.PATH, packed(invitation));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer.body(), Shapes.AROUND_ENVELOPE).object("envelope")).contains(invitation);
    assertThat(Json.object(stage.beta.get(talk.path(""))).string("state")).contains("INVITED");
  }

  @Test
  void tellsEventsInBase64() throws IOException {
    Talk talk = spoken();
    talk.say(stage.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "done"));
    HttpRequest request =
        stage.beta.authorised("GET", talk.path("/events?encoding=msgpack"), null).build();
    List<JsonObject> heard = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream(request), StandardCharsets.UTF_8))) {
      String type = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ") && type.equals("message")) {
          byte[] data = Base64.getDecoder().decode(line.substring(6));
          heard.add(json(data, Shapes.AROUND_ENVELOPE));
        }
      }
    }
    assertThat(heard)
        .isEqualTo(
            Json.object(stage.beta.get(talk.path("/messages")))
                .array("messages")
                .orElseThrow()
                .values());
  }

  private static InputStream stream(HttpRequest request) throws IOException {
    try {
      return Caller.HTTP.send(request, BodyHandlers.ofInputStream()).body();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void speaksBinaryFrames() {
    Talk talk = spoken();
    try (SocketLine line = SocketLine.open(stage.wire(), talk.path("/ws"))) {
      binary(line, SocketLine.auth(stage.alpha, talk, Optional.of(3L)));
      assertThat(json(line).string("type")).contains("auth_ok");
      JsonObject envelope = question(talk, stage.alpha);
      binary(line, JsonObject.EMPTY.with("type", "send").with("envelope", envelope));
      List<JsonObject> heard = new ArrayList<>();
      while (heard.stream().noneMatch(f -> f.has("envelope"))
          || heard.stream().noneMatch(f -> f.string("type").equals(Optional.of("ack")))) {
        heard.add(json(line));
      }
      assertThat(heard)
          .anySatisfy(frame -> assertThat(frame.object("envelope")).contains(envelope));
      talk.accepted(
          stage.alpha,
          envelope
              .object("integrity")
              .flatMap(i -> i.string("hash"))
              .flatMap(Hash::parse)
              .orElseThrow());
      line.text(JsonObject.EMPTY.with("type", "pong"));
      assertThat(line.closed()).isEqualTo(1003);
    }
  }

  private static void binary(SocketLine line, JsonObject frame) {
    line.frame(
        SocketLine.FIN | SocketLine.BINARY, MessagePack.write(frame, Shapes.AROUND_ENVELOPE));
  }

  private static JsonObject json(SocketLine line) {
    SocketLine.Frame frame = line.next();
    assertThat(frame.opcode()).isEqualTo(SocketLine.BINARY);
    return json(frame.payload(), Shapes.AROUND_ENVELOPE);
  }

  @Test
  void isNotSpokenWhereTheInvitationDoesNotSaySo() {
    Talk talk = stage.talk();
    HttpResponse<byte[]> answer =
        post(stage.alpha, talk.path("/messages"), packed(question(talk, stage.alpha)));
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(get(stage.beta, talk.path("/messages")).headers().firstValue("Content-Type"))
        .contains("application/json");
    assertThat(Json.code(stage.beta.get(talk.path("/events?encoding=msgpack"))))
        .isEqualTo("schema_unsupported");
    assertThat(Json.code(stage.beta.get(talk.path("/events?encoding=bson"))))
        .isEqualTo("schema_unsupported");
    try (SocketLine line = SocketLine.open(stage.wire(), talk.path("/ws"))) {
      binary(line, SocketLine.auth(stage.alpha, talk, Optional.of(3L)));
      assertThat(json(line).string("code")).contains("schema_unsupported");
      assertThat(line.closed()).isEqualTo(1003);
    }
    Talk other = new Talk(stage.node, stage.alpha, stage.beta);
    JsonObject invitation = other.signed(stage.alpha, Performative.PROPOSE, other.invitation());
    assertThat(post(stage.alpha, SessionEndpoints.PATH, packed(invitation)).statusCode())
        .isEqualTo(415);
    assertThat(talk.place().lastSequence()).isEqualTo(4);
  }

  /// What a stranger sends in MessagePack is answered as what it sends in JSON.
  @Test
  void tellsStrangersNothing() {
    Talk talk = spoken();
    Talk none = new Talk(stage.node, stage.alpha, stage.beta);
    JsonObject envelope = question(talk, stage.stranger);
    HttpResponse<byte[]> one = post(stage.stranger, talk.path("/messages"), packed(envelope));
    HttpResponse<byte[]> two = post(stage.stranger, none.path("/messages"), packed(envelope));
    assertThat(one.statusCode()).isEqualTo(404);
    assertThat(one.body()).isEqualTo(two.body());
  }

  @Test
  void refusesWhatIsNoMessagePack() {
    Talk talk = spoken();
    for (byte[] wrong :
        List.of(
            new byte[0],
            new byte[] {(byte) 0xc1},
            new byte[] {(byte) 0x91, 1},
            new byte[] {(byte) 0x81, (byte) 0xa1, 'a', (byte) 0xc4, 1, 0},
            new byte[] {(byte) 0x81, (byte) 0xa1, 'a', (byte) 0xd4, 1, 0})) {
      HttpResponse<byte[]> answer = post(stage.alpha, talk.path("/messages"), wrong);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"malformed\"");
      try (SocketLine line = SocketLine.open(stage.wire(), talk.path("/ws"))) {
        binary(line, SocketLine.auth(stage.alpha, talk, Optional.of(3L)));
        assertThat(json(line).string("type")).contains("auth_ok");
        line.frame(SocketLine.FIN | SocketLine.BINARY, wrong);
        assertThat(json(line).string("code")).contains("malformed");
        assertThat(line.closed()).isEqualTo(4003);
      }
    }
    assertThat(talk.place().lastSequence()).isEqualTo(3);
  }
}
