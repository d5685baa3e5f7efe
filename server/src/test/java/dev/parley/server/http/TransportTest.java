package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What arrives on a connection that is not a request, or that somebody else could read as two.
final class TransportTest {
  private static final String JSON = "Content-Type: application/json";
  private static final String LAST = "Connection: close";

  /// What a smuggler would have the node take for a request of its own.
  private static final String SMUGGLED = Wire.head("GET", "/health");

  private static Stage stage;

  @BeforeAll
  static void begin() {
    stage = new Stage();
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  private static String registration(String... headers) {
    return Wire.head("PUT", stage.alpha.path(""), headers);
  }

  /// Expects one answer, and then the end of the connection, so that nothing behind it is heard.
  private static Wire.Reply onlyAnswer(String sent) {
    try (Wire wire = stage.wire()) {
      Wire.Reply reply = wire.send(sent).reply();
      assertThat(wire.end()).as(sent).isNotNull();
      return reply;
    }
  }

  private static void malformed(String sent) {
    Wire.Reply reply = onlyAnswer(sent);
    assertThat(reply.status()).as(sent).isEqualTo(400);
    assertThat(reply.code()).as(sent).isEqualTo("malformed");
  }

  @Test
  void takesNoBodyThatEndsInTwoPlaces() {
    String chunk = "2\r\n{}\r\n0\r\n\r\n" + SMUGGLED;
    malformed(registration(JSON, "Content-Length: 4", "Transfer-Encoding: chunked") + chunk);
    malformed(registration(JSON, "Transfer-Encoding: chunked", "Content-Length: 6") + chunk);
    malformed(registration(JSON, "Content-Length: 2", "Content-Length: 40") + "{}" + SMUGGLED);
    malformed(registration(JSON, "Content-Length: 2", "Content-Length: 2") + "{}" + SMUGGLED);
    malformed(registration(JSON, "X-A: b\r\n Content-Length: 2") + "{}" + SMUGGLED);
    malformed(registration(JSON, "Content-Length : 2") + "{}" + SMUGGLED);
    malformed(registration(JSON, "Transfer-Encoding : chunked") + chunk);
    malformed(
        registration(JSON, "Transfer-Encoding: chunked", "Transfer-Encoding: identity") + chunk);
    for (String length :
        List.of("2, 2", "2,40", "+2", "-2", "0x2", "2 2", "two", "", "2.0", "9".repeat(20))) {
      malformed(registration(JSON, "Content-Length: " + length) + "{}" + SMUGGLED);
    }
    for (String encoding :
        List.of("identity", "gzip, chunked", "chunked, identity", "xchunked", "chunked;a=b")) {
      malformed(registration(JSON, "Transfer-Encoding: " + encoding) + chunk);
    }
  }

  @Test
  void takesNoChunksThatAreNone() {
    for (String chunks :
        List.of("zz\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n", "F".repeat(17) + "\r\n{}\r\n")) {
      malformed(registration(JSON, "Transfer-Encoding: chunked") + chunks + SMUGGLED);
    }
  }

  @Test
  void takesNoHeadersThatAreNone() {
    malformed(Wire.head("GET", "/health", "X A: b"));
    malformed(Wire.head("GET", "/health", "nothing"));
    malformed(Wire.head("GET", "/health", "X-A: a\u0000b"));
    malformed(Wire.head("GET", "/health", "Host: elsewhere.example"));
    malformed("GET /health HTTP/1.1\r\n\r\n");
    malformed("GET /health HTTP/1.1\nHost: localhost\n\n");
    malformed("GET  /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  @Test
  void takesNoMoreHeadersThanItHasRoomFor() {
    malformed(Wire.head("GET", "/" + "x".repeat(5000)));
    malformed(Wire.head("GET", "/health", "X-A: " + "x".repeat(17_000)));
    malformed(
        Wire.head("GET", "/health", Collections.nCopies(3000, "X-A: y").toArray(String[]::new)));
    Wire.Reply within = onlyAnswer(Wire.head("GET", "/health", "X-A: " + "x".repeat(15_000), LAST));
    assertThat(within.status()).isEqualTo(200);
  }

  @Test
  void speaksNothingElse() {
    malformed("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    malformed("GET /health HTTP/3.0\r\n\r\n");
    malformed("GET /health\r\n\r\n");
    malformed("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n");
    Wire.Reply old = onlyAnswer("GET /health HTTP/1.0\r\n\r\n");
    assertThat(old.status()).isEqualTo(505);
    assertThat(old.code()).isEqualTo("version_not_supported");
    String upgrade = Wire.head("GET", "/health", "Upgrade: h2c", "Connection: Upgrade, close");
    assertThat(onlyAnswer(upgrade).status()).isEqualTo(200);
    for (String target : List.of("http://elsewhere.example/health", "elsewhere.example:80", "*")) {
      assertThat(onlyAnswer(Wire.head("GET", target, LAST)).status()).isEqualTo(404);
    }
  }

  @Test
  void endsTheConnectionWhenTheClientSaysSo() {
    for (String option : List.of("close", "Close", "x, close")) {
      Wire.Reply reply = onlyAnswer(Wire.head("GET", "/health", "Connection: " + option));
      assertThat(reply.status()).isEqualTo(200);
    }
    assertThat(onlyAnswer(Wire.head("GET", "/nothing", LAST)).status()).isEqualTo(404);
  }

  @Test
  void answersRequestsOneAfterTheOther() {
    try (Wire wire = stage.wire()) {
      wire.send(SMUGGLED + Wire.head("GET", "/nothing") + SMUGGLED);
      assertThat(List.of(wire.reply().status(), wire.reply().status(), wire.reply().status()))
          .containsExactly(200, 404, 200);
    }
  }

  @Test
  void takesNoBodyForARequest() {
    String withBody = Wire.head("GET", "/health", "Content-Length: " + SMUGGLED.length());
    assertThat(onlyAnswer(withBody + SMUGGLED).status()).isEqualTo(200);
  }

  private static Map<String, String> credentials(Caller by, String path) {
    Map<String, String> headers = new LinkedHashMap<>();
    by.credentials("POST", path).forEach((name, value) -> headers.put(name, name + ": " + value));
    return headers;
  }

  @Test
  void asksForABodyOnlyWhenItWantsIt() {
    Talk talk = stage.talk();
    String path = talk.path("/messages");
    JsonObject question = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-expected"));
    byte[] body = CanonicalJson.bytes(question);
    String length = "Content-Length: " + body.length;
    String expect = "Expect: 100-continue";
    Wire.Reply refused = onlyAnswer(Wire.head("POST", path, JSON, length, expect));
    assertThat(refused.status()).isEqualTo(401);
    Map<String, String> shown = credentials(stage.alpha, path);
    String token = Objects.requireNonNull(shown.get("Authorization"));
    String proof = Objects.requireNonNull(shown.get("DPoP"));
    try (Wire wire = stage.wire()) {
      wire.send(Wire.head("POST", path, JSON, length, expect, token, proof));
      assertThat(wire.headersOnly().status()).isEqualTo(100);
      Wire.Reply taken = wire.send(body).reply();
      assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    }
  }

  @Test
  void readsNothingOfABodyThatIsAnnouncedAsFarTooLarge() {
    for (String expect : List.of("Expect: 100-continue", "X-Nothing: at all")) {
      Wire.Reply reply = onlyAnswer(registration(JSON, "Content-Length: 20000000", expect));
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.code()).isEqualTo("too_large");
    }
  }

  @Test
  void losesNothingWhenABodyBreaksOff() {
    Talk talk = stage.talk();
    String path = talk.path("/messages");
    JsonObject question = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-cut"));
    byte[] body = CanonicalJson.bytes(question);
    Talk.Place before = talk.place();
    Map<String, String> shown = credentials(stage.alpha, path);
    try (Wire wire = stage.wire()) {
      wire.send(
              Wire.head(
                  "POST",
                  path,
                  JSON,
                  "Content-Length: " + body.length,
                  Objects.requireNonNull(shown.get("Authorization")),
                  Objects.requireNonNull(shown.get("DPoP"))))
          .send(new String(body, StandardCharsets.UTF_8).substring(0, body.length / 2))
          .noMore();
      Wire.Reply reply = wire.reply();
      assertThat(reply.code()).isEqualTo("malformed");
    }
    assertThat(talk.place()).isEqualTo(before);
    assertThat(talk.post(stage.alpha, question).statusCode()).isEqualTo(201);
  }
}
