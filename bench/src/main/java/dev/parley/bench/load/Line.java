package dev.parley.bench.load;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/// One agent's line to a node: every request with its token and a fresh proof, and nothing else. It
/// repeats nothing but a request whose nonce has run out, so that what is measured is what was
/// sent. Not thread-safe.
public final class Line {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(2);
  private static final int UNAUTHORIZED = 401;

  private final HttpClient http;
  private final URI node;
  private final Voice voice;
  private final AtomicReference<Optional<String>> nonce;
  private String token = "";
  private Instant tokenUntil = Instant.EPOCH;

  /// Prepares a line; nothing is sent yet.
  ///
  /// @param http carries it
  /// @param node the node's address
  /// @param voice whose it is
  public Line(HttpClient http, URI node, Voice voice) {
    this.http = http;
    this.node = node;
    this.voice = voice;
    this.nonce = new AtomicReference<>(Optional.empty());
  }

  /// What the node answered.
  ///
  /// @param status the HTTP status
  /// @param body the body
  public record Reply(int status, String body) {
    /// Whether the node did what was asked.
    ///
    /// @return true for 200 and 201
    public boolean good() {
      return status == 200 || status == 201;
    }

    /// The code of a refusal.
    ///
    /// @return empty when there is none
    public String code() {
      return json().object("error").flatMap(e -> e.string("code")).orElse("");
    }

    /// The body as JSON.
    ///
    /// @return an empty object when it is none
    public JsonObject json() {
      return StrictJson.read(body.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)
              instanceof Parsed.Value(JsonObject object, _)
          ? object
          : JsonObject.EMPTY;
    }
  }

  /// Whose line it is.
  ///
  /// @return the agent
  public Voice voice() {
    return voice;
  }

  /// Registers the agent's card.
  ///
  /// @return the score that the node gives it
  public double register() {
    HttpRequest request =
        HttpRequest.newBuilder(node.resolve("/v1/asp/agents/" + encoded(voice.uri())))
            .PUT(BodyPublishers.ofByteArray(CanonicalJson.bytes(voice.card().json())))
            .header("Content-Type", "application/json")
            .timeout(PATIENCE)
            .build();
    Reply reply = send(request);
    return score(reply);
  }

  private static double score(Reply reply) {
    if (reply.json().get("trustScore") instanceof JsonNumber score) {
      return score.value();
    }
    throw unexpected("registration", reply);
  }

  /// Posts an envelope.
  ///
  /// @param path where
  /// @param envelope the message
  /// @return what came back
  public Reply post(String path, JsonObject envelope) {
    return post(path, CanonicalJson.bytes(envelope));
  }

  /// Posts bytes.
  ///
  /// @param path where
  /// @param envelope a message's bytes
  /// @return what came back
  public Reply post(String path, byte[] envelope) {
    return call("POST", path, BodyPublishers.ofByteArray(envelope));
  }

  /// Reads.
  ///
  /// @param path what
  /// @return what came back
  public Reply get(String path) {
    return call("GET", path, BodyPublishers.noBody());
  }

  private Reply call(String method, String path, BodyPublisher body) {
    Reply reply = send(request(method, path, body));
    // The nonce has run out: the answer brought the next one.
    return reply.status() == UNAUTHORIZED ? send(request(method, path, body)) : reply;
  }

  private HttpRequest request(String method, String path, BodyPublisher body) {
    URI target = node.resolve(path);
    String shown = token();
    return HttpRequest.newBuilder(target)
        .method(method, body)
        .header("Content-Type", "application/json")
        .header("Authorization", "DPoP " + shown)
        .header("DPoP", proof(method, beforeQuery(target), Optional.of(DpopProof.tokenHash(shown))))
        .timeout(PATIENCE)
        .build();
  }

  private static String beforeQuery(URI target) {
    String text = target.toString();
    int query = text.indexOf('?');
    return query < 0 ? text : text.substring(0, query);
  }

  private String proof(String method, String target, Optional<String> tokenHash) {
    return DpopProof.sign(
        voice.keys().proofSigner(),
        new DpopClaims(
            UUID.randomUUID().toString(), method, target, Instant.now(), nonce.get(), tokenHash));
  }

  private String token() {
    Instant now = Instant.now();
    if (now.isAfter(tokenUntil)) {
      if (nonce.get().isEmpty()) {
        send(HttpRequest.newBuilder(node.resolve("/.well-known/asp.json")).build());
      }
      Reply reply = askForToken(now);
      if (!reply.good()) {
        reply = askForToken(now);
      }
      Optional<String> given = reply.json().string("access_token");
      OptionalLong life = reply.json().integer("expires_in");
      if (given.isEmpty() || life.isEmpty()) {
        throw unexpected("token", reply);
      }
      token = given.get();
      tokenUntil = now.plusSeconds(life.getAsLong()).minus(RENEWED_BEFORE);
    }
    return token;
  }

  private Reply askForToken(Instant now) {
    String target = node.resolve("/oauth/token").toString();
    String assertion =
        CompactJws.sign(
            voice.keys().tokenSigner(),
            "JWT",
            JsonObject.builder()
                .put("iss", voice.uri().text())
                .put("sub", voice.uri().text())
                .put("aud", target)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plusSeconds(120).getEpochSecond())
                .build());
    return send(
        HttpRequest.newBuilder(URI.create(target))
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&client_assertion_type="
                        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                        + "&client_assertion="
                        + assertion))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("DPoP", proof("POST", target, Optional.empty()))
            .timeout(PATIENCE)
            .build());
  }

  private Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      response.headers().firstValue("DPoP-Nonce").ifPresent(n -> nonce.set(Optional.of(n)));
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String encoded(AgentUri uri) {
    return URLEncoder.encode(uri.text(), StandardCharsets.UTF_8);
  }

  private static IllegalStateException unexpected(String what, Reply reply) {
    return new IllegalStateException(what + ": " + reply.status() + " " + reply.body());
  }
}
