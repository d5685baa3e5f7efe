package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.AgentCard;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.SignedEvidence;
import dev.parley.core.trust.TrustScore;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Scores over real sockets, and what they are computed from.
final class TrustTest {
  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  private static String path(Caller agent) {
    return agent.path("/trust");
  }

  @Test
  void showsTheScoreOfANewcomerWithItsLabel() {
    HttpResponse<String> answer = stage.alpha.get(path(stage.beta));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonObject trust = Json.object(answer);
    assertThat(trust.string("agentId")).contains(stage.beta.agent().uri().text());
    assertThat(trust.string("label")).contains("new");
    assertThat(trust.string("trustLevel")).contains("Unverified");
    assertThat(trust.get("trustScore"))
        .isEqualTo(Json.object(stage.alpha.get(stage.beta.path("/card"))).get("trustScore"));
  }

  @Test
  void aSessionThatEndedIsEvidenceThatAnybodyCanCheck() {
    Talk talk = stage.talk();
    talk.say(stage.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "completed"));
    assertThat(Json.object(stage.alpha.get(path(stage.beta))).string("label")).isEmpty();
    String body = stage.alpha.get(path(stage.beta) + "/evidence").body();
    SignedEvidence signed = SignedEvidence.read(body.getBytes(StandardCharsets.UTF_8)).orThrow();
    assertThat(signed.document().evidence()).hasSize(1);
    assertThat(signed.document().evidence().getFirst().origin().counterparty())
        .isEqualTo(stage.alpha.agent().uri());
    var verifier = CryptoProviders.verifying().verifier();
    assertThat(signed.fault(verifier)).isEmpty();
    AgentCard node = signed.seal().orElseThrow().card();
    assertThat(node.agentId()).isEqualTo(stage.node.steward());
    TrustScore score = signed.document().score();
    assertThat(Json.object(stage.alpha.get(path(stage.beta))).get("trustScore"))
        .isEqualTo(new JsonNumber(score.total() / 100.0));
    forgeries(signed);
  }

  private static void forgeries(SignedEvidence signed) {
    var verifier = CryptoProviders.verifying().verifier();
    JsonObject json = signed.json();
    JsonObject later = json.with("asOf", "2999-01-01");
    assertThat(SignedEvidence.decode(later).orThrow().fault(verifier).orElseThrow().code())
        .isEqualTo(ErrorCode.HASH_MISMATCH);
    JsonObject integrity = json.object("integrity").orElseThrow();
    JsonObject foreign =
        json.with("integrity", integrity.with("signature", "ed25519:" + "ab".repeat(64)));
    assertThat(SignedEvidence.decode(foreign).orThrow().fault(verifier).orElseThrow().code())
        .isEqualTo(ErrorCode.SIGNATURE_INVALID);
    assertThat(SignedEvidence.decode(json.without("nodeCard"))).isInstanceOf(Decoded.Refused.class);
    assertThat(SignedEvidence.decode(json.without("nodeCard", "integrity")).orThrow().seal())
        .isEmpty();
  }

  @Test
  void showsNothingToStrangersAndNothingOfStrangers() {
    for (String what : new String[] {"", "/evidence"}) {
      assertThat(
              stage
                  .alpha
                  .get("/v1/asp/agents/agent%3A%2F%2Fa.example%2Fb/trust" + what)
                  .statusCode())
          .isEqualTo(404);
      assertThat(stage.alpha.get("/v1/asp/agents/nobody/trust" + what).statusCode()).isEqualTo(404);
      String node = "/v1/asp/agents/agent%3A%2F%2F" + stage.node.domain() + "%2Fnode/trust";
      assertThat(stage.alpha.get(node + what).statusCode()).isEqualTo(404);
      assertThat(
              Caller.exchange(
                      HttpRequest.newBuilder(stage.node.address().resolve(path(stage.alpha) + what))
                          .build())
                  .statusCode())
          .isEqualTo(401);
    }
  }

  private static List<Evidence> about(Quarrel quarrel, Caller agent) {
    String body = quarrel.stage.alpha.get(path(agent) + "/evidence").body();
    return SignedEvidence.read(body.getBytes(StandardCharsets.UTF_8))
        .orThrow()
        .document()
        .evidence();
  }

  @Test
  void onlyTheEndOfADisputeSaysThatAnObligationWasBroken() {
    try (Quarrel quarrel = new Quarrel()) {
      quarrel.fund(quarrel.stage.alpha, "100.00");
      Talk talk = quarrel.promised("60.00", Optional.empty());
      quarrel.passes(Duration.ofMinutes(61));
      String dispute = quarrel.only(quarrel.stage.beta);
      assertThat(about(quarrel, quarrel.stage.beta)).noneMatch(Evidence.Breach.class::isInstance);
      quarrel.adds(
          quarrel.stage.beta,
          dispute,
          new DisputeAct.Answered(false, Optional.of("sorry"), Optional.empty()));
      quarrel.at(quarrel.stage.beta, dispute, "FINAL");
      assertThat(about(quarrel, quarrel.stage.beta))
          .anyMatch(e -> e instanceof Evidence.Breach b && b.severity() == 2 && b.value() == 6_000)
          .anyMatch(e -> e instanceof Evidence.ObligationEnded o && !o.kept());
      assertThat(about(quarrel, quarrel.stage.alpha)).noneMatch(Evidence.Breach.class::isInstance);
      quarrel.verifies(quarrel.stage.alpha, talk);
      HttpResponse<String> forgiven =
          quarrel.adds(quarrel.stage.alpha, dispute, new DisputeAct.Forgiven());
      assertThat(forgiven.statusCode()).as(forgiven.body()).isEqualTo(201);
      assertThat(about(quarrel, quarrel.stage.beta))
          .filteredOn(Evidence.Breach.class::isInstance)
          .singleElement()
          .matches(e -> ((Evidence.Breach) e).forgiven());
    }
  }
}
