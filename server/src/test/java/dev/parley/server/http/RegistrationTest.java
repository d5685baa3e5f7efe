package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.Hash;
import dev.parley.core.identity.SignatureText;
import dev.parley.core.identity.SigningPurpose;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Registration over the wire: the card's signature is the authority, so everything about it is
/// checked, and a refused card registers nobody.
final class RegistrationTest {
  private static final String WHERE = "agent://fresh.example/agent";

  private static Stage stage;

  @BeforeAll
  static void begin() {
    stage = new Stage();
  }

  @AfterAll
  static void end() {
    stage.close();
  }

  private static Caller caller(String uri) {
    return new Caller(stage.node.address(), new ScriptedAgent(uri, "org_x"), stage.time::now);
  }

  /// The card with its hash and signature made anew.
  private static JsonObject sealed(JsonObject card, AgentKeys keys) {
    JsonObject bare = card.with("integrity", JsonObject.EMPTY);
    Hash hash = Hash.of(CanonicalJson.bytes(bare));
    byte[] signature = keys.signer().sign(SigningPurpose.CARD.input(hash));
    return bare.with(
        "integrity",
        JsonObject.EMPTY
            .with("hash", hash.text())
            .with("signature", SignatureText.ofRaw(signature).text()));
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Json.code(answer)).isEqualTo(code);
  }

  private static boolean registered(Caller agent) {
    return Caller.exchange(agent.request("GET", agent.path("/card"), null).build()).statusCode()
        == 200;
  }

  @Test
  void refusesKeysOfSmallOrderAndOthersThatAreNone() {
    Caller agent = caller(WHERE);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("order 4", "00".repeat(32));
    keys.put("order 1", "01" + "00".repeat(31));
    keys.put("order 2", "ec" + "ff".repeat(30) + "7f");
    keys.put("order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
    keys.put("order 8 too", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
    keys.put("0, not canonical", "ed" + "ff".repeat(30) + "7f");
    keys.put("1, not canonical", "ee" + "ff".repeat(30) + "7f");
    keys.put("1, with a sign", "01" + "00".repeat(30) + "80");
    keys.put("beyond the field", "ff".repeat(32));
    keys.put("too short", "11".repeat(31));
    keys.forEach(
        (what, hex) -> {
          for (String member : List.of("signingPublicKey", "dpopPublicKey")) {
            JsonObject jwk =
                JsonObject.builder()
                    .put("kty", "OKP")
                    .put("crv", "Ed25519")
                    .put(
                        "x",
                        Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(HexFormat.of().parseHex(hex)))
                    .build();
            JsonObject card =
                sealed(agent.agent().card().json().with(member, jwk), agent.agent().keys());
            HttpResponse<String> answer = agent.register(card);
            refused(answer, 400, "malformed");
            assertThat(Json.details(answer).string("pointer")).as(what).contains("/" + member);
          }
        });
    assertThat(registered(agent)).isFalse();
  }

  @Test
  void refusesCardsThatAreNotSignedAsTheyHaveToBe() {
    Caller agent = caller("agent://signing.example/agent");
    JsonObject good = agent.agent().card().json();
    AgentKeys foreign = AgentKeys.generate(new SecureRandom());
    JsonObject integrity = good.object("integrity").orElseThrow();
    refused(agent.register(sealed(good, foreign)), 401, "unauthorized");
    refused(
        agent.register(
            good.with("integrity", integrity.with("signature", "ed25519:" + "0".repeat(128)))),
        401,
        "unauthorized");
    refused(agent.register(good.with("name", "Somebody else")), 422, "hash_mismatch");
    refused(agent.register(good.without("integrity")), 400, "malformed");
    refused(
        agent.register(sealed(good.with("cardVersion", 2), agent.agent().keys())),
        400,
        "malformed");
    refused(
        agent.register(
            sealed(
                good.with("cardVersion", 2).with("previousCardHash", Hash.ZERO.text()),
                agent.agent().keys())),
        401,
        "unauthorized");
    assertThat(registered(agent)).isFalse();
    assertThat(agent.register().statusCode()).isEqualTo(201);
    assertThat(agent.register().statusCode()).isEqualTo(200);
  }

  @Test
  void letsOnlyThePresentKeyNameTheNext() {
    Caller agent = caller("agent://rotating.example/agent");
    assertThat(agent.register().statusCode()).isEqualTo(201);
    AgentKeys fresh = AgentKeys.generate(new SecureRandom());
    AgentCard next = agent.agent().nextCard(fresh, JsonObject.EMPTY);
    refused(agent.register(sealed(next.json(), fresh)), 401, "unauthorized");
    refused(
        agent.register(sealed(next.json().with("orgId", "org_y"), agent.agent().keys())),
        401,
        "unauthorized");
    assertThat(agent.register(next.json()).statusCode()).isEqualTo(200);
    refused(agent.register(), 401, "unauthorized");
    String shown = Caller.exchange(agent.request("GET", agent.path("/card"), null).build()).body();
    assertThat(Json.object(shown).integer("cardVersion")).hasValue(2);
  }

  @Test
  void registersNobodyElsewhereOrInTheNameOfOthers() {
    Caller agent = caller("agent://mine.example/agent");
    JsonObject card = agent.agent().card().json();
    String other = "/v1/asp/agents/" + Caller.encoded("agent://mine.example/other");
    refused(Caller.exchange(agent.request("PUT", other, card).build()), 401, "unauthorized");
    for (String uri : List.of("agent://acme.com/agent", "agent://node.localhost/agent")) {
      Caller uninvited = caller(uri);
      refused(uninvited.register(), 401, "unauthorized");
      assertThat(registered(uninvited)).isFalse();
    }
    refused(
        Caller.exchange(agent.request("PUT", "/v1/asp/agents/alpha", card).build()),
        400,
        "malformed");
    assertThat(registered(agent)).isFalse();
  }

  @Test
  void takesNoPrivateKeyAndNoCardBeyondTheLimit() {
    Caller agent = caller("agent://large.example/agent");
    JsonObject card = agent.agent().card().json();
    JsonObject jwk = card.object("signingPublicKey").orElseThrow();
    refused(
        agent.register(
            sealed(card.with("signingPublicKey", jwk.with("d", "AAAA")), agent.agent().keys())),
        400,
        "malformed");
    HttpResponse<String> large =
        agent.register(
            sealed(
                card.with("description", "x".repeat(AgentCard.MAX_BYTES)), agent.agent().keys()));
    refused(large, 413, "too_large");
    assertThat(Json.details(large).integer("limit")).hasValue(AgentCard.MAX_BYTES);
    assertThat(registered(agent)).isFalse();
  }

  @Test
  void holdsKeysForWhoeverWantsThatAndSpeaksForItsOwnClientOnly() {
    Caller held = caller("agent://held.example/agent");
    AgentKeys client = held.agent().keys();
    JsonObject fields =
        held.agent()
            .card()
            .json()
            .without("signingPublicKey", "dpopPublicKey", "cardVersion", "integrity");
    JsonObject registration =
        JsonObject.EMPTY.with("card", fields).with("clientKey", client.signer().publicKey().jwk());
    refused(
        held.register(registration.without("clientKey").with("clientKey", JsonObject.EMPTY)),
        400,
        "malformed");
    assertThat(held.register(registration).statusCode()).isEqualTo(201);
    assertThat(held.register(registration).statusCode()).isEqualTo(200);
    AgentKeys thief = AgentKeys.generate(new SecureRandom());
    refused(
        held.register(registration.with("clientKey", thief.signer().publicKey().jwk())),
        401,
        "unauthorized");
    assertThat(held.get(SessionEndpoints.PATH).statusCode()).isEqualTo(200);
  }
}
