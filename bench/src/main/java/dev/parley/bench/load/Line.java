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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// One agent's line to a node: every request with its token and a fresh proof, and nothing else. It
/// repeats nothing but a request whose nonce has run out, so that what is measured is what was
/// sent. Not thread-safe.
public final class Line implements AutoCloseable {
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(2);
  private static final int UNAUTHORIZED = 401;
  private static final String JSON = "Content-Type: application/json";
  private static final String TOKENS = "/oauth/token";
  private static final byte[] NOTHING = {};

  private final Connection connection;
  private final URI node;
  private final Voice voice;
  private Optional<String> nonce = Optional.empty();
  private String token = "";
  private Instant tokenUntil = Instant.EPOCH;

  /// Prepares a line; nothing is sent yet.
  ///
  /// @param node the node's address
  /// @param voice whose it is
  public Line(URI node, Voice voice) {
    this.connection = new Connection(node);
    this.node = node;
    this.voice = voice;
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
    byte[] card = CanonicalJson.bytes(voice.card().json());
    Reply reply = send("PUT", "/v1/asp/agents/" + encoded(voice.uri()), List.of(JSON), card);
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
    return call("POST", path, CanonicalJson.bytes(envelope));
  }

  /// Makes the request that posts an envelope, to be sent within a minute: then its proof is too
  /// old.
  ///
  /// @param path where
  /// @param envelope the message
  /// @return all that goes over the wire
  public byte[] prepared(String path, JsonObject envelope) {
    return connection.request("POST", path, fields("POST", path), CanonicalJson.bytes(envelope));
  }

  /// Sends what was prepared.
  ///
  /// @param request from [#prepared]
  /// @return what came back
  public Reply send(byte[] request) {
    try {
      return reply(connection.exchange(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the first frame of a WebSocket connection shows.
  ///
  /// @param path the path of the connection
  /// @return a frame `auth`
  public JsonObject auth(String path) {
    String shown = token();
    return JsonObject.EMPTY
        .with("type", "auth")
        .with("token", shown)
        .with("dpopProof", proof("GET", path, Optional.of(DpopProof.tokenHash(shown))));
  }

  /// Reads.
  ///
  /// @param path what
  /// @return what came back
  public Reply get(String path) {
    return call("GET", path, NOTHING);
  }

  /// How much went over the wire so far.
  ///
  /// @return bytes that were sent
  public long sent() {
    return connection.sent();
  }

  private Reply call(String method, String path, byte[] body) {
    Reply reply = send(method, path, fields(method, path), body);
    // The nonce has run out: the answer brought the next one.
    return reply.status() == UNAUTHORIZED ? send(method, path, fields(method, path), body) : reply;
  }

  /// The header lines of a request with the token and a fresh proof.
  ///
  /// @param method the method
  /// @param path its path, perhaps with a query
  /// @return without line ends
  List<String> fields(String method, String path) {
    String shown = token();
    int query = path.indexOf('?');
    String target = query < 0 ? path : path.substring(0, query);
    return List.of(
        JSON,
        "Authorization: DPoP " + shown,
        "DPoP: " + proof(method, target, Optional.of(DpopProof.tokenHash(shown))));
  }

  private String proof(String method, String path, Optional<String> tokenHash) {
    return DpopProof.sign(
        voice.keys().proofSigner(),
        new DpopClaims(
            FreshIds.next(Instant.now()).toString(),
            method,
            node + path,
            Instant.now(),
            nonce,
            tokenHash));
  }

  private String token() {
    Instant now = Instant.now();
    if (now.isAfter(tokenUntil)) {
      if (nonce.isEmpty()) {
        send("GET", "/.well-known/asp.json", List.of(), NOTHING);
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
    String assertion =
        CompactJws.sign(
            voice.keys().tokenSigner(),
            "JWT",
            JsonObject.builder()
                .put("iss", voice.uri().text())
                .put("sub", voice.uri().text())
                .put("aud", node + TOKENS)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plusSeconds(120).getEpochSecond())
                .build());
    String form =
        "grant_type=client_credentials&client_assertion_type="
            + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion="
            + assertion;
    return send(
        "POST",
        TOKENS,
        List.of(
            "Content-Type: application/x-www-form-urlencoded",
            "DPoP: " + proof("POST", TOKENS, Optional.empty())),
        form.getBytes(StandardCharsets.US_ASCII));
  }

  private Reply send(String method, String path, List<String> fields, byte[] body) {
    try {
      return reply(connection.exchange(method, path, fields, body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply reply(Connection.Answer answer) {
    nonce = Optional.ofNullable(answer.fields().get("dpop-nonce")).or(() -> nonce);
    return new Reply(answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  private static String encoded(AgentUri uri) {
    return URLEncoder.encode(uri.text(), StandardCharsets.UTF_8);
  }

  private static IllegalStateException unexpected(String what, Reply reply) {
    return new IllegalStateException(what + ": " + reply.status() + " " + reply.body());
  }

  @Override
  public void close() {
    connection.close();
  }
}
