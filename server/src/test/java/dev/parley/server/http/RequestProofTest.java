package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.config.NodeConfiguration;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who makes a request has to be shown anew with each one: every wrong way to show it is refused
/// under OAuth's own name, and nothing is done.
final class RequestProofTest {
  private static final String PATH = SessionEndpoints.PATH;

  @TempDir private Path directory;
  private Stage stage;

  @BeforeEach
  void begin() {
    stage = new Stage(NodeConfiguration.development().onPort(0).keeping(directory));
    assertThat(stage.alpha.get(PATH).statusCode()).isEqualTo(200);
  }

  @AfterEach
  void end() {
    stage.close();
  }

  private static UnaryOperator<DpopClaims> jti(String value) {
    return c -> new DpopClaims(value, c.htm(), c.htu(), c.iat(), c.nonce(), c.ath());
  }

  private static UnaryOperator<DpopClaims> htm(String value) {
    return c -> new DpopClaims(c.jti(), value, c.htu(), c.iat(), c.nonce(), c.ath());
  }

  private static UnaryOperator<DpopClaims> htu(String value) {
    return c -> new DpopClaims(c.jti(), c.htm(), value, c.iat(), c.nonce(), c.ath());
  }

  private static UnaryOperator<DpopClaims> off(long seconds) {
    return c ->
        new DpopClaims(c.jti(), c.htm(), c.htu(), c.iat().plusSeconds(seconds), c.nonce(), c.ath());
  }

  private static UnaryOperator<DpopClaims> nonce(Optional<String> value) {
    return c -> new DpopClaims(c.jti(), c.htm(), c.htu(), c.iat(), value, c.ath());
  }

  private static UnaryOperator<DpopClaims> ath(Optional<String> value) {
    return c -> new DpopClaims(c.jti(), c.htm(), c.htu(), c.iat(), c.nonce(), value);
  }

  private HttpResponse<String> shown(UnaryOperator<DpopClaims> proof) {
    return Caller.exchange(stage.alpha.authorised("GET", PATH, null, proof).build());
  }

  private static void refused(HttpResponse<String> answer, String code, String oauthError) {
    assertThat(Json.code(answer)).as(answer.body()).isEqualTo(code);
    assertThat(Json.details(answer).string("oauthError")).contains(oauthError);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("DPoP error=\"" + oauthError + "\"");
    assertThat(answer.headers().firstValue("DPoP-Nonce")).isPresent();
  }

  private static void proofRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    refused(answer, "dpop_invalid", "invalid_dpop_proof");
  }

  @Test
  void refusesAProofThatWasMadeForAnotherRequest() {
    String here = stage.node.address().resolve(PATH).toString();
    Map<String, UnaryOperator<DpopClaims>> wrong = new LinkedHashMap<>();
    wrong.put("another method", htm("POST"));
    wrong.put("a method in other letters", htm("get"));
    wrong.put("another path", htu(here + "/x"));
    wrong.put("the path alone", htu(PATH));
    wrong.put("another host", htu("http://elsewhere.example" + PATH));
    wrong.put("another scheme", htu(here.replace("http:", "https:")));
    wrong.put("another port", htu("http://127.0.0.1:1" + PATH));
    wrong.put("user information", htu(here.replace("http://", "http://me@")));
    wrong.put("no address", htu("%"));
    wrong.put("another token", ath(Optional.of(DpopProof.tokenHash("another"))));
    wrong.put("no token", ath(Optional.empty()));
    wrong.put("long ago", off(-62));
    wrong.put("ahead", off(62));
    wrong.forEach((what, proof) -> proofRefused(shown(proof)));
    for (UnaryOperator<DpopClaims> good :
        List.of(off(-58), off(58), htu(here + "?limit=1"), htu(here.replace("http:", "HTTP:")))) {
      assertThat(shown(good).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void takesAProofOnce() {
    Talk talk = stage.talk();
    JsonObject question = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-once"));
    HttpRequest request = stage.alpha.authorised("POST", talk.path("/messages"), question).build();
    assertThat(Caller.exchange(request).statusCode()).isEqualTo(201);
    Talk.Place place = talk.place();
    proofRefused(Caller.exchange(request));
    String same = UUID.randomUUID().toString();
    assertThat(shown(jti(same)).statusCode()).isEqualTo(200);
    proofRefused(shown(jti(same)));
    assertThat(talk.place()).isEqualTo(place);
  }

  @Test
  void refusesAProofByAnotherKey() {
    ProofSigner another = AgentKeys.generate(new SecureRandom()).proofSigner();
    for (ProofSigner key : List.of(another, stage.beta.prover())) {
      String token = stage.alpha.token();
      DpopClaims claims = stage.alpha.claims("GET", PATH, Optional.of(token));
      proofRefused(with(List.of("DPoP " + token), List.of(DpopProof.sign(key, claims))));
    }
    String proof = stage.alpha.proof("GET", PATH);
    String forged = proof.substring(0, proof.length() - 8) + "AAAAAAAA";
    proofRefused(with(List.of("DPoP " + stage.alpha.token()), List.of(forged)));
  }

  private HttpResponse<String> with(List<String> authorization, List<String> proofs) {
    HttpRequest.Builder request = stage.alpha.request("GET", PATH, null);
    authorization.forEach(value -> request.header("Authorization", value));
    proofs.forEach(value -> request.header("DPoP", value));
    return Caller.exchange(request.build());
  }

  @Test
  void wantsExactlyOneTokenAndOneProof() {
    String token = "DPoP " + stage.alpha.token();
    String proof = stage.alpha.proof("GET", PATH);
    String second = stage.alpha.proof("GET", PATH);
    proofRefused(with(List.of(token), List.of()));
    proofRefused(with(List.of(token), List.of(proof, second)));
    proofRefused(with(List.of(token), List.of("")));
    proofRefused(with(List.of(token), List.of("a.b.c")));
    refused(with(List.of(token, token), List.of(proof)), "malformed", "invalid_request");
    HttpResponse<String> nobody = with(List.of(), List.of(proof));
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(Json.code(nobody)).isEqualTo("unauthorized");
    assertThat(nobody.headers().firstValue("WWW-Authenticate").orElse(""))
        .startsWith("DPoP ")
        .doesNotContain("error");
    assertThat(with(List.of(token), List.of(proof)).statusCode())
        .as("what was refused for something else is not used up")
        .isEqualTo(200);
  }

  @Test
  void refusesWhatIsNoTokenOfThisNode() {
    String good = stage.alpha.token();
    int dot = good.lastIndexOf('.');
    for (String token :
        List.of(
            "Bearer " + good,
            "DPoP",
            "DPoP ",
            "DPoP nonsense",
            "DPoP " + good.substring(0, dot + 1) + "A".repeat(good.length() - dot - 1),
            "DPoP " + good.substring(0, dot),
            "DPoP " + stage.alpha.signed(stage.alpha.assertion()),
            "Basic YWxwaGE6c2VjcmV0")) {
      HttpResponse<String> answer = with(List.of(token), List.of(stage.alpha.proof("GET", PATH)));
      assertThat(answer.statusCode()).as(token).isEqualTo(401);
      refused(answer, "unauthorized", "invalid_token");
    }
  }

  @Test
  void wantsANonceOfItsOwnThatIsNotOld() {
    for (Optional<String> wrong :
        List.of(Optional.<String>empty(), Optional.of("AAAAAAAAAAAAAAAAAAAAAA"))) {
      HttpResponse<String> answer = shown(nonce(wrong));
      assertThat(answer.statusCode()).isEqualTo(401);
      refused(answer, "dpop_invalid", "use_dpop_nonce");
      Optional<String> offered = answer.headers().firstValue("DPoP-Nonce");
      assertThat(shown(nonce(offered)).statusCode()).isEqualTo(200);
    }
    Optional<String> present = shown(off(0)).headers().firstValue("DPoP-Nonce");
    stage.time.advance(Duration.ofSeconds(61));
    assertThat(shown(nonce(present)).statusCode()).as("the nonce before").isEqualTo(200);
    stage.time.advance(Duration.ofSeconds(61));
    refused(shown(nonce(present)), "dpop_invalid", "use_dpop_nonce");
  }

  @Test
  void refusesATokenThatHasExpired() {
    stage.time.advance(Duration.ofMinutes(15).plusSeconds(1));
    HttpResponse<String> answer = shown(UnaryOperator.identity());
    assertThat(answer.statusCode()).isEqualTo(401);
    refused(answer, "unauthorized", "invalid_token");
    stage.alpha.remember(answer);
    stage.alpha.forgetToken();
    assertThat(stage.alpha.get(PATH).statusCode()).isEqualTo(200);
  }

  @Test
  void endsTheTokensOfAKeyThatWasReplaced() {
    AgentKeys fresh = AgentKeys.generate(new SecureRandom());
    AgentCard next = stage.alpha.agent().nextCard(fresh, JsonObject.EMPTY);
    assertThat(stage.alpha.register(next.json()).statusCode()).isEqualTo(200);
    refused(shown(UnaryOperator.identity()), "unauthorized", "invalid_token");
  }

  @Test
  void takesNoProofFromBeforeARestart() {
    Talk talk = stage.talk();
    JsonObject question = talk.signed(stage.alpha, Performative.QUERY, Talk.question("q-restart"));
    Map<String, String> shown = stage.alpha.credentials("POST", talk.path("/messages"));
    int port = stage.node.port();
    stage.node.close();
    NodeConfiguration same = NodeConfiguration.development().onPort(port).keeping(directory);
    try (var _ = stage.time.node(same)) {
      HttpRequest.Builder request =
          stage
              .alpha
              .request("POST", talk.path("/messages"), null)
              .POST(BodyPublishers.ofByteArray(CanonicalJson.bytes(question)))
              .header("Content-Type", "application/json");
      shown.forEach(request::header);
      HttpResponse<String> answer = Caller.exchange(request.build());
      refused(answer, "dpop_invalid", "use_dpop_nonce");
      stage.alpha.remember(answer);
      stage.beta.remember(answer);
      assertThat(talk.place().lastSequence()).isEqualTo(4);
      assertThat(talk.post(stage.alpha, question).statusCode()).isEqualTo(201);
    }
  }
}
