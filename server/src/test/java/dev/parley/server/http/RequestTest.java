package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Paths, methods and parameters that are not what they should be.
final class RequestTest {
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

  private static void malformed(String path) {
    HttpResponse<String> answer = stage.alpha.get(path);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(400);
    assertThat(Json.code(answer)).as(path).isEqualTo("malformed");
  }

  @Test
  void refusesNumbersThatAreNone() {
    for (String path : List.of("/v1/asp/sessions", talk.path("/messages"), "/v1/asp/discover")) {
      for (String limit :
          List.of("0", "-1", "abc", "1e1", "0x10", "1.0", "+1", "%201", "99999999999999999999")) {
        malformed(path + "?limit=" + limit);
      }
      malformed(path + "?limit=1&limit=2");
      malformed(path + "?cursor=nonsense");
      malformed(path + "?cursor=%C0%AF");
      malformed(path + "?cursor=%00");
    }
    for (String since : List.of("-1", "abc", "1.5", "9999999999999999", "%D9%A1")) {
      malformed(talk.path("/messages?since_sequence=") + since);
      malformed(talk.path("/events?after=") + since);
      malformed(stage.alpha.path("/inbox?after=") + since);
    }
  }

  @Test
  void readsPagesOfAtMostTwoHundred() {
    for (String limit : List.of("201", "200", "999999999999")) {
      assertThat(stage.alpha.get(talk.path("/messages?limit=") + limit).statusCode())
          .isEqualTo(200);
    }
    JsonObject first = Json.object(stage.alpha.get(talk.path("/messages?limit=2")));
    String cursor = first.string("nextCursor").orElseThrow();
    JsonObject rest =
        Json.object(stage.alpha.get(talk.path("/messages?limit=200&cursor=") + cursor));
    assertThat(first.array("messages").orElseThrow().size()).isEqualTo(2);
    assertThat(rest.array("messages").orElseThrow().size()).isEqualTo(3);
    assertThat(rest.has("nextCursor")).isFalse();
    assertThat(
            Json.object(stage.alpha.get(talk.path("/messages?since_sequence=3")))
                .array("messages")
                .orElseThrow()
                .size())
        .isEqualTo(1);
    assertThat(
            Json.object(stage.alpha.get(talk.path("/messages?since_sequence=400")))
                .array("messages")
                .orElseThrow()
                .size())
        .isZero();
    Talk other = stage.talk();
    malformed(other.path("/messages?cursor=") + cursor);
  }

  @Test
  void refusesScoresThatAreNone() {
    for (String trust : List.of("-1", "101", "abc", "NaN", "Infinity", "1d", "0x1p3", "%2050")) {
      malformed("/v1/asp/discover?min_trust=" + trust);
    }
    for (String trust : List.of("0", "10.5", "100", "1e1")) {
      assertThat(stage.alpha.get("/v1/asp/discover?min_trust=" + trust).statusCode())
          .as(trust)
          .isEqualTo(200);
    }
  }

  @Test
  void knowsOnlyItsOwnPaths() {
    for (String path :
        List.of(
            "/",
            "//",
            "/v1",
            "/v1/asp",
            "/v1/asp/sessions/",
            "/v1//asp/sessions",
            "/V1/asp/sessions",
            "/v1/asp/sessions/../sessions",
            "/v1/asp/./sessions",
            "/v1/asp/%2e%2e/asp/sessions",
            "/v1%2Fasp%2Fsessions",
            "/v1/asp/sessions%00",
            "/v1/asp/sessions;a=b",
            "/v1/asp/sessions//messages",
            "/v1/asp/agents//card",
            "/v1/asp/agents/agent%3A%2F%2Facme.example%2Fa%C0%AFb/card",
            "/../../etc/passwd",
            "/v1/dev/clock",
            "/.well-known/asp.json/")) {
      try (Wire wire = stage.wire()) {
        Wire.Reply reply = wire.send(Wire.head("GET", path)).reply();
        assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(404);
        assertThat(reply.code()).as(path).isEqualTo("unknown_path");
      }
    }
  }

  @Test
  void refusesPathsThatAreNotEncoded() {
    for (String path :
        List.of("/v1/asp/sessions%", "/v1/asp/sessions%zz", "/health?a=%", "/health?a=1&a=2")) {
      try (Wire wire = stage.wire()) {
        Wire.Reply reply = wire.send(Wire.head("GET", path)).reply();
        assertThat(reply.status()).as(path).isEqualTo(400);
        assertThat(reply.code()).as(path).isEqualTo("malformed");
      }
    }
  }

  @Test
  void readsTheNamesOfAgentsStrictly() {
    String card = "/v1/asp/agents/%s/card";
    String name = stage.beta.agent().uri().text();
    for (String good :
        List.of(
            Caller.encoded(name),
            Caller.encoded(name).replace("%2F", "%2f"),
            Caller.encoded(name).replace("beta", "b%65ta"))) {
      try (Wire wire = stage.wire()) {
        Wire.Reply reply = wire.send(Wire.head("GET", card.formatted(good))).reply();
        assertThat(reply.status()).as(good).isEqualTo(200);
      }
    }
    for (String bad :
        List.of(
            Caller.encoded(name) + "%2F",
            Caller.encoded(name.replace("beta", "BETA")),
            Caller.encoded(name.replace("cloudprime", "CloudPrime")),
            Caller.encoded(Caller.encoded(name)),
            Caller.encoded(name) + "+",
            Caller.encoded(name) + "%20",
            Caller.encoded(name) + "%2F..%2Fbeta",
            Caller.encoded(name) + "%3Fx",
            Caller.encoded(name.replace("agent:", "AGENT:")),
            "beta",
            "x".repeat(600))) {
      try (Wire wire = stage.wire()) {
        Wire.Reply reply = wire.send(Wire.head("GET", card.formatted(bad))).reply();
        assertThat(reply.status()).as(bad).isEqualTo(404);
        assertThat(reply.code()).as(bad).isEqualTo("agent_not_found");
      }
    }
  }

  @Test
  void namesTheMethodsThatAPathTakes() {
    Map<String, Set<String>> taken = new TreeMap<>();
    for (String route : Contract.PUBLISHED.operations().keySet()) {
      String[] parts = route.split(" ", 2);
      taken.computeIfAbsent(parts[1], _ -> new TreeSet<>()).add(parts[0]);
    }
    taken.remove("/v1/dev/clock");
    taken.forEach(
        (template, methods) -> {
          String path = template.replaceAll("[{][^}]*[}]", "x");
          for (String method :
              List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")) {
            if (!methods.contains(method)) {
              try (Wire wire = stage.wire()) {
                Wire.Reply reply = wire.send(Wire.head(method, path)).reply();
                assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
                assertThat(reply.code()).isEqualTo("method_not_allowed");
                assertThat(reply.header("allow")).isEqualTo(String.join(", ", methods));
              }
            }
          }
        });
  }

  @Test
  void answersHeadWithoutABodySoThatTheNextAnswerIsTheNext() {
    try (Wire wire = stage.wire()) {
      Wire.Reply head = wire.send(Wire.head("HEAD", "/health")).headersOnly();
      assertThat(head.status()).isEqualTo(405);
      Wire.Reply next = wire.send(Wire.head("GET", "/health")).reply();
      assertThat(next.status()).isEqualTo(200);
      assertThat(Json.object(next.body()).string("status")).contains("ok");
    }
  }
}
