package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.message.SessionId;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Nobody, a stranger and a participant at every endpoint. Whoever takes no part in a session can
/// not tell it from one that does not exist.
final class StrangerTest {
  private static Stage stage;
  private static Talk talk;
  private static String message;

  /// A request below a session.
  private record Asked(String method, String below, String body, String header) {
    static Asked get(String below) {
      return new Asked("GET", below, "", "");
    }
  }

  @BeforeAll
  static void begin() {
    stage = new Stage();
    talk = stage.talk();
    message =
        Json.object(stage.alpha.get(talk.path("/messages?limit=1")))
            .array("messages")
            .map(list -> Json.object(list.get(0).toString()))
            .flatMap(m -> m.object("envelope"))
            .flatMap(e -> e.string("messageId"))
            .orElseThrow();
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  private static List<Asked> readings() {
    String card = stage.alpha.agent().card().hash().text();
    return List.of(
        Asked.get(""),
        Asked.get("/messages"),
        Asked.get("/messages?limit=1&since_sequence=0"),
        Asked.get("/messages/" + message),
        Asked.get("/commitments"),
        Asked.get("/cards/" + card),
        Asked.get("/transcript"));
  }

  /// What a stranger might try, the well-formed beside the wrong.
  private static List<Asked> attempts() {
    List<Asked> attempts = new ArrayList<>(readings());
    attempts.add(Asked.get("/events"));
    attempts.add(Asked.get("/events?after=99"));
    attempts.add(Asked.get("/events?after=nonsense"));
    attempts.add(new Asked("GET", "/events", "", "99"));
    attempts.add(new Asked("GET", "/events", "", "nonsense"));
    attempts.add(Asked.get("/messages?limit=nonsense"));
    attempts.add(Asked.get("/messages?cursor=nonsense"));
    attempts.add(Asked.get("/messages/nonsense"));
    attempts.add(Asked.get("/cards/" + Hash.ZERO));
    attempts.add(Asked.get("/escalations/e"));
    attempts.add(new Asked("POST", "/escalations/e/shown", "{\"body\":{}}", ""));
    attempts.add(new Asked("DELETE", "", "", ""));
    for (String body : List.of("", "{", "{}", "{\"performative\":\"CLOSE\"}")) {
      attempts.add(new Asked("POST", "/messages", body, ""));
      attempts.add(new Asked("DELETE", "", body, ""));
    }
    return attempts;
  }

  private static HttpResponse<String> sent(Caller by, String session, Asked asked) {
    String path = "/v1/asp/sessions/" + session + asked.below();
    HttpRequest.Builder request =
        by.request(asked.method(), path, null)
            .method(
                asked.method(),
                asked.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(asked.body(), StandardCharsets.UTF_8));
    if (!asked.body().isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!asked.header().isEmpty()) {
      request.header("Last-Event-ID", asked.header());
    }
    by.credentials(asked.method(), path).forEach(request::header);
    return Caller.exchange(request.build());
  }

  /// Everything about an answer that does not change from one to the next by itself.
  private record Seen(int status, Map<String, List<String>> headers, String body) {
    static Seen of(HttpResponse<String> response) {
      Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
      headers.remove("request-id");
      headers.remove("date");
      return new Seen(response.statusCode(), headers, response.body());
    }
  }

  private static String absent() {
    return new SessionId(ScriptedAgent.freshId(stage.node.clock().now())).toString();
  }

  @Test
  void showsAStrangerNoDifferenceBetweenASessionAndNone() {
    Talk.Place before = talk.place();
    for (Asked asked : attempts()) {
      Seen there = Seen.of(sent(stage.stranger, talk.id().toString(), asked));
      Seen nowhere = Seen.of(sent(stage.stranger, absent(), asked));
      assertThat(there).as(asked.toString()).isEqualTo(nowhere);
    }
    for (Asked reading : readings()) {
      HttpResponse<String> answer = sent(stage.stranger, talk.id().toString(), reading);
      assertThat(answer.statusCode()).as(reading.toString()).isEqualTo(404);
      assertThat(Json.code(answer)).isEqualTo(ErrorCode.SESSION_NOT_FOUND.wire());
      assertThat(Seen.of(answer)).isEqualTo(Seen.of(sent(stage.stranger, "nonsense", reading)));
    }
    assertThat(talk.place()).isEqualTo(before);
  }

  @Test
  void showsAStrangerNoDifferenceToAWellMadeMessage() {
    String[] ids = {talk.id().toString(), absent()};
    List<Seen> seen = new ArrayList<>();
    for (String id : ids) {
      for (Performative performative : List.of(Performative.QUERY, Performative.CLOSE)) {
        JsonObject body =
            performative == Performative.QUERY
                ? Talk.question("q-stranger")
                : JsonObject.EMPTY.with("reason", "cancelled");
        JsonObject envelope =
            stage
                .stranger
                .agent()
                .sign(
                    stage
                        .stranger
                        .agent()
                        .draft(
                            SessionId.parse(id).orElseThrow(),
                            0,
                            Hash.parse(talk.place().head()).orElseThrow(),
                            11,
                            stage.node.clock().now(),
                            performative,
                            body));
        String text = new String(CanonicalJson.bytes(envelope), StandardCharsets.UTF_8);
        seen.add(Seen.of(sent(stage.stranger, id, new Asked("POST", "/messages", text, ""))));
        seen.add(Seen.of(sent(stage.stranger, id, new Asked("DELETE", "", text, ""))));
      }
    }
    assertThat(seen.subList(0, 4)).isEqualTo(seen.subList(4, 8));
    assertThat(seen.getFirst().status()).isEqualTo(404);
  }

  @Test
  void showsAParticipantEverything() {
    for (Caller by : List.of(stage.alpha, stage.beta)) {
      for (Asked reading : readings()) {
        assertThat(sent(by, talk.id().toString(), reading).statusCode())
            .as(reading.toString())
            .isEqualTo(200);
      }
    }
    assertThat(Json.object(stage.stranger.get(SessionEndpoints.PATH)).array("sessions"))
        .hasValueSatisfying(none -> assertThat(none.size()).isZero());
  }

  @Test
  void tellsNobodyAnything() {
    Contract.PUBLISHED
        .operations()
        .forEach(
            (route, operation) -> {
              if (operation.get("security").size() == 1
                  && operation.get("security").get(0).has("accessToken")) {
                String[] parts = route.split(" ", 2);
                Seen there = Seen.of(anonymous(parts[0], filled(parts[1], talk.id().toString())));
                Seen nowhere = Seen.of(anonymous(parts[0], filled(parts[1], absent())));
                assertThat(there).as(route).isEqualTo(nowhere);
                assertThat(there.status()).as(route).isEqualTo(401);
                assertThat(there.body()).contains("\"code\":\"unauthorized\"");
                assertThat(there.headers()).containsKey("www-authenticate");
              }
            });
  }

  private static HttpResponse<String> anonymous(String method, String path) {
    return Caller.exchange(stage.stranger.request(method, path, null).build());
  }

  private static String filled(String template, String session) {
    return template
        .replace("{sessionId}", session)
        .replace("{messageId}", message)
        .replace("{disputeId}", session)
        .replace("{escalationId}", "e")
        .replace("{hash}", stage.alpha.agent().card().hash().text())
        .replace("{agentId}", Caller.encoded(stage.alpha.agent().uri().text()));
  }

  @Test
  void keepsAnInboxForItsOwner() {
    Seen of = Seen.of(stage.stranger.get(stage.alpha.path("/inbox")));
    assertThat(of.status()).isEqualTo(401);
    assertThat(of)
        .isEqualTo(
            Seen.of(
                stage.stranger.get(
                    "/v1/asp/agents/" + Caller.encoded("agent://no.example/body") + "/inbox")))
        .isEqualTo(Seen.of(stage.stranger.get("/v1/asp/agents/nonsense/inbox")));
  }

  @Test
  void letsNobodyTakeTheIdOfASession() {
    Talk other = new Talk(stage.node, stage.stranger, stage.beta);
    JsonObject invitation =
        stage
            .stranger
            .agent()
            .sign(
                stage
                    .stranger
                    .agent()
                    .draft(
                        talk.id(),
                        0,
                        Hash.ZERO,
                        11,
                        stage.node.clock().now(),
                        Performative.PROPOSE,
                        other.invitation()));
    talk.refuses(
        ErrorCode.DUPLICATE, () -> stage.stranger.call("POST", SessionEndpoints.PATH, invitation));
  }
}
