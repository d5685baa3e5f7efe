package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Bodies that are no JSON object within the limits: refused before anything is looked at, and
/// nothing changes.
final class BodyTest {
  private static final String JSON = "application/json";

  private static Stage stage;
  private static Talk talk;

  @BeforeAll
  static void begin() {
    stage = new Stage();
    talk = stage.talk();
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, byte[]> malformed() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("nothing", utf8(""));
    bodies.put("not JSON", utf8("give me everything"));
    bodies.put("broken off", utf8("{\"a\":"));
    bodies.put("a list", utf8("[{}]"));
    bodies.put("null", utf8("null"));
    bodies.put("a comma too many", utf8("{\"a\":1,}"));
    bodies.put("something behind it", utf8("{\"a\":1} {}"));
    bodies.put("a byte-order mark", utf8("\uFEFF{}"));
    bodies.put("a key twice", utf8("{\"a\":1,\"a\":1}"));
    bodies.put("a key twice, deep", utf8("{\"a\":[{\"b\":{\"c\":1,\"d\":2,\"c\":1}}]}"));
    bodies.put("a key twice, spelt in two ways", utf8("{\"a\":1,\"\\u0061\":2}"));
    bodies.put("a broken byte", latin1("{\"a\":\"\u00c3(\"}"));
    bodies.put("an overlong slash", latin1("{\"a\":\"\u00c0\u00af\"}"));
    bodies.put("a surrogate as bytes", latin1("{\"a\":\"\u00ed\u00a0\u0080\"}"));
    bodies.put("a cut character", latin1("{\"a\":\"\u00f0\u009f\u0098\"}"));
    bodies.put("a lone high surrogate", utf8("{\"a\":\"\\ud83d\"}"));
    bodies.put("a lone low surrogate", utf8("{\"a\":\"\\ude00\\ud83d\"}"));
    bodies.put("a lone surrogate in a key", utf8("{\"\\ud83d\":1}"));
    bodies.put("UTF-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE));
    bodies.put("minus zero", utf8("{\"a\":-0}"));
    bodies.put("an integer that loses digits", utf8("{\"a\":9007199254740993}"));
    bodies.put("a number beyond all bounds", utf8("{\"a\":1e400}"));
    bodies.put("a number that vanishes", utf8("{\"a\":1e-400}"));
    bodies.put(
        "a number of a hundred thousand digits", utf8("{\"a\":1" + "0".repeat(100_000) + "}"));
    bodies.put("no number", utf8("{\"a\":NaN}"));
    bodies.put("a leading zero", utf8("{\"a\":01}"));
    bodies.put("a control character", utf8("{\"a\":\"\n\"}"));
    bodies.put("too deep", utf8("{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}"));
    bodies.put("very deep", utf8("{\"a\":" + "[".repeat(100_000)));
    StringBuilder many = new StringBuilder("{");
    for (int i = 0; i <= JsonLimits.MESSAGE.maxMembers(); i++) {
      many.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":1");
    }
    bodies.put("too many members", utf8(many.append("}").toString()));
    return bodies;
  }

  @Test
  void refusesWhatIsNoObjectOfStrictJson() {
    Talk.Place before = talk.place();
    malformed()
        .forEach(
            (what, body) -> {
              HttpResponse<String> answer =
                  stage.alpha.send("POST", talk.path("/messages"), JSON, body);
              assertThat(answer.statusCode()).as(what).isEqualTo(400);
              assertThat(Json.code(answer)).as(what).isEqualTo(ErrorCode.MALFORMED.wire());
            });
    assertThat(talk.place()).isEqualTo(before);
  }

  @Test
  void refusesItAlikeWhereverABodyIsTaken() {
    byte[] twice = utf8("{\"a\":[{\"b\":1,\"b\":2}]}");
    for (String request :
        List.of(
            "POST /v1/asp/sessions",
            "POST /v1/asp/discover",
            "DELETE " + talk.path(""),
            "PUT " + stage.alpha.path(""))) {
      String[] parts = request.split(" ", 2);
      HttpResponse<String> answer = stage.alpha.send(parts[0], parts[1], JSON, twice);
      assertThat(Json.code(answer)).as(request).isEqualTo("malformed");
      assertThat(Json.details(answer).string("fault")).as(request).isPresent();
      assertThat(Json.details(answer).integer("offset")).as(request).isPresent();
    }
  }

  @Test
  void takesWhatIsJustWithinTheLimits() {
    byte[] deep = utf8("{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}");
    HttpResponse<String> answer = stage.alpha.send("POST", talk.path("/messages"), JSON, deep);
    assertThat(Json.details(answer).string("pointer")).contains("/version");
    HttpResponse<String> large =
        stage.alpha.send(
            "POST", talk.path("/messages"), JSON, padded(JsonLimits.MESSAGE.maxBytes()));
    assertThat(Json.details(large).string("pointer")).contains("/version");
  }

  private static byte[] padded(int size) {
    String frame = "{\"a\":\"\"}";
    return utf8("{\"a\":\"" + "x".repeat(size - frame.length()) + "\"}");
  }

  @Test
  void refusesMoreThanTheLimitHoweverItIsSent() {
    for (int size : new int[] {JsonLimits.MESSAGE.maxBytes() + 1, 1 << 20}) {
      byte[] body = padded(size);
      HttpResponse<String> announced =
          talk.refuses(
              ErrorCode.TOO_LARGE,
              () -> stage.alpha.send("POST", talk.path("/messages"), JSON, body));
      assertThat(Json.details(announced).integer("limit")).hasValue(JsonLimits.MESSAGE.maxBytes());
      talk.refuses(ErrorCode.TOO_LARGE, () -> chunked(body));
    }
  }

  private static HttpResponse<String> chunked(byte[] body) {
    HttpRequest.Builder request =
        stage
            .alpha
            .request("POST", talk.path("/messages"), null)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .header("Content-Type", JSON);
    stage.alpha.credentials("POST", talk.path("/messages")).forEach(request::header);
    return Caller.exchange(request.build());
  }

  @Test
  void takesAChunkedBody() {
    Talk fresh = stage.talk();
    JsonObject question = fresh.signed(stage.beta, Performative.QUERY, Talk.question("q-chunked"));
    HttpRequest.Builder request =
        stage
            .beta
            .request("POST", fresh.path("/messages"), null)
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(CanonicalJson.bytes(question))))
            .header("Content-Type", "application/asp+json; charset=UTF-8");
    stage.beta.credentials("POST", fresh.path("/messages")).forEach(request::header);
    assertThat(Caller.exchange(request.build()).statusCode()).isEqualTo(201);
  }

  @Test
  void refusesOtherKindsOfBodies() {
    JsonObject question = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-kinds"));
    Talk.Place before = talk.place();
    for (String type :
        List.of(
            "text/plain",
            "text/json",
            "application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "application/jsonx",
            "json")) {
      HttpResponse<String> answer =
          stage.alpha.send("POST", talk.path("/messages"), type, CanonicalJson.bytes(question));
      assertThat(answer.statusCode()).as(type).isEqualTo(415);
      assertThat(Json.code(answer)).as(type).isEqualTo("unsupported_media_type");
    }
    HttpRequest.Builder untyped =
        stage
            .alpha
            .request("POST", talk.path("/messages"), null)
            .POST(BodyPublishers.ofByteArray(CanonicalJson.bytes(question)));
    stage.alpha.credentials("POST", talk.path("/messages")).forEach(untyped::header);
    assertThat(Caller.exchange(untyped.build()).statusCode()).isEqualTo(415);
    assertThat(talk.place()).isEqualTo(before);
  }

  @Test
  void readsOnAfterARefusalSoThatTheClientHearsIt() {
    byte[] body = padded(700 * 1024);
    Map<String, String> shown = stage.alpha.credentials("POST", talk.path("/messages"));
    try (Wire wire = stage.wire()) {
      wire.send(
              Wire.head(
                  "POST",
                  talk.path("/messages"),
                  "Authorization: " + shown.get("Authorization"),
                  "DPoP: " + shown.get("DPoP"),
                  "Content-Type: application/json",
                  "Content-Length: " + body.length))
          .send(body);
      assertThat(wire.reply().code()).isEqualTo("too_large");
      assertThat(wire.end()).isEqualTo(Wire.End.IN_ORDER);
    }
  }
}
