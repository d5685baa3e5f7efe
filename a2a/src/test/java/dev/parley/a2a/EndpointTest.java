package dev.parley.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.serve.ServerLimits;
import dev.parley.a2a.task.TaskLimits;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an A2A endpoint says to callers that are wrong, too many or too large.
final class EndpointTest {
  private static final String SEND =
      "{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"%s\"}]}%s}";
  private static final String AT_ONCE = ",\"configuration\":{\"returnImmediately\":true}";

  private final HttpClient client = HttpClient.newHttpClient();
  private A2aServer server = Endpoint.start();

  @AfterEach
  void end() {
    server.close();
    client.close();
  }

  private void anew(A2aServer.Setting setting, TaskLimits limits) {
    server.close();
    server = Endpoint.start(setting, limits);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.address() + path)).header("A2A-Version", "1.0");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> post(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> say(String words, String more) {
    return post("/message:send", SEND.formatted(words, more));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return StrictJson.read(
                answer.body().getBytes(StandardCharsets.UTF_8),
                new JsonLimits(8 * 1024 * 1024, 64, 1000))
            instanceof Parsed.Value(JsonObject object, _)
        ? object
        : JsonObject.EMPTY;
  }

  private static Optional<String> reason(JsonObject error, String details) {
    return error
        .array(details)
        .map(list -> (JsonObject) list.get(0))
        .flatMap(detail -> detail.string("reason"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | -32700 | PARSE_ERROR",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"GetTask\"} | -32700 | PARSE_ERROR",
        "[] | -32600 | INVALID_REQUEST",
        "{\"jsonrpc\":\"2.0\",\"method\":\"GetTask\"} | -32600 | INVALID_REQUEST",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"GetTask\"} | -32600 | INVALID_REQUEST",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\",\"params\":[]} | -32600 | INVALID_REQUEST",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\"} | -32601 | METHOD_NOT_FOUND",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetTask\"} | -32602 | INVALID_PARAMS",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{}} | -32602 | INVALID_PARAMS",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ListTasks\",\"params\":{\"pageSize\":101}} | -32602 | INVALID_PARAMS",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ListTasks\",\"params\":{\"status\":\"DONE\"}} | -32602 | INVALID_PARAMS",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"GetExtendedAgentCard\"} | -32004 | UNSUPPORTED_OPERATION",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"CreateTaskPushNotificationConfig\"} | -32003 | PUSH_NOTIFICATION_NOT_SUPPORTED"
      })
  void answersWrongCallsWithTheirError(String body, long code, String reason) {
    HttpResponse<String> answer = post("/", body);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject error = json(answer).object("error").orElseThrow();
    assertThat(error.integer("code")).hasValue(code);
    assertThat(reason(error, "data")).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /message:send | {} | 400 | INVALID_PARAMS",
        "POST | /message:send | [] | 400 | INVALID_PARAMS",
        "POST | /message:send | {\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"x\"}]}} | 400 | INVALID_PARAMS",
        "POST | /message:send | {\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[]}} | 400 | INVALID_PARAMS",
        "POST | /message:send | {\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"x\",\"url\":\"y\"}]}} | 400 | INVALID_PARAMS",
        "GET | /tasks/none | '' | 404 | TASK_NOT_FOUND",
        "GET | /tasks?pageSize=0 | '' | 400 | INVALID_PARAMS",
        "GET | /tasks?historyLength=many | '' | 400 | INVALID_PARAMS",
        "GET | /tasks?pageToken=x | '' | 400 | INVALID_PARAMS",
        "POST | /tasks/none:cancel | '' | 404 | TASK_NOT_FOUND",
        "POST | /tasks/none:explode | '' | 404 | METHOD_NOT_FOUND",
        "GET | /extendedAgentCard | '' | 400 | UNSUPPORTED_OPERATION",
        "GET | /tasks/t/pushNotificationConfigs | '' | 400 | PUSH_NOTIFICATION_NOT_SUPPORTED",
        "GET | /elsewhere | '' | 404 | METHOD_NOT_FOUND",
        "GET | / | '' | 404 | METHOD_NOT_FOUND"
      })
  void answersWrongRequestsWithTheirError(
      String method, String path, String body, int status, String reason) {
    HttpResponse<String> answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    JsonObject error = json(answer).object("error").orElseThrow();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(reason(error, "details")).contains(reason);
    assertThat(error.integer("code")).hasValue(answer.statusCode());
  }

  @Test
  void refusesOtherKindsOfBodies() {
    for (String path : List.of("/", "/message:send")) {
      HttpResponse<String> answer =
          send(
              request(path)
                  .header("Content-Type", "text/plain")
                  .POST(HttpRequest.BodyPublishers.ofString("{}")));
      assertThat(answer.body()).contains("CONTENT_TYPE_NOT_SUPPORTED");
    }
  }

  @Test
  void takesTheVersionFromTheQueryToo() {
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(URI.create(server.address() + "/tasks?A2A-Version=1.0"));
    assertThat(send(bare).statusCode()).isEqualTo(200);
    HttpRequest.Builder none = HttpRequest.newBuilder(URI.create(server.address() + "/tasks"));
    assertThat(send(none).body()).contains("VERSION_NOT_SUPPORTED");
  }

  @Test
  void echoesWhatIsActiveAndNothingElse() {
    HttpResponse<String> answer =
        send(request("/tasks").header("A2A-Extensions", "urn:other, " + SessionExtension.URI));
    assertThat(answer.headers().allValues("A2A-Extensions")).containsExactly(SessionExtension.URI);
    HttpResponse<String> old =
        send(request("/tasks").header("X-A2A-Extensions", SessionExtension.URI));
    assertThat(old.headers().firstValue("A2A-Extensions")).contains(SessionExtension.URI);
    assertThat(send(request("/tasks")).headers().firstValue("A2A-Extensions")).isEmpty();
  }

  @Test
  void servesItsCardSignedAndToBeKept() {
    HttpResponse<String> card = send(request(A2aServer.CARD));
    assertThat(
            CardSignature.verified(
                json(card),
                CryptoProviders.verifying().verifier(),
                (_, _) -> Optional.of(Endpoint.KEYS.tokenSigner().publicKey())))
        .isInstanceOf(Decoded.Valid.class);
    assertThat(card.headers().firstValue("Last-Modified")).contains("Thu, 1 Jan 1970 00:00:00 GMT");
    String tag = card.headers().firstValue("ETag").orElseThrow();
    assertThat(send(request(A2aServer.CARD).header("If-None-Match", tag)).statusCode())
        .isEqualTo(304);
  }

  @Test
  void bearsNoMoreThanItsLimits() {
    anew(
        A2aServer.Setting.local()
            .with(
                new ServerLimits(
                    20_000,
                    Duration.ofSeconds(10),
                    50,
                    50,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5))),
        new TaskLimits(3, 2, 10, 300_000, 1, Duration.ofSeconds(30)));
    assertThat(say("x".repeat(30_000), "").statusCode()).isEqualTo(413);
    assertThat(say("much", "").body()).contains("TASK_STATE_FAILED", "300000 bytes");
    assertThat(say("wait", AT_ONCE).statusCode()).isEqualTo(200);
    assertThat(say("wait", AT_ONCE).statusCode()).isEqualTo(200);
    HttpResponse<String> third = say("work", "");
    assertThat(third.statusCode()).as(third.body()).isEqualTo(429);
    assertThat(json(send(request("/tasks"))).integer("totalSize")).hasValue(3);
  }

  @Test
  void letsTheOldestThatHasEndedMakeRoom() {
    anew(A2aServer.Setting.local(), new TaskLimits(2, 5, 10, 100_000, 1, Duration.ofSeconds(30)));
    String first = json(say("work", "")).object("task").flatMap(t -> t.string("id")).orElseThrow();
    say("ask", "");
    assertThat(send(request("/tasks/" + first)).statusCode()).isEqualTo(200);
    say("ask", "");
    assertThat(send(request("/tasks/" + first)).statusCode()).isEqualTo(404);
    assertThat(say("work", "").statusCode()).as("two wait for an answer").isEqualTo(429);
  }

  @Test
  void showsEachCallerItsOwnTasksOnly() {
    anew(
        A2aServer.Setting.local().with(headers -> headers.apply("X-Caller").stream().findFirst()),
        TaskLimits.USUAL);
    assertThat(send(request("/tasks")).statusCode()).isEqualTo(401);
    HttpResponse<String> mine =
        send(
            request("/message:send")
                .header("X-Caller", "one")
                .header("Content-Type", "application/a2a+json")
                .POST(HttpRequest.BodyPublishers.ofString(SEND.formatted("work", ""))));
    String id = json(mine).object("task").flatMap(t -> t.string("id")).orElseThrow();
    HttpResponse<String> theirs = send(request("/tasks/" + id).header("X-Caller", "two"));
    HttpResponse<String> nobodys = send(request("/tasks/none").header("X-Caller", "two"));
    assertThat(theirs.statusCode()).isEqualTo(404);
    assertThat(theirs.body()).isEqualTo(nobodys.body());
    JsonObject list = json(send(request("/tasks").header("X-Caller", "two")));
    assertThat(list.array("tasks")).contains(JsonArray.EMPTY);
  }
}
