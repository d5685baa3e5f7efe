package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Mandate;
import dev.parley.core.message.Performative;
import dev.parley.core.session.Bodies;
import dev.parley.core.wire.Timestamp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Mandates over real sockets: what goes beyond one is refused before it binds anybody.
final class MandateTest {
  private final Quarrel quarrel = new Quarrel();
  private final Caller alpha = quarrel.stage.alpha;
  private final Caller beta = quarrel.stage.beta;

  @AfterEach
  void end() {
    quarrel.close();
  }

  private Instant now() {
    return quarrel.stage.node.clock().now();
  }

  private static JsonObject usd(String amount) {
    return JsonObject.EMPTY.with("amount", amount).with("currency", "USD");
  }

  private static JsonObject signed(Caller by, JsonObject limits, Instant at) {
    AgentUri uri = by.agent().uri();
    return Mandate.sign(limits, uri, Timestamp.whole(at), by.agent().keys().signer());
  }

  private void lodges(JsonObject limits) {
    HttpResponse<String> answer =
        alpha.call("PUT", alpha.path("/mandate"), signed(alpha, limits, now()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private JsonObject commit(String id, JsonObject value) {
    JsonObject owed =
        JsonObject.EMPTY.with("party", alpha.agent().uri().text()).with("action", "pay");
    return JsonObject.builder()
        .put("commitmentId", id)
        .put("deadline", Timestamp.format(now().plus(Duration.ofMinutes(50))))
        .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed))))
        .put("value", value)
        .build();
  }

  private static void refuses(ErrorCode code, HttpResponse<String> answer) {
    assertThat(Json.code(answer)).as(answer.body()).isEqualTo(code.wire());
    assertThat(answer.statusCode()).isEqualTo(code.httpStatus());
  }

  private HttpResponse<String> beyond(Talk talk, Performative performative, JsonObject body) {
    return talk.refuses(
        ErrorCode.ESCALATION_REQUIRED,
        () -> talk.post(alpha, talk.signed(alpha, performative, body)));
  }

  @Test
  void fromTheRefusalToTheApprovalOfExactlyThat() {
    lodges(JsonObject.EMPTY.with("approvalAbove", usd("50")).with("maxValue", usd("95")));
    Talk talk = quarrel.stage.talk();
    talk.say(alpha, Performative.COMMIT, commit("small", usd("50")));
    talk.say(
        beta,
        Performative.REJECT,
        JsonObject.EMPTY
            .with("commitmentId", "small")
            .with("code", "unspecified")
            .with("reason", "too small"));
    JsonObject plan = commit("big", usd("90"));
    beyond(talk, Performative.COMMIT, plan);
    talk.say(
        alpha,
        Performative.ESCALATE,
        JsonObject.EMPTY
            .with("escalationId", "e")
            .with("reason", "it is worth it")
            .with("bodyHash", Bodies.hash(plan).text()));
    String path = talk.path("/escalations/e/shown");
    assertThat(alpha.call("POST", path, JsonObject.EMPTY.with("body", plan)).statusCode())
        .isEqualTo(201);
    JsonObject approval =
        JsonObject.EMPTY
            .with("decision", "resume")
            .with("approve", JsonBoolean.TRUE)
            .with("bodyHash", Bodies.hash(plan).text());
    HttpResponse<String> decided =
        quarrel.operator("POST", "/v1/operator/escalations/" + talk.id() + "/e/decision", approval);
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(201);
    talk.catchesUp();
    beyond(talk, Performative.COMMIT, plan.with("note", "a"));
    talk.say(alpha, Performative.COMMIT, plan);
    assertThat(Json.details(beyond(talk, Performative.COMMIT, commit("huge", usd("96")))))
        .isEqualTo(JsonObject.EMPTY.with("approval", "never"));
  }

  @Test
  void anAcceptanceBeyondItTakesTheApprovalOfThatCommitment() {
    lodges(JsonObject.EMPTY.with("approvalAbove", usd("50")));
    Talk talk = quarrel.stage.talk();
    talk.say(beta, Performative.COMMIT, commit("offer", usd("60")));
    JsonObject accept = JsonObject.EMPTY.with("commitmentId", "offer");
    beyond(talk, Performative.ACCEPT, accept);
    talk.say(
        alpha,
        Performative.ESCALATE,
        JsonObject.EMPTY
            .with("escalationId", "e")
            .with("reason", "may I")
            .with("referenceId", "offer"));
    HttpResponse<String> seen =
        quarrel.operator("GET", "/v1/operator/escalations/" + talk.id() + "/e", JsonObject.EMPTY);
    assertThat(seen.body()).contains("\"amount\":\"60\"", "\"performative\":\"COMMIT\"");
    JsonObject approval =
        JsonObject.EMPTY.with("decision", "resume").with("approve", JsonBoolean.TRUE);
    quarrel.operator("POST", "/v1/operator/escalations/" + talk.id() + "/e/decision", approval);
    talk.catchesUp().say(alpha, Performative.ACCEPT, accept);
  }

  @Test
  void everyLimitHolds() {
    Talk talk = quarrel.stage.talk();
    JsonObject fair = commit("fair", usd("10"));
    lodges(JsonObject.EMPTY.with("currencies", JsonArray.ofStrings(List.of("EUR"))));
    beyond(talk, Performative.COMMIT, fair);
    quarrel.passes(Duration.ofMillis(5));
    lodges(JsonObject.EMPTY.with("counterparties", JsonArray.ofStrings(List.of("other.example"))));
    beyond(talk, Performative.COMMIT, fair);
    quarrel.passes(Duration.ofMillis(5));
    lodges(JsonObject.EMPTY.with("floor", usd("20")));
    beyond(talk, Performative.COMMIT, fair);
    quarrel.passes(Duration.ofMillis(5));
    lodges(JsonObject.EMPTY.with("maxValue", usd("20")));
    beyond(talk, Performative.COMMIT, fair.without("value"));
    quarrel.passes(Duration.ofMillis(5));
    lodges(JsonObject.EMPTY.with("approvalAbove", usd("20").with("currency", "EUR")));
    beyond(talk, Performative.COMMIT, fair);
    quarrel.passes(Duration.ofMillis(5));
    lodges(JsonObject.EMPTY.with("maxRounds", 0));
    talk.say(
        beta,
        Performative.PROPOSE,
        JsonObject.EMPTY
            .with("proposalId", "p")
            .with("type", "service-agreement")
            .with("subject", "s")
            .with("terms", JsonObject.EMPTY));
    beyond(talk, Performative.COMMIT, fair);
    quarrel.passes(Duration.ofMillis(5));
    lodges(
        JsonObject.EMPTY.with(
            "counterparties", JsonArray.ofStrings(List.of(beta.agent().uri().domain()))));
    talk.say(alpha, Performative.COMMIT, fair);
  }

  @Test
  void aMandateIsItsOwnAgentsAffairOnly() {
    JsonObject limits = JsonObject.EMPTY.with("maxValue", usd("20"));
    String path = alpha.path("/mandate");
    refuses(ErrorCode.AGENT_NOT_FOUND, alpha.get(path));
    refuses(ErrorCode.UNAUTHORIZED, beta.call("PUT", path, signed(beta, limits, now())));
    refuses(ErrorCode.UNAUTHORIZED, alpha.call("PUT", path, signed(beta, limits, now())));
    refuses(
        ErrorCode.HASH_MISMATCH,
        alpha.call("PUT", path, signed(alpha, limits, now()).with("maxRounds", 3)));
    refuses(
        ErrorCode.STALE,
        alpha.call("PUT", path, signed(alpha, limits, now().minus(Duration.ofMinutes(6)))));
    refuses(ErrorCode.MALFORMED, alpha.call("PUT", path, limits));
    JsonObject record = signed(alpha, limits, now());
    assertThat(alpha.call("PUT", path, record).statusCode()).isEqualTo(201);
    assertThat(alpha.call("PUT", path, record).statusCode()).isEqualTo(200);
    refuses(
        ErrorCode.STALE,
        alpha.call("PUT", path, signed(alpha, JsonObject.EMPTY, now().minusSeconds(1))));
    assertThat(Json.object(alpha.get(path)).object("mandate")).contains(record);
    refuses(ErrorCode.UNAUTHORIZED, beta.get(path));
    assertThat(beta.get(alpha.path("/card")).body()).doesNotContain("maxValue");
  }
}
