package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.Decoded;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonNull;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.message.Message;
import dev.parley.core.message.Performative;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The schema of each body refuses what the node refuses and takes what it takes: every member of
/// every example is left out once, and once replaced by something of another kind.
final class BodySchemaTest {
  private static final String HASH = "sha256:" + "0".repeat(64);
  private static final String TIME = "2026-01-31T12:00:00.000Z";
  private static final String COMMIT =
      """
      {"commitmentId":"c","deadline":"%1$s","proposalId":"p","amends":"a","verificationWindowMs":5,
       "value":{"amount":"10.50","currency":"USD"},"exitFee":{"amount":1,"currency":"USD"},
       "escrow":{"amount":1,"currency":"USD","releaseCondition":"ruling",
        "depositor":"agent://a.example/b","beneficiary":"agent://a.example/c"},
       "terms":{"penalties":{"lateFulfillment":"5%% escrow forfeit per day"},"obligations":[
        {"party":"agent://a.example/b","action":"do","deadline":"%1$s",
         "beneficiary":"agent://a.example/c","verificationMethod":"look","share":"1.00"}]}}\
      """
          .formatted(TIME);

  /// A performative and a body that it may have.
  private record Example(Performative performative, String body) {}

  private static Example of(Performative performative, String body) {
    return new Example(performative, body.formatted(HASH, TIME));
  }

  private static List<Example> examples() {
    List<Example> all = new ArrayList<>(negotiation());
    all.addAll(information());
    all.addAll(actionAndLifecycle());
    return all;
  }

  private static List<Example> negotiation() {
    List<Example> all = new ArrayList<>();
    all.add(
        of(
            Performative.PROPOSE,
            "{\"proposalId\":\"p\",\"type\":\"urn:acme:type\",\"subject\":\"s\",\"terms\":{\"a\":1},"
                + "\"validUntil\":\"%2$s\",\"firm\":false}"));
    all.add(
        new Example(
            Performative.PROPOSE,
            "{\"proposalId\":\"p\",\"type\":\"service-agreement\",\"subject\":\"s\",\"firm\":true,"
                + "\"validUntil\":\""
                + TIME
                + "\",\"terms\":{\"commitment\":"
                + COMMIT
                + "}}"));
    all.add(of(Performative.ACCEPT, "{\"proposalId\":\"p\",\"acceptedHash\":\"%1$s\"}"));
    all.add(of(Performative.ACCEPT, "{\"referenceId\":\"p\"}"));
    all.add(
        of(
            Performative.REJECT,
            "{\"inReplyTo\":\"p\",\"code\":\"unspecified\",\"reason\":\"no\",\"abstain\":false}"));
    all.add(
        of(
            Performative.REJECT,
            "{\"transitionId\":\"t\",\"code\":\"unspecified\",\"reason\":\"no\",\"abstain\":true}"));
    all.add(
        of(
            Performative.COUNTER,
            "{\"proposalId\":\"p\",\"inReplyTo\":\"o\",\"terms\":{},\"subject\":\"s\","
                + "\"validUntil\":\"%2$s\"}"));
    return all;
  }

  private static List<Example> information() {
    List<Example> all = new ArrayList<>();
    all.add(
        of(
            Performative.INFORM,
            "{\"informType\":\"identity\",\"subject\":\"s\",\"inReplyTo\":\"q\","
                + "\"data\":{\"cardHash\":\"%1$s\",\"cardVersion\":1}}"));
    all.add(
        of(
            Performative.INFORM,
            "{\"informType\":\"fulfillment\",\"fulfillmentId\":\"f\",\"commitmentId\":\"c\","
                + "\"obligation\":0,\"evidence\":{}}"));
    all.add(
        of(
            Performative.INFORM,
            "{\"informType\":\"release\",\"commitmentId\":\"c\",\"obligation\":0}"));
    all.add(
        of(
            Performative.INFORM,
            "{\"informType\":\"escalation-resolution\","
                + "\"data\":{\"escalationId\":\"e\",\"decision\":\"resume\",\"approve\":true,"
                + "\"bodyHash\":\"%1$s\"}}"));
    all.add(
        of(Performative.INFORM, "{\"informType\":\"timeout\",\"data\":{\"timer\":\"silence\"}}"));
    all.add(
        of(
            Performative.INFORM,
            "{\"informType\":\"error\",\"code\":\"c\",\"reason\":\"r\",\"fatal\":false}"));
    all.add(of(Performative.INFORM, "{\"informType\":\"note\",\"data\":[1]}"));
    all.add(
        of(
            Performative.QUERY,
            "{\"queryId\":\"q\",\"queryType\":\"cfp\",\"subject\":\"s\",\"parameters\":{},"
                + "\"sealed\":false}"));
    all.add(
        of(Performative.CLARIFY, "{\"referenceId\":\"r\",\"question\":\"q\",\"answer\":\"a\"}"));
    all.add(of(Performative.CLARIFY, "{\"referenceId\":\"r\",\"answer\":\"a\"}"));
    return all;
  }

  private static List<Example> actionAndLifecycle() {
    List<Example> all = new ArrayList<>();
    all.add(new Example(Performative.COMMIT, COMMIT));
    all.add(
        of(
            Performative.DELEGATE,
            "{\"delegationId\":\"d\",\"targetAgent\":\"agent://a.example/b\",\"scope\":\"all\","
                + "\"authority\":\"commit\",\"protocol\":\"asp\","
                + "\"limits\":{\"maxValue\":5,\"currency\":\"USD\",\"expiresAt\":\"%2$s\"}}"));
    all.add(
        of(
            Performative.ESCALATE,
            "{\"escalationId\":\"e\",\"reason\":\"r\",\"to\":\"agent://a.example/b\","
                + "\"options\":[\"a\"],\"deadline\":\"%2$s\",\"referenceId\":\"p\"}"));
    all.add(
        of(
            Performative.ESCALATE,
            "{\"escalationId\":\"e\",\"reason\":\"r\",\"bodyHash\":\"%1$s\"}"));
    all.add(of(Performative.WITHDRAW, "{\"proposalId\":\"p\"}"));
    all.add(of(Performative.WITHDRAW, "{\"participation\":true}"));
    all.add(of(Performative.OBSERVE, "{\"scope\":\"s\",\"reason\":\"r\"}"));
    all.add(of(Performative.CLOSE, "{\"reason\":\"completed\",\"summary\":\"done\"}"));
    return all;
  }

  @Test
  void agreesWithTheNodeAboutEveryMember() {
    Set<Performative> seen = EnumSet.noneOf(Performative.class);
    int refused = 0;
    for (Example example : examples()) {
      JsonObject body = Json.object(example.body());
      assertThat(taken(example.performative(), body)).as(example.toString()).isTrue();
      seen.add(example.performative());
      for (JsonObject changed : changes(body)) {
        refused += taken(example.performative(), changed) ? 0 : 1;
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Performative.values());
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void agreesWithTheNodeAboutReferences() {
    for (String both :
        List.of("{\"proposalId\":\"p\",\"commitmentId\":\"c\"}", "{}", "{\"x\":1}")) {
      assertThat(taken(Performative.ACCEPT, Json.object(both))).isFalse();
      assertThat(taken(Performative.WITHDRAW, Json.object(both))).isFalse();
    }
    String twice =
        "{\"escalationId\":\"e\",\"reason\":\"r\",\"referenceId\":\"p\",\"bodyHash\":\""
            + HASH
            + "\"}";
    assertThat(taken(Performative.ESCALATE, Json.object(twice))).isFalse();
  }

  /// What both say of a body.
  private static boolean taken(Performative performative, JsonObject body) {
    boolean byTheNode = Message.decode(performative, body) instanceof Decoded.Valid<Message>;
    String name = performative.name();
    String schema = name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + "Body";
    assertThat(
            Contract.PUBLISHED
                .flaws(Contract.PUBLISHED.component(schema), body.toString())
                .isEmpty())
        .as(performative + " " + body)
        .isEqualTo(byTheNode);
    return byTheNode;
  }

  private static List<JsonObject> changes(JsonObject body) {
    List<JsonObject> changes = new ArrayList<>();
    for (String name : body.names()) {
      JsonValue value = Objects.requireNonNull(body.get(name));
      changes.add(body.without(name));
      changes.add(body.with(name, JsonNull.NULL));
      changes.add(body.with(name, otherThan(value)));
      if (value instanceof JsonString) {
        changes.add(body.with(name, ""));
        changes.add(body.with(name, "x".repeat(129)));
      }
      if (value instanceof JsonObject inner) {
        changes(inner).forEach(changed -> changes.add(body.with(name, changed)));
      }
      if (value instanceof JsonArray list && list.get(0) instanceof JsonObject first) {
        changes(first)
            .forEach(changed -> changes.add(body.with(name, JsonArray.of(List.of(changed)))));
        changes.add(body.with(name, JsonArray.of(List.of())));
      }
    }
    return changes;
  }

  private static JsonValue otherThan(JsonValue value) {
    return value instanceof JsonBoolean ? new JsonNumber(5) : JsonBoolean.TRUE;
  }
}
