package dev.parley.cli.scenarios;

import dev.parley.client.KeyFile;
import dev.parley.client.Wire;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// How an agent shows a node who it is, as `docs/http.md` says: a token, and a proof for each
/// request. For one thread.
final class Entrance {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String TOKENS = "/oauth/token";
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final int RENEWALS = 3;

  private final Wire wire;
  private final KeyFile keys;
  private Optional<String> nonce = Optional.empty();
  private Optional<String> token = Optional.empty();

  Entrance(Wire wire, KeyFile keys) {
    this.wire = wire;
    this.keys = keys;
  }

  /// Sends a request with what it has to show.
  Wire.Reply ask(String method, String path, Map<String, String> headers, Optional<byte[]> body)
      throws IOException {
    String shown = token();
    return sent(
        method,
        path,
        headers,
        Map.of("Authorization", "DPoP " + shown),
        Optional.of(DpopProof.tokenHash(shown)),
        body);
  }

  private Wire.Reply sent(
      String method,
      String path,
      Map<String, String> headers,
      Map<String, String> more,
      Optional<String> tokenHash,
      Optional<byte[]> body)
      throws IOException {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    for (int renewals = 0; ; renewals++) {
      all.put("DPoP", proof(method, path, tokenHash));
      Wire.Reply reply = wire.send(new Wire.Request(method, path, all, body), WAIT);
      reply.headers().firstValue("DPoP-Nonce").ifPresent(this::renew);
      boolean again =
          reply.status() / 100 == 4
              && new String(reply.body(), StandardCharsets.UTF_8).contains("use_dpop_nonce");
      if (!again || renewals == RENEWALS) {
        return reply;
      }
    }
  }

  /// The node wants another nonce in proofs.
  void renew(String fresh) {
    nonce = Optional.of(fresh);
  }

  /// A token that is good for longer than the scripts take.
  String token() throws IOException {
    if (token.isEmpty()) {
      Wire.Reply reply =
          sent(
              "POST",
              TOKENS,
              Map.of("Content-Type", "application/x-www-form-urlencoded"),
              Map.of(),
              Optional.empty(),
              Optional.of(form().getBytes(StandardCharsets.US_ASCII)));
      token = Json.object(reply.body()).string("access_token");
    }
    return token.orElseThrow(() -> new IOException("no token for " + keys.agentId()));
  }

  /// A proof for one request with the token.
  String proof(String method, String path) throws IOException {
    return proof(method, path, Optional.of(DpopProof.tokenHash(token())));
  }

  private String proof(String method, String path, Optional<String> tokenHash) {
    return DpopProof.sign(
        keys.keys().proofSigner(),
        new DpopClaims(
            UUID.randomUUID().toString(),
            method,
            wire.node() + path.split("\\?", 2)[0],
            Instant.now(),
            nonce,
            tokenHash));
  }

  private String form() {
    long now = Instant.now().getEpochSecond();
    String agent = keys.agentId().text();
    String assertion =
        CompactJws.sign(
            keys.keys().tokenSigner(),
            "JWT",
            JsonObject.builder()
                .put("iss", agent)
                .put("sub", agent)
                .put("aud", wire.node() + TOKENS)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now)
                .put("exp", now + 60)
                .build());
    return "grant_type=client_credentials&client_assertion_type="
        + URLEncoder.encode(ASSERTION_TYPE, StandardCharsets.UTF_8)
        + "&client_assertion="
        + URLEncoder.encode(assertion, StandardCharsets.UTF_8);
  }
}
