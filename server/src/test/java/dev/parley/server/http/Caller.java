package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import dev.parley.server.Node;
import dev.parley.server.auth.TokenDesk;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An agent at the other end of the wire, which does everything right unless a test says otherwise.
/// Whatever it is answered has to be what the node's description says.
final class Caller {
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static final String FORM = "application/x-www-form-urlencoded";

  private final URI node;
  private final ScriptedAgent agent;
  private final InstantSource time;
  private ProofSigner prover;
  private @Nullable String nonce;
  private @Nullable String token;

  Caller(URI node, ScriptedAgent agent, InstantSource time) {
    this.node = node;
    this.agent = agent;
    this.time = time;
    this.prover = agent.keys().proofSigner();
  }

  static Caller registered(Node node, String uri, InstantSource time, String... capabilities) {
    ScriptedAgent agent =
        new ScriptedAgent(uri, "org_" + new AgentUri(uri).domain().replace('.', '_'), capabilities);
    Caller caller = new Caller(node.address(), agent, time);
    assertThat(caller.register().statusCode()).isEqualTo(201);
    return caller;
  }

  ScriptedAgent agent() {
    return agent;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  String path(String below) {
    return "/v1/asp/agents/" + encoded(agent.uri().text()) + below;
  }

  HttpResponse<String> register() {
    return register(agent.card().json());
  }

  HttpResponse<String> register(JsonObject card) {
    HttpResponse<String> response = exchange(request("PUT", path(""), card).build());
    if (response.statusCode() / 100 == 2) {
      String sent = new String(CanonicalJson.bytes(card), StandardCharsets.UTF_8);
      Contract.PUBLISHED.takes("PUT", path(""), "application/json", sent);
    }
    return response;
  }

  HttpRequest.Builder request(String method, String path, @Nullable JsonValue body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(path))
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(CanonicalJson.bytes(body)));
    return body == null ? request : request.header("Content-Type", "application/json");
  }

  static HttpResponse<String> exchange(HttpRequest request) {
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      Contract.PUBLISHED.holds(
          request.method(),
          request.uri().getRawPath(),
          response.statusCode(),
          response.headers().map(),
          response.body());
      return response;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The claims of a good proof.
  DpopClaims claims(String method, String path, Optional<String> forToken) {
    String address = node.resolve(path).toString();
    int query = address.indexOf('?');
    return new DpopClaims(
        UUID.randomUUID().toString(),
        method,
        query < 0 ? address : address.substring(0, query),
        time.instant(),
        Optional.ofNullable(nonce),
        forToken.map(DpopProof::tokenHash));
  }

  ProofSigner prover() {
    return prover;
  }

  void provesWith(AgentKeys keys) {
    prover = keys.proofSigner();
  }

  void remember(HttpResponse<?> response) {
    response.headers().firstValue("DPoP-Nonce").ifPresent(n -> nonce = n);
  }

  /// What a good assertion claims.
  JsonObject assertion() {
    Instant now = time.instant();
    return JsonObject.builder()
        .put("iss", agent.uri().text())
        .put("sub", agent.uri().text())
        .put("aud", node.resolve("/oauth/token").toString())
        .put("jti", UUID.randomUUID().toString())
        .put("iat", now.getEpochSecond())
        .put("exp", now.plusSeconds(120).getEpochSecond())
        .build();
  }

  String signed(JsonObject assertion) {
    return CompactJws.sign(agent.keys().tokenSigner(), "JWT", assertion);
  }

  static String form(String assertion) {
    return "grant_type=client_credentials&client_assertion_type="
        + encoded(TokenDesk.ASSERTION_TYPE)
        + "&client_assertion="
        + encoded(assertion);
  }

  /// Asks for a token with a form and a proof.
  HttpResponse<String> ask(String form, UnaryOperator<DpopClaims> proof) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve("/oauth/token"))
            .POST(BodyPublishers.ofString(form))
            .header("Content-Type", FORM)
            .header(
                "DPoP",
                DpopProof.sign(
                    prover, proof.apply(claims("POST", "/oauth/token", Optional.empty()))));
    HttpResponse<String> response = exchange(request.build());
    remember(response);
    if (response.statusCode() == 200) {
      Map<String, String> fields = Percent.fields(form).orElseThrow();
      JsonObject.Builder json = JsonObject.builder();
      fields.forEach(json::put);
      Contract.PUBLISHED.takes("POST", TokenEndpoints.PATH, FORM, json.build().toString());
    }
    return response;
  }

  HttpResponse<String> ask(String form) {
    if (nonce == null) {
      remember(exchange(request("GET", "/.well-known/asp.json", null).build()));
    }
    return ask(form, UnaryOperator.identity());
  }

  String token() {
    if (token == null) {
      HttpResponse<String> response = ask(form(signed(assertion())));
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      token = Json.object(response).string("access_token").orElseThrow();
    }
    return token;
  }

  void forgetToken() {
    token = null;
  }

  /// A request as it should be.
  HttpRequest.Builder authorised(String method, String path, @Nullable JsonValue body) {
    return authorised(method, path, body, UnaryOperator.identity());
  }

  HttpRequest.Builder authorised(
      String method, String path, @Nullable JsonValue body, UnaryOperator<DpopClaims> proof) {
    HttpRequest.Builder request = request(method, path, body);
    credentials(method, path, proof).forEach(request::header);
    return request;
  }

  /// The two headers that show who makes a request.
  Map<String, String> credentials(String method, String path) {
    return credentials(method, path, UnaryOperator.identity());
  }

  Map<String, String> credentials(String method, String path, UnaryOperator<DpopClaims> proof) {
    String shown = token();
    return Map.of(
        "Authorization",
        "DPoP " + shown,
        "DPoP",
        DpopProof.sign(prover, proof.apply(claims(method, path, Optional.of(shown)))));
  }

  /// A good proof for one request.
  String proof(String method, String path) {
    return DpopProof.sign(prover, claims(method, path, Optional.of(token())));
  }

  /// Sends any bytes as a body.
  HttpResponse<String> send(String method, String path, String type, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.resolve(path)).method(method, BodyPublishers.ofByteArray(body));
    request.header("Content-Type", type);
    credentials(method, path).forEach(request::header);
    HttpResponse<String> response = exchange(request.build());
    remember(response);
    return response;
  }

  HttpResponse<String> call(String method, String path, @Nullable JsonValue body) {
    HttpResponse<String> response = exchange(authorised(method, path, body).build());
    remember(response);
    if (body != null && response.statusCode() / 100 == 2) {
      String sent = new String(CanonicalJson.bytes(body), StandardCharsets.UTF_8);
      Contract.PUBLISHED.takes(method, path, "application/json", sent);
    }
    return response;
  }

  HttpResponse<String> get(String path) {
    return call("GET", path, null);
  }

  HttpResponse<String> with(Map<String, String> headers, String method, String path) {
    HttpRequest.Builder request = authorised(method, path, null);
    headers.forEach(request::header);
    return exchange(request.build());
  }
}
