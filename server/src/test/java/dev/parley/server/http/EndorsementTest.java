package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.endorsement.Endorsement;
import dev.parley.core.endorsement.Endorsement.Act;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.SignedEvidence;
import dev.parley.server.config.NodeConfiguration;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Endorsements over real sockets, by agents whose score does not carry one.
final class EndorsementTest {
  private final Stage stage = new Stage();

  @AfterEach
  void end() {
    stage.close();
  }

  private JsonObject signed(Caller by, AgentUri about, Act act) {
    return Endorsement.sign(
        about,
        by.agent().uri(),
        stage.node.steward(),
        stage.node.clock().now(),
        act,
        by.agent().keys().signer());
  }

  private static Act given() {
    return new Act.Given(Optional.of("keeps its word"));
  }

  private static void refuses(ErrorCode code, HttpResponse<String> answer) {
    assertThat(Json.code(answer)).as(answer.body()).isEqualTo(code.wire());
    assertThat(answer.statusCode()).isEqualTo(code.httpStatus());
  }

  private static HttpResponse<String> endorses(Caller by, Caller about, JsonObject record) {
    return by.call("POST", about.path("/endorsements"), record);
  }

  @Test
  void aNewcomerEndorsesNobody() {
    AgentUri beta = stage.beta.agent().uri();
    refuses(
        ErrorCode.INSUFFICIENT_TRUST_SCORE,
        endorses(stage.alpha, stage.beta, signed(stage.alpha, beta, given())));
    refuses(
        ErrorCode.INVALID_REFERENCE,
        endorses(stage.alpha, stage.beta, signed(stage.alpha, beta, new Act.Withdrawn(Hash.ZERO))));
    assertThat(Json.object(stage.alpha.get(stage.beta.path("/endorsements"))))
        .isEqualTo(JsonObject.EMPTY.with("endorsements", JsonArray.EMPTY));
  }

  @Test
  void whoIsTrustedEndorsesAndTakesItBack() {
    try (Stage trusted = new Stage(NodeConfiguration.development().onPort(0), _ -> 50)) {
      AgentUri beta = trusted.beta.agent().uri();
      JsonObject given = signed(trusted.alpha, beta, given());
      assertThat(endorses(trusted.alpha, trusted.beta, given).statusCode()).isEqualTo(201);
      assertThat(endorses(trusted.alpha, trusted.beta, given).statusCode()).isEqualTo(200);
      refuses(
          ErrorCode.DUPLICATE,
          endorses(
              trusted.alpha,
              trusted.beta,
              signed(trusted.alpha, beta, new Act.Given(Optional.empty()))));
      assertThat(listed(trusted).size()).isEqualTo(1);
      assertThat(learnt(trusted)).containsExactly(Evidence.Support.GIVEN);

      Act withdrawn = new Act.Withdrawn(Endorsement.decode(given).orThrow().hash());
      assertThat(
              endorses(trusted.alpha, trusted.beta, signed(trusted.alpha, beta, withdrawn))
                  .statusCode())
          .isEqualTo(201);
      assertThat(listed(trusted).size()).isZero();
      assertThat(learnt(trusted))
          .containsExactlyInAnyOrder(Evidence.Support.GIVEN, Evidence.Support.WITHDRAWN);
    }
  }

  private static JsonArray listed(Stage stage) {
    return Json.object(stage.stranger.get(stage.beta.path("/endorsements")))
        .array("endorsements")
        .orElseThrow();
  }

  private static List<Evidence.Support> learnt(Stage stage) {
    String body = stage.alpha.get(stage.beta.path("/trust/evidence")).body();
    return SignedEvidence.read(body.getBytes(StandardCharsets.UTF_8))
        .orThrow()
        .document()
        .evidence()
        .stream()
        .map(piece -> ((Evidence.Endorsement) piece).support())
        .toList();
  }

  @Test
  void refusesWhatDoesNotHold() {
    AgentUri beta = stage.beta.agent().uri();
    JsonObject good = signed(stage.alpha, beta, given());
    refuses(ErrorCode.UNAUTHORIZED, endorses(stage.beta, stage.beta, good));
    refuses(ErrorCode.INVALID_REFERENCE, endorses(stage.alpha, stage.stranger, good));
    refuses(ErrorCode.HASH_MISMATCH, endorses(stage.alpha, stage.beta, good.with("note", "x")));
    refuses(ErrorCode.MALFORMED, endorses(stage.alpha, stage.beta, good.without("node")));
    refuses(
        ErrorCode.POLICY_VIOLATION,
        endorses(
            stage.alpha, stage.alpha, signed(stage.alpha, stage.alpha.agent().uri(), given())));
  }

  @Test
  void whoIsNotRegisteredIsNotFound() {
    String nobody = "/v1/asp/agents/" + Caller.encoded("agent://nowhere.example/x");
    refuses(ErrorCode.AGENT_NOT_FOUND, stage.alpha.get(nobody + "/endorsements"));
    refuses(
        ErrorCode.AGENT_NOT_FOUND,
        stage.alpha.call(
            "POST",
            nobody + "/endorsements",
            signed(stage.alpha, new AgentUri("agent://nowhere.example/x"), given())));
  }
}
