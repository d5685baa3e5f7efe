package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.json.JsonObject;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The token endpoint refuses in the words of RFC 6749 and RFC 9449.
final class TokenTest {
  @TempDir private Path directory;
  private Stage stage;
  private Caller alpha;

  @BeforeEach
  void begin() {
    stage = new Stage(NodeConfiguration.development().onPort(0).keeping(directory));
    alpha = stage.alpha;
    alpha.token(); // Brings the first nonce.
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private static void refused(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(Json.object(answer).string("error")).contains(error);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("DPoP-Nonce")).isPresent();
  }

  private String good() {
    return Caller.form(alpha.signed(alpha.assertion()));
  }

  @Test
  void refusesFormsThatAskForSomethingElse() {
    String good = good();
    refused(alpha.ask(""), 400, "invalid_request");
    refused(alpha.ask(good.replace("grant_type=client_credentials&", "")), 400, "invalid_request");
    refused(alpha.ask(good + "&grant_type=client_credentials"), 400, "invalid_request");
    refused(alpha.ask(good + "&x=%zz"), 400, "invalid_request");
    refused(alpha.ask(good + "&x=%C0%AF"), 400, "invalid_request");
    refused(
        alpha.ask(good.replace("client_credentials", "authorization_code")),
        400,
        "unsupported_grant_type");
    refused(
        alpha.ask(good.replace("client_credentials", "password")), 400, "unsupported_grant_type");
    refused(alpha.ask(good + "&scope=everything"), 400, "invalid_scope");
    refused(alpha.ask("grant_type=client_credentials"), 401, "invalid_client");
    refused(
        alpha.ask("grant_type=client_credentials&client_id=alpha&client_secret=secret"),
        401,
        "invalid_client");
    refused(alpha.ask(good.replace("jwt-bearer", "saml2-bearer")), 401, "invalid_client");
    refused(
        alpha.ask(good + "&client_id=" + Caller.encoded(stage.beta.agent().uri().text())),
        401,
        "invalid_client");
    assertThat(alpha.ask(good).statusCode()).as("none of this used it up").isEqualTo(200);
    refused(alpha.ask(good), 401, "invalid_client");
  }

  @Test
  void refusesAssertionsThatDoNotHold() {
    long now = stage.time.now().getEpochSecond();
    JsonObject good = alpha.assertion();
    Map<String, JsonObject> wrong = new LinkedHashMap<>();
    wrong.put("another issuer", good.with("iss", stage.beta.agent().uri().text()));
    wrong.put("another subject", good.with("sub", stage.beta.agent().uri().text()));
    wrong.put("no agent", good.with("sub", "alpha").with("iss", "alpha"));
    wrong.put("another audience", good.with("aud", "https://elsewhere.example/oauth/token"));
    wrong.put("no audience", good.without("aud"));
    wrong.put("no end", good.without("exp"));
    wrong.put("an end that has come", good.with("exp", now));
    wrong.put("an end far ahead", good.with("exp", now + 301));
    wrong.put("an end beyond all time", good.with("exp", Long.MAX_VALUE >> 11));
    wrong.put("a beginning to come", good.with("nbf", now + 100));
    wrong.put("no time", good.without("iat"));
    wrong.put("a time before the node started", good.with("iat", now - 3600));
    wrong.put("no name", good.without("jti"));
    wrong.put("an empty name", good.with("jti", ""));
    wrong.put("a very long name", good.with("jti", "x".repeat(257)));
    wrong.forEach(
        (what, assertion) ->
            refused(alpha.ask(Caller.form(alpha.signed(assertion))), 401, "invalid_client"));
    for (String garbage : List.of("", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "x".repeat(9000))) {
      refused(alpha.ask(Caller.form(garbage)), 401, "invalid_client");
    }
  }

  @Test
  void doesNotSayWhetherAnAgentIsRegistered() {
    ScriptedAgent nobody = new ScriptedAgent("agent://nowhere.example/nobody", "org_nowhere");
    JsonObject absent =
        alpha.assertion().with("iss", nobody.uri().text()).with("sub", nobody.uri().text());
    HttpResponse<String> unknown =
        alpha.ask(Caller.form(CompactJws.sign(nobody.keys().tokenSigner(), "JWT", absent)));
    AgentKeys foreign = AgentKeys.generate(new SecureRandom());
    HttpResponse<String> forged =
        alpha.ask(Caller.form(CompactJws.sign(foreign.tokenSigner(), "JWT", alpha.assertion())));
    refused(unknown, 401, "invalid_client");
    assertThat(unknown.body()).isEqualTo(forged.body());
  }

  @Test
  void wantsAProofForThisEndpointWithoutAToken() {
    String good = good();
    Map<String, UnaryOperator<DpopClaims>> wrong = new LinkedHashMap<>();
    wrong.put(
        "a token",
        c ->
            new DpopClaims(
                c.jti(),
                c.htm(),
                c.htu(),
                c.iat(),
                c.nonce(),
                Optional.of(DpopProof.tokenHash("t"))));
    wrong.put(
        "another path",
        c -> new DpopClaims(c.jti(), c.htm(), c.htu() + "s", c.iat(), c.nonce(), c.ath()));
    wrong.put(
        "another method",
        c -> new DpopClaims(c.jti(), "GET", c.htu(), c.iat(), c.nonce(), c.ath()));
    wrong.put(
        "another time",
        c ->
            new DpopClaims(
                c.jti(), c.htm(), c.htu(), c.iat().minusSeconds(100), c.nonce(), c.ath()));
    wrong.forEach((what, proof) -> refused(alpha.ask(good, proof), 400, "invalid_dpop_proof"));
    refused(asked(good, List.of()), 400, "invalid_dpop_proof");
    refused(asked(good, List.of("nonsense")), 400, "invalid_dpop_proof");
    String proof =
        DpopProof.sign(alpha.prover(), alpha.claims("POST", TokenEndpoints.PATH, Optional.empty()));
    refused(asked(good, List.of(proof, proof)), 400, "invalid_dpop_proof");
    UnaryOperator<DpopClaims> without =
        c -> new DpopClaims(c.jti(), c.htm(), c.htu(), c.iat(), Optional.empty(), c.ath());
    refused(alpha.ask(good, without), 400, "use_dpop_nonce");
    assertThat(asked(good, List.of(proof)).statusCode())
        .as("the assertion was not used up, nor the proof")
        .isEqualTo(200);
    refused(asked(good(), List.of(proof)), 400, "invalid_dpop_proof");
  }

  private HttpResponse<String> asked(String form, List<String> proofs) {
    HttpRequest.Builder request =
        alpha
            .request("POST", TokenEndpoints.PATH, null)
            .POST(BodyPublishers.ofString(form))
            .header("Content-Type", Caller.FORM);
    proofs.forEach(proof -> request.header("DPoP", proof));
    return Caller.exchange(request.build());
  }

  @Test
  void bindsTheTokenToTheKeyOfTheProof() {
    String token = alpha.token();
    alpha.provesWith(AgentKeys.generate(new SecureRandom()));
    HttpResponse<String> answer =
        Caller.exchange(alpha.authorised("GET", SessionEndpoints.PATH, null).build());
    assertThat(Json.details(answer).string("oauthError")).contains("invalid_dpop_proof");
    alpha.forgetToken();
    assertThat(alpha.token()).isNotEqualTo(token);
    assertThat(alpha.get(SessionEndpoints.PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void takesFormsOnlyAndNotForEver() {
    HttpResponse<String> json =
        alpha.send(
            "POST",
            TokenEndpoints.PATH,
            "application/json",
            "{\"grant_type\":\"client_credentials\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(json.statusCode()).isEqualTo(415);
    String overlong = good() + "&x=" + "y".repeat(16 * 1024);
    HttpResponse<String> large = asked(overlong, List.of());
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(Json.code(large)).isEqualTo("too_large");
    HttpResponse<String> get =
        Caller.exchange(alpha.request("GET", TokenEndpoints.PATH, null).build());
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void takesNoAssertionFromBeforeARestart() {
    JsonObject assertion = alpha.assertion();
    String used = Caller.form(alpha.signed(assertion));
    assertThat(alpha.ask(used).statusCode()).isEqualTo(200);
    int port = stage.node.port();
    stage.node.close();
    stage.time.advance(Duration.ofSeconds(2));
    NodeConfiguration same = NodeConfiguration.development().onPort(port).keeping(directory);
    try (var _ = stage.time.node(same)) {
      alpha.remember(Caller.exchange(alpha.request("GET", "/.well-known/asp.json", null).build()));
      refused(alpha.ask(used), 401, "invalid_client");
      assertThat(alpha.ask(good()).statusCode()).isEqualTo(200);
    }
  }
}
