package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Bodies;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.config.People;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Escalations over real sockets, on a clock that a test moves.
final class EscalationTest {
  private static final String QUEUE = "/v1/operator/escalations";

  private final Quarrel quarrel = Quarrel.on(node -> node.dealing(new People(3, List.of(), 12)));
  private final Caller alpha = quarrel.stage.alpha;
  private final Caller beta = quarrel.stage.beta;

  @AfterEach
  void end() {
    quarrel.close();
  }

  private JsonObject plan(String amount) {
    JsonObject owed =
        JsonObject.EMPTY.with("party", alpha.agent().uri().text()).with("action", "pay");
    return JsonObject.builder()
        .put("commitmentId", "big")
        .put(
            "deadline",
            Timestamp.format(quarrel.stage.node.clock().now().plus(Duration.ofMinutes(50))))
        .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed))))
        .put("value", JsonObject.EMPTY.with("amount", amount).with("currency", "USD"))
        .build();
  }

  private static JsonObject escalate(String id) {
    return JsonObject.EMPTY.with("escalationId", id).with("reason", "more than I may");
  }

  private static JsonObject escalate(String id, JsonObject plan) {
    return escalate(id).with("bodyHash", Bodies.hash(plan).text());
  }

  private static JsonObject decision(boolean approve) {
    return JsonObject.EMPTY
        .with("decision", "resume")
        .with("approve", JsonBoolean.of(approve))
        .with("reason", "it fits");
  }

  private static JsonObject approving(JsonObject plan) {
    return decision(true).with("bodyHash", Bodies.hash(plan).text());
  }

  private HttpResponse<String> decide(Talk talk, String id, JsonObject decision) {
    return quarrel.operator("POST", QUEUE + "/" + talk.id() + "/" + id + "/decision", decision);
  }

  private static HttpResponse<String> show(Caller by, Talk talk, String id, JsonObject plan) {
    return by.call(
        "POST", talk.path("/escalations/" + id + "/shown"), JsonObject.EMPTY.with("body", plan));
  }

  private static void refuses(ErrorCode code, HttpResponse<String> answer) {
    assertThat(Json.code(answer)).as(answer.body()).isEqualTo(code.wire());
    assertThat(answer.statusCode()).isEqualTo(code.httpStatus());
  }

  private static void made(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private List<String> queue() {
    HttpResponse<String> answer = quarrel.operator("GET", QUEUE, JsonObject.EMPTY);
    return Json.object(answer).array("escalations").orElseThrow().values().stream()
        .map(each -> ((JsonObject) each).string("escalationId").orElseThrow())
        .toList();
  }

  @Test
  void operatorsApproveExactlyWhatTheyWereShown() {
    Talk talk = quarrel.stage.talk();
    JsonObject plan = plan("90");
    JsonObject more = plan.with("note", "a");
    talk.say(alpha, Performative.ESCALATE, escalate("e", plan));
    refuses(ErrorCode.INVALID_REFERENCE, decide(talk, "e", approving(plan)));
    refuses(ErrorCode.HASH_MISMATCH, show(alpha, talk, "e", more));
    refuses(ErrorCode.SESSION_NOT_FOUND, show(beta, talk, "e", plan));
    refuses(ErrorCode.SESSION_NOT_FOUND, show(quarrel.stage.stranger, talk, "e", plan));
    made(show(alpha, talk, "e", plan));
    JsonObject seen =
        Json.object(quarrel.operator("GET", QUEUE + "/" + talk.id() + "/e", JsonObject.EMPTY));
    assertThat(seen.object("shown")).contains(plan);
    assertThat(seen.object("stake").orElseThrow().string("amount")).contains("90");
    refuses(ErrorCode.INVALID_REFERENCE, decide(talk, "e", approving(more)));
    refuses(ErrorCode.INVALID_REFERENCE, decide(talk, "e", decision(true)));
    made(decide(talk, "e", approving(plan)));
    refuses(ErrorCode.DUPLICATE, decide(talk, "e", approving(plan)));
    assertThat(queue()).isEmpty();
    talk.catchesUp().say(alpha, Performative.COMMIT, plan);
    talk.say(beta, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "big"));
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    String transcript = beta.get(talk.path("/transcript")).body();
    for (String line : transcript.lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
    assertThat(transcript).contains("\"type\":\"approval\"", "it fits");
  }

  @Test
  void nobodyElseSeesWhatIsPlanned() {
    Talk talk = quarrel.stage.talk();
    JsonObject plan = plan("90").with("note", "my secret floor");
    talk.say(alpha, Performative.ESCALATE, escalate("e", plan));
    made(show(alpha, talk, "e", plan));
    String path = talk.path("/escalations/e");
    assertThat(alpha.get(path).body()).contains("my secret floor");
    refuses(ErrorCode.SESSION_NOT_FOUND, beta.get(path));
    refuses(ErrorCode.SESSION_NOT_FOUND, quarrel.stage.stranger.get(path));
    assertThat(beta.get(talk.path("/messages")).body()).doesNotContain("my secret floor");
    assertThat(beta.get(talk.path("/transcript")).body()).doesNotContain("my secret floor");
    assertThat(beta.get("/v1/asp/escalations").body()).isEqualTo("{\"escalations\":[]}");
    assertThat(beta.call("POST", "/v1/operator/escalations/x/e/decision", decision(true)))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(401));
  }

  @Test
  void anAuthorityWithKeysOfItsOwnDecides() {
    Talk talk = quarrel.stage.talk();
    Caller manager = quarrel.stage.stranger;
    JsonObject plan = plan("90");
    talk.say(
        alpha, Performative.ESCALATE, escalate("e", plan).with("to", manager.agent().uri().text()));
    made(show(alpha, talk, "e", plan));
    assertThat(queue()).isEmpty();
    assertThat(manager.get("/v1/asp/escalations").body()).contains("\"escalationId\":\"e\"");
    JsonObject seen = Json.object(manager.get(talk.path("/escalations/e")));
    assertThat(seen.object("shown")).contains(plan);
    refuses(ErrorCode.POLICY_VIOLATION, decide(talk, "e", approving(plan)));
    talk.identify(manager);
    JsonObject approve =
        JsonObject.EMPTY
            .with("escalationId", "e")
            .with("decision", "resume")
            .with("approve", JsonBoolean.TRUE);
    JsonObject words = JsonObject.EMPTY.with("informType", "escalation-resolution");
    JsonObject other = approve.with("bodyHash", Bodies.hash(plan("501")).text());
    talk.refuses(
        ErrorCode.INVALID_REFERENCE,
        () ->
            talk.post(
                manager, talk.signed(manager, Performative.INFORM, words.with("data", other))));
    talk.say(
        manager,
        Performative.INFORM,
        words.with("data", approve.with("bodyHash", Bodies.hash(plan).text())));
    assertThat(manager.get("/v1/asp/escalations").body()).isEqualTo("{\"escalations\":[]}");
    assertThat(alpha.get(talk.path("/escalations/e")).body()).contains("\"status\":\"APPROVED\"");
    talk.say(alpha, Performative.COMMIT, plan);
  }

  @Test
  void whatNobodyDecidesInTimeIsRefused() {
    Talk talk = quarrel.stage.talk();
    JsonObject plan = plan("90");
    talk.say(
        alpha,
        Performative.ESCALATE,
        escalate("e", plan)
            .with(
                "deadline",
                Timestamp.format(quarrel.stage.node.clock().now().plus(Duration.ofMinutes(5)))));
    made(show(alpha, talk, "e", plan));
    quarrel.passes(Duration.ofMinutes(5));
    refuses(ErrorCode.TIMEOUT, decide(talk, "e", approving(plan)));
    refuses(ErrorCode.TIMEOUT, show(alpha, talk, "e", plan));
    talk.catchesUp()
        .refuses(
            ErrorCode.POLICY_VIOLATION,
            () -> talk.post(alpha, talk.signed(alpha, Performative.COMMIT, plan)));
    assertThat(alpha.get(talk.path("/escalations/e")).body()).contains("\"status\":\"EXPIRED\"");
    assertThat(queue()).isEmpty();
  }

  @Test
  void whatWaitsWhenTheSessionEndsWaitsNoMore() {
    Talk talk = quarrel.stage.talk();
    JsonObject plan = plan("90");
    talk.say(alpha, Performative.ESCALATE, escalate("e", plan));
    made(show(alpha, talk, "e", plan));
    quarrel.passes(Duration.ofHours(2));
    refuses(ErrorCode.INVALID_TRANSITION, decide(talk, "e", approving(plan)));
    assertThat(talk.place().state()).isEqualTo("FAILED");
    assertThat(queue()).isEmpty();
    assertThat(alpha.get(talk.path("/escalations/e")).body()).contains("\"status\":\"ENDED\"");
    refuses(ErrorCode.INVALID_REFERENCE, show(alpha, talk, "e", plan));
  }

  @Test
  void aFloodIsStoppedByTheBudget() {
    for (int i = 0; i < 3; i++) {
      Talk talk = quarrel.stage.talk();
      talk.say(alpha, Performative.ESCALATE, escalate("e" + i));
    }
    Talk talk = quarrel.stage.talk();
    HttpResponse<String> answer =
        talk.refuses(
            ErrorCode.BUDGET_EXCEEDED,
            () -> talk.post(alpha, talk.signed(alpha, Performative.ESCALATE, escalate("e3"))));
    assertThat(Json.details(answer).integer("limit")).hasValue(3L);
    talk.say(beta, Performative.ESCALATE, escalate("of-beta"));
    quarrel.passes(Duration.ofHours(25));
    Talk later = quarrel.stage.talk();
    later.say(alpha, Performative.ESCALATE, escalate("again"));
    assertThat(queue()).containsExactly("again");
  }

  @Test
  void theMostUrgentComesFirst() {
    Talk small = quarrel.stage.talk();
    String soon = Timestamp.format(quarrel.stage.node.clock().now().plus(Duration.ofMinutes(1)));
    small.say(alpha, Performative.ESCALATE, escalate("small", plan("10")).with("deadline", soon));
    Talk open = quarrel.stage.talk();
    open.say(beta, Performative.ESCALATE, escalate("open"));
    Talk large = quarrel.stage.talk();
    large.say(alpha, Performative.ESCALATE, escalate("large", plan("90.50")));
    Talk medium = quarrel.stage.talk();
    medium.say(alpha, Performative.ESCALATE, escalate("medium", plan("20")));
    assertThat(queue()).startsWith("small").contains("open", "large", "medium");
    made(show(alpha, small, "small", plan("10")));
    made(show(alpha, large, "large", plan("90.50")));
    made(show(alpha, medium, "medium", plan("20")));
    assertThat(queue()).containsExactly("small", "large", "medium", "open");
  }

  @Test
  void operatorsEndTheSessionAndWhatIsWrongIsRefused() {
    Talk talk = quarrel.stage.talk();
    talk.say(alpha, Performative.ESCALATE, escalate("e"));
    refuses(ErrorCode.MALFORMED, decide(talk, "e", decision(true).with("decision", "maybe")));
    refuses(ErrorCode.MALFORMED, decide(talk, "e", decision(true).without("approve")));
    refuses(ErrorCode.SESSION_NOT_FOUND, decide(talk, "other", decision(true)));
    refuses(
        ErrorCode.SESSION_NOT_FOUND,
        quarrel.operator("POST", QUEUE + "/none/e/decision", decision(true)));
    refuses(ErrorCode.INVALID_REFERENCE, show(alpha, talk, "e", plan("5")));
    refuses(ErrorCode.INVALID_REFERENCE, decide(talk, "e", approving(plan("5"))));
    made(decide(talk, "e", decision(false).with("decision", "close")));
    assertThat(talk.place().state()).isEqualTo("CLOSED");
  }

  @Test
  void theQueueOutlivesTheNode(@TempDir Path directory) throws IOException {
    NodeConfiguration kept = NodeConfiguration.development().onPort(0).keeping(directory);
    Stage before = new Stage(kept);
    Talk talk = before.talk();
    JsonObject plan = plan("90");
    talk.say(before.alpha, Performative.ESCALATE, escalate("e", plan));
    made(show(before.alpha, talk, "e", plan));
    before.close();
    try (Node node = before.time.node(kept)) {
      Caller again = new Caller(node.address(), before.alpha.agent(), before.time::now);
      String token = Files.readString(directory.resolve(OperatorToken.FILE));
      HttpResponse<String> decided =
          Caller.exchange(
              again
                  .request("POST", QUEUE + "/" + talk.id() + "/e/decision", approving(plan))
                  .header("Authorization", "Bearer " + token)
                  .build());
      made(decided);
      assertThat(again.get(talk.path("/escalations/e")).body()).contains("\"status\":\"APPROVED\"");
    }
  }
}
