package dev.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.parley.core.card.AgentCard;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.JwsVerdict;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// Tokens and proofs of the scripted node: RFC 9449 and RFC 7523 as a node has to enforce them.
final class ScriptedAccess {
  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();

  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final AtomicInteger nonces = new AtomicInteger();
  final AtomicInteger tokensGiven = new AtomicInteger();
  volatile long tokenSeconds = 900;

  record Grant(AgentUri agent, ProofKey key) {}

  /// What came of a check: who it is, or the answer that says why not.
  sealed interface Checked {
    record Good(AgentUri agent) implements Checked {}

    record Bad(int status, String error, boolean withNonce) implements Checked {}
  }

  String nonce() {
    return "nonce-" + nonces.get();
  }

  void changeNonce() {
    nonces.incrementAndGet();
  }

  void revokeTokens() {
    grants.clear();
  }

  Checked caller(HttpExchange exchange, String origin) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String token = header == null ? "" : header.replaceFirst("^DPoP ", "");
    Grant grant = grants.get(token);
    if (grant == null) {
      return new Checked.Bad(401, "invalid_token", false);
    }
    return proof(exchange, origin, Optional.of(token)) instanceof Proven(ProofKey key, Checked bad)
        ? bad instanceof Checked.Bad ? bad : judged(grant, key)
        : new Checked.Bad(401, "invalid_dpop_proof", false);
  }

  private static Checked judged(Grant grant, ProofKey key) {
    return grant.key().equals(key)
        ? new Checked.Good(grant.agent())
        : new Checked.Bad(401, "invalid_token", false);
  }

  /// The token endpoint.
  Map.Entry<Checked, String> token(
      HttpExchange exchange,
      String origin,
      byte[] body,
      Function<AgentUri, Optional<AgentCard>> cards) {
    Proven proven = proof(exchange, origin, Optional.empty());
    if (proven.verdict() instanceof Checked.Bad bad) {
      return Map.entry(new Checked.Bad(400, bad.error(), bad.withNonce()), "");
    }
    Map<String, String> form = form(new String(body, UTF_8));
    Optional<AgentUri> agent = agent(form, origin, cards);
    if (agent.isEmpty()) {
      return Map.entry(new Checked.Bad(401, "invalid_client", false), "");
    }
    String token = "token-" + tokensGiven.incrementAndGet();
    grants.put(token, new Grant(agent.get(), proven.key()));
    JsonObject answer =
        JsonObject.EMPTY
            .with("access_token", token)
            .with("token_type", "DPoP")
            .with("expires_in", tokenSeconds);
    return Map.entry(new Checked.Good(agent.get()), answer.toString());
  }

  private static Optional<AgentUri> agent(
      Map<String, String> form, String origin, Function<AgentUri, Optional<AgentCard>> cards) {
    boolean asked =
        "client_credentials".equals(form.get("grant_type"))
            && "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                .equals(form.get("client_assertion_type"));
    if (!asked
        || !(CompactJws.parse(form.getOrDefault("client_assertion", ""), "JWT")
            instanceof JwsVerdict.Parsed(CompactJws assertion))) {
      return Optional.empty();
    }
    JsonObject claims = assertion.claims();
    return claims
        .string("iss")
        .filter(iss -> claims.string("sub").equals(Optional.of(iss)))
        .filter(_ -> claims.string("aud").equals(Optional.of(origin + "/oauth/token")))
        .flatMap(AgentUri::parse)
        .filter(
            who ->
                cards
                    .apply(who)
                    .filter(card -> assertion.verified(VERIFIER, card.signingKey()))
                    .isPresent());
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new TreeMap<>();
    for (String pair : List.of(text.split("&", -1))) {
      int equals = pair.indexOf('=');
      form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
    }
    return form;
  }

  private record Proven(ProofKey key, Checked verdict) {}

  private synchronized Proven proof(HttpExchange exchange, String origin, Optional<String> token) {
    String text = exchange.getRequestHeaders().getFirst("DPoP");
    if (text == null
        || !(DpopProof.parse(text) instanceof DpopVerdict.Parsed(DpopProof proof))
        || !proof.verified(VERIFIER)) {
      throw new IllegalStateException("the client sent no proof that verifies: " + text);
    }
    DpopClaims claims = proof.claims();
    String path = exchange.getRequestURI().getRawPath();
    boolean fits =
        claims.htm().equals(exchange.getRequestMethod())
            && claims.htu().equals(origin + path)
            && claims.ath().equals(token.map(DpopProof::tokenHash))
            && seen.add(claims.jti());
    if (!fits) {
      return new Proven(proof.key(), new Checked.Bad(401, "invalid_dpop_proof", false));
    }
    if (!claims.nonce().equals(Optional.of(nonce()))) {
      return new Proven(proof.key(), new Checked.Bad(401, "use_dpop_nonce", true));
    }
    return new Proven(proof.key(), new Checked.Good(AgentUri.steward("unused.test")));
  }
}
