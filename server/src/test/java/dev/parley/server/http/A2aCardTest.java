package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.a2a.A2aInterfaces;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.card.AgentCard;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The A2A cards that the node publishes for its agents.
final class A2aCardTest {
  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();
  private static final String WELL_KNOWN = "/.well-known/agent-card.json";

  private static Stage stage;

  @BeforeAll
  static void begin() {
    stage = new Stage();
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  private static HttpResponse<String> open(String path) {
    return Caller.exchange(
        HttpRequest.newBuilder(URI.create(stage.node.address() + path)).GET().build());
  }

  private static String of(Caller agent) {
    return agent.path("");
  }

  /// The key that a key set has under an id.
  private static Optional<ProofKey> key(String address, String kid) {
    HttpResponse<String> answer =
        Caller.exchange(HttpRequest.newBuilder(URI.create(address)).GET().build());
    return Json.object(answer).array("keys").orElse(JsonArray.EMPTY).values().stream()
        .map(JsonObject.class::cast)
        .filter(jwk -> jwk.string("kid").filter(kid::equals).isPresent())
        .flatMap(jwk -> ProofKey.parse(jwk.without("kid", "alg", "use")).stream())
        .filter(key -> key.thumbprint().equals(kid))
        .findFirst();
  }

  private static JsonObject verified(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return CardSignature.verified(
            Json.object(answer), VERIFIER, (kid, jku) -> key(jku.orElseThrow(), kid))
        .orThrow();
  }

  private static JsonObject extension(JsonObject card) {
    JsonArray all = card.object("capabilities").flatMap(c -> c.array("extensions")).orElseThrow();
    assertThat(all.size()).isEqualTo(1);
    return (JsonObject) all.get(0);
  }

  @Test
  void signsACardForEachAgentWithTheSessionExtension() {
    JsonObject card = verified(open(of(stage.beta) + WELL_KNOWN));
    assertThat(card.string("version")).contains("1");
    JsonObject extension = extension(card);
    assertThat(extension.string("uri")).contains(SessionExtension.URI);
    assertThat(extension.has("required")).as("it speaks nothing but ASP").isTrue();
    JsonObject params = extension.object("params").orElseThrow();
    assertThat(params.string("agentId")).contains("agent://cloudprime.example/gpu/beta");
    assertThat(params.string("cardHash")).contains(stage.beta.agent().card().hash().text());
    String kid = stage.beta.agent().card().signingKey().thumbprint();
    assertThat(key(params.string("jwks").orElseThrow(), kid))
        .contains(stage.beta.agent().card().signingKey());
    JsonObject skill = (JsonObject) card.array("skills").orElseThrow().get(0);
    assertThat(skill.string("id")).contains("gpu");
  }

  @Test
  void publishesItsOwnCardAtTheWellKnownPath() {
    JsonObject card = verified(open(WELL_KNOWN));
    assertThat(extension(card).object("params").flatMap(p -> p.string("agentId")))
        .contains(stage.node.steward().text());
    JsonObject where = (JsonObject) card.array("supportedInterfaces").orElseThrow().get(0);
    assertThat(where.string("protocolBinding")).contains(A2aInterfaces.ASP_BINDING);
  }

  @Test
  void saysWhereTheAgentSpeaksA2a() {
    JsonObject face =
        JsonObject.EMPTY
            .with(
                "interfaces",
                JsonArray.of(
                    List.of(
                        JsonObject.EMPTY
                            .with("url", "https://bridge.example/a2a")
                            .with("protocolBinding", "HTTP+JSON"))))
            .with("session", "optional");
    Caller bridge = registered("agent://bridge.example/agent", face);
    JsonObject card = verified(open(of(bridge) + WELL_KNOWN));
    JsonObject where = (JsonObject) card.array("supportedInterfaces").orElseThrow().get(0);
    assertThat(where.string("url")).contains("https://bridge.example/a2a");
    assertThat(extension(card).has("required")).isFalse();
  }

  private static Caller registered(String uri, JsonObject face) {
    Caller agent = new Caller(stage.node.address(), scripted(uri), stage.time::now);
    HttpResponse<String> answer = agent.register(with(agent, face));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return agent;
  }

  private static ScriptedAgent scripted(String uri) {
    return new ScriptedAgent(uri, "org_x");
  }

  private static JsonObject with(Caller agent, JsonObject face) {
    JsonObject fields = agent.agent().card().json().with(A2aInterfaces.MEMBER, face);
    return AgentCard.sign(fields, agent.agent().keys().signer()).orThrow().json();
  }

  @Test
  void refusesInterfacesThatAreNone() {
    Caller agent =
        new Caller(stage.node.address(), scripted("agent://odd.example/a"), stage.time::now);
    for (JsonObject face :
        List.of(
            JsonObject.EMPTY,
            JsonObject.of("interfaces", JsonArray.EMPTY),
            JsonObject.of("interfaces", JsonArray.of(List.of(JsonNumber.of(1)))),
            JsonObject.of(
                "interfaces",
                JsonArray.of(
                    List.of(
                        JsonObject.EMPTY
                            .with("url", "http://odd.example")
                            .with("protocolBinding", "JSONRPC")))))) {
      HttpResponse<String> answer = agent.register(with(agent, face));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(Json.code(answer)).isEqualTo("malformed");
    }
  }

  @Test
  void knowsNoCardOfStrangers() {
    for (String path : List.of(WELL_KNOWN, "/jwks.json")) {
      HttpResponse<String> answer = open("/v1/asp/agents/agent%3A%2F%2Fnobody.example%2Fa" + path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(Json.code(answer)).isEqualTo("agent_not_found");
    }
  }

  @Test
  void noticesAChangedCard() {
    JsonObject card = Json.object(open(of(stage.beta) + WELL_KNOWN)).with("name", "Gamma");
    assertThat(CardSignature.verified(card, VERIFIER, (kid, jku) -> key(jku.orElseThrow(), kid)))
        .isInstanceOf(Decoded.Refused.class);
    ProofKey other = AgentKeys.generate(new SecureRandom()).tokenSigner().publicKey();
    assertThat(
            CardSignature.verified(
                Json.object(open(WELL_KNOWN)), VERIFIER, (_, _) -> Optional.of(other)))
        .isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void letsItsCardsBeKept() throws IOException, InterruptedException {
    HttpResponse<String> first = open(WELL_KNOWN);
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(first.headers().firstValue("Cache-Control")).contains("public, max-age=60");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI where = URI.create(stage.node.address() + WELL_KNOWN);
      HttpResponse<String> again =
          client.send(
              HttpRequest.newBuilder(where).header("If-None-Match", tag).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      HttpResponse<String> other =
          client.send(
              HttpRequest.newBuilder(where).header("If-None-Match", "\"0\"").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(other.statusCode()).isEqualTo(200);
    }
  }
}
