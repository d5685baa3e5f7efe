package dev.parley.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.task.TaskLimits;
import dev.parley.core.a2a.A2aInterfaces.Session;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our endpoint under the client of the JavaScript SDK, over both bindings.
final class SdkClientTest {
  private static final Map<String, Peer> CLIENTS = new HashMap<>();
  private static A2aServer server;
  private static A2aServer bound;

  @BeforeAll
  static void begin() {
    server = Endpoint.start();
    bound = Endpoint.start(A2aServer.Setting.local().with(Session.REQUIRED), TaskLimits.USUAL);
  }

  @AfterAll
  static void end() {
    CLIENTS.values().forEach(Peer::close);
    server.close();
    bound.close();
  }

  private static Peer client(A2aServer which, String binding) {
    return CLIENTS.computeIfAbsent(
        which.port() + binding, _ -> Peer.of("client.mjs", which.address().toString(), binding));
  }

  private static JsonObject op(String op, JsonObject params) {
    return JsonObject.EMPTY.with("op", op).with("params", params);
  }

  private static JsonObject message(String words) {
    return JsonObject.of(
        "message",
        JsonObject.EMPTY
            .with("messageId", "m-1")
            .with("role", "ROLE_USER")
            .with("parts", JsonArray.of(List.of(JsonObject.EMPTY.with("text", words)))));
  }

  private static JsonObject begun(String words) {
    return message(words)
        .with("configuration", JsonObject.of("returnImmediately", JsonBoolean.TRUE));
  }

  private static JsonObject task(JsonObject answer) {
    assertThat(answer.object("task")).as("%s", answer).isPresent();
    return answer.object("task").orElseThrow();
  }

  private static String state(JsonObject task) {
    return task.object("status").flatMap(s -> s.string("state")).orElse("");
  }

  private static String id(JsonObject task) {
    return task.string("id").orElseThrow();
  }

  private static List<String> states(JsonObject answer) {
    List<String> out = new ArrayList<>();
    for (JsonValue each : answer.array("events").orElseThrow()) {
      JsonObject event = (JsonObject) each;
      event
          .object("task")
          .or(() -> event.object("statusUpdate"))
          .ifPresentOrElse(holder -> out.add(state(holder)), () -> out.add("artifact"));
    }
    return out;
  }

  private static void failed(JsonObject answer, String error) {
    assertThat(answer.string("error").orElse("none: " + answer)).endsWith(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void takesAMessageAndAnswersWithTheTask(String binding) {
    Peer client = client(server, binding);
    JsonObject task = task(client.does(op("send", message("work"))));
    assertThat(state(task)).isEqualTo("TASK_STATE_COMPLETED");
    JsonObject artifact = (JsonObject) task.array("artifacts").orElseThrow().get(0);
    assertThat(artifact.array("parts").orElseThrow().size()).isEqualTo(2);
    JsonObject again = task(client.does(op("get", JsonObject.EMPTY.with("id", id(task)))));
    assertThat(again).isEqualTo(task);
    JsonObject brief =
        task(
            client.does(
                op(
                    "get",
                    JsonObject.EMPTY
                        .with("id", id(task))
                        .with("historyLength", JsonNumber.of(0)))));
    assertThat(brief.has("history")).isFalse();
    failed(
        client.does(op("get", JsonObject.EMPTY.with("id", "no-such-task"))), "TaskNotFoundError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void streams(String binding) {
    JsonObject answer = client(server, binding).does(op("stream", message("work")));
    assertThat(states(answer))
        .startsWith("TASK_STATE_SUBMITTED")
        .endsWith("artifact", "artifact", "TASK_STATE_COMPLETED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void cancelsWhatGoesOnAndNothingElse(String binding) {
    Peer client = client(server, binding);
    String id = id(task(client.does(op("send", begun("wait")))));
    JsonObject which = JsonObject.EMPTY.with("id", id);
    assertThat(state(task(client.does(op("cancel", which))))).isEqualTo("TASK_STATE_CANCELED");
    failed(client.does(op("subscribe", which)), "UnsupportedOperationError");
    String done = id(task(client.does(op("send", message("work")))));
    failed(client.does(op("cancel", JsonObject.EMPTY.with("id", done))), "TaskNotCancelableError");
    failed(client.does(op("cancel", JsonObject.EMPTY.with("id", "none"))), "TaskNotFoundError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void letsATaskBeWatchedFromInBetween(String binding) {
    Peer client = client(server, binding);
    String id = id(task(client.does(op("send", begun("wait")))));
    JsonObject which = JsonObject.EMPTY.with("id", id);
    JsonObject first = client.does(op("subscribe", which).with("most", 1));
    assertThat(states(first).getFirst()).isIn("TASK_STATE_SUBMITTED", "TASK_STATE_WORKING");
    JsonObject rest = client.does(op("subscribe-and-cancel", which));
    assertThat(states(rest)).as("%s", rest).endsWith("TASK_STATE_CANCELED");
  }

  @Test
  void letsATaskBeWatchedByGetToo() {
    Peer client = client(server, "HTTP+JSON");
    String id = id(task(client.does(op("send", message("ask")))));
    JsonObject answer = client.does(op("subscribe-get", JsonObject.EMPTY.with("id", id)));
    assertThat(answer.integer("status")).hasValue(200);
    assertThat(answer.string("type")).contains("text/event-stream");
    assertThat(answer.string("first").orElse("")).contains(id, "TASK_STATE_INPUT_REQUIRED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void listsPageByPage(String binding) {
    Peer client = client(server, binding);
    String context = "context-" + binding;
    for (int i = 0; i < 3; i++) {
      JsonObject said = message("work").object("message").orElseThrow();
      client.does(op("send", JsonObject.of("message", said.with("contextId", context))));
    }
    JsonObject filter =
        JsonObject.EMPTY
            .with("contextId", context)
            .with("pageSize", 2)
            .with("status", "TASK_STATE_COMPLETED");
    JsonObject first = client.does(op("list", filter));
    assertThat(first.array("tasks").orElseThrow().size()).as("%s", first).isEqualTo(2);
    assertThat(first.integer("totalSize").orElse(0)).isEqualTo(3);
    JsonObject second =
        client.does(
            op("list", filter.with("pageToken", first.string("nextPageToken").orElseThrow())));
    assertThat(second.array("tasks").orElseThrow().size()).isEqualTo(1);
    assertThat(second.string("nextPageToken").orElse("")).isEmpty();
    failed(
        client.does(op("list", JsonObject.EMPTY.with("pageToken", "made up"))),
        "RequestMalformedError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void goesOnWithWhatWasAskedBack(String binding) {
    Peer client = client(server, binding);
    JsonObject task = task(client.does(op("send", message("ask"))));
    assertThat(state(task)).isEqualTo("TASK_STATE_INPUT_REQUIRED");
    JsonObject answer =
        message("this one").object("message").orElseThrow().with("taskId", id(task));
    JsonObject done = task(client.does(op("send", JsonObject.of("message", answer))));
    assertThat(state(done)).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(id(done)).isEqualTo(id(task));
    failed(client.does(op("send", JsonObject.of("message", answer))), "UnsupportedOperationError");
    failed(
        client.does(op("send", JsonObject.of("message", answer.with("taskId", "no-such-task")))),
        "TaskNotFoundError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void tellsNobodyWhyAnAgentFailed(String binding) {
    JsonObject task = task(client(server, binding).does(op("send", message("fail"))));
    assertThat(state(task)).isEqualTo("TASK_STATE_FAILED");
    assertThat(task.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void refusesOtherVersionsAndNone(String binding) {
    Peer client = client(server, binding);
    for (String version : List.of("0.3", "2.0", "")) {
      failed(
          client.does(
              op("send", message("work"))
                  .with("headers", JsonObject.EMPTY.with("A2A-Version", version))),
          "VersionNotSupportedError");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void refusesWhoDoesNotActivateWhatIsRequired(String binding) {
    Peer client = client(bound, binding);
    failed(client.does(op("send", message("work"))), "ExtensionSupportRequiredError");
    failed(client.does(op("stream", message("work"))), "ExtensionSupportRequiredError");
    JsonObject active =
        op("send", message("work"))
            .with("headers", JsonObject.EMPTY.with("A2A-Extensions", SessionExtension.URI));
    JsonObject refused = client.does(active);
    failed(refused, "RequestMalformedError");
    assertThat(refused.object("metadata").flatMap(m -> m.string("aspCode")))
        .isEqualTo(Optional.of("malformed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void refusesAReferenceThatIsNotActivated(String binding) {
    JsonObject named =
        message("work").with("metadata", JsonObject.of(SessionExtension.URI, JsonObject.EMPTY));
    failed(client(server, binding).does(op("send", named)), "ExtensionSupportRequiredError");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JSONRPC", "HTTP+JSON"})
  void callsNobodyBack(String binding) {
    JsonObject callMe =
        message("work")
            .with(
                "configuration",
                JsonObject.of(
                    "taskPushNotificationConfig",
                    JsonObject.EMPTY.with("url", "https://me.example")));
    failed(client(server, binding).does(op("send", callMe)), "PushNotificationNotSupportedError");
  }
}
