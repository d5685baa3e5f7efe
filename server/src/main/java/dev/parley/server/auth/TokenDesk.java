package dev.parley.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.JwsVerdict;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Hands out access tokens: `client_credentials` with an assertion that the agent's key signs (RFC
/// 7523) and a proof of the key that the token will be bound to (RFC 9449 section 5). There is no
/// shared secret. Thread-safe.
public final class TokenDesk {
  /// The longest time for which an assertion may be good.
  public static final Duration ASSERTION_LIFE = Duration.ofMinutes(5);

  /// The only kind of assertion that is taken.
  public static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /// What an assertion may call itself: the general word, and the one of its own kind.
  private static final List<String> TYPES = List.of("JWT", "client-authentication+jwt");

  private static final int REMEMBERED = 200_000;
  private static final int JTI_LENGTH_MAX = 256;

  private final AccessTokens tokens;
  private final RequestProofs proofs;
  private final ClientKeys keys;
  private final Verifier verifier;
  private final AuthClock clock;
  private final Set<String> audiences;
  private final Cache<Used, Boolean> used =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .expireAfterWrite(ASSERTION_LIFE.multipliedBy(2))
          .build();

  private record Used(AgentUri agent, String jti) {}

  /// A form, as the token endpoint receives it.
  ///
  /// @param fields its fields, each there once
  /// @param proof the values of the header `DPoP`
  /// @param method the method
  /// @param rawPath the path as sent
  public record Asked(
      Map<String, String> fields, List<String> proof, String method, String rawPath) {}

  /// What came of asking.
  public sealed interface Verdict {
    /// A token.
    ///
    /// @param token the compact form
    /// @param life how long it lives
    record Granted(String token, Duration life) implements Verdict {}

    /// None.
    ///
    /// @param refusal why
    record Refused(AuthRefusal refusal) implements Verdict {}
  }

  private record Claimed(AgentUri agent, CompactJws jws) {}

  /// Makes the desk.
  ///
  /// @param tokens makes the tokens
  /// @param proofs checks proofs
  /// @param keys the keys of agents
  /// @param verifier checks signatures
  /// @param clock the node's time
  /// @param origins the node's addresses; an assertion is made out to one of them, or to the token
  ///   endpoint under it
  /// @param path the path of the token endpoint
  public TokenDesk(
      AccessTokens tokens,
      RequestProofs proofs,
      ClientKeys keys,
      Verifier verifier,
      AuthClock clock,
      Origins origins,
      String path) {
    this.tokens = tokens;
    this.proofs = proofs;
    this.keys = keys;
    this.verifier = verifier;
    this.clock = clock;
    Set<String> names = new HashSet<>(origins.all(path));
    names.addAll(origins.all(""));
    names.addAll(origins.all("/"));
    this.audiences = Set.copyOf(names);
  }

  /// Judges a form.
  ///
  /// @param asked the form
  /// @return a token or why there is none
  public Verdict ask(Asked asked) {
    Map<String, String> fields = asked.fields();
    if (!fields.containsKey("grant_type")) {
      return refused(OauthError.INVALID_REQUEST, "grant_type is missing");
    }
    if (!"client_credentials".equals(fields.get("grant_type"))) {
      return refused(OauthError.UNSUPPORTED_GRANT_TYPE, "only client_credentials is given");
    }
    if (!fields.getOrDefault("scope", "").isEmpty()) {
      return refused(OauthError.INVALID_SCOPE, "there are no scopes");
    }
    String assertion = fields.get("client_assertion");
    if (assertion == null || !ASSERTION_TYPE.equals(fields.get("client_assertion_type"))) {
      return refused(
          OauthError.INVALID_CLIENT, "a client_assertion of the type jwt-bearer is needed");
    }
    if (asked.proof().size() != 1) {
      return refused(OauthError.INVALID_DPOP_PROOF, "exactly one DPoP proof is needed");
    }
    Optional<Claimed> claimed = read(assertion);
    if (claimed.isEmpty()) {
      return client("the assertion is not a JWT of the type JWT with iss and sub naming an agent");
    }
    if (fields.containsKey("client_id")
        && !claimed.get().agent().text().equals(fields.get("client_id"))) {
      return client("client_id is not the agent of the assertion");
    }
    return judge(claimed.get(), asked);
  }

  private static Optional<Claimed> read(String assertion) {
    for (String type : TYPES) {
      if (CompactJws.parse(assertion, type) instanceof JwsVerdict.Parsed(CompactJws jws)) {
        JsonObject claims = jws.claims();
        return claims
            .string("sub")
            .filter(sub -> claims.string("iss").equals(Optional.of(sub)))
            .flatMap(AgentUri::parse)
            .map(agent -> new Claimed(agent, jws));
      }
    }
    return Optional.empty();
  }

  /// The proof is judged before the assertion is used up, so that whoever is asked for a nonce can
  /// send the same assertion again.
  private Verdict judge(Claimed claimed, Asked asked) {
    JsonObject claims = claimed.jws().claims();
    Optional<String> flaw = flaw(claims);
    if (flaw.isPresent()) {
      return client(flaw.get());
    }
    Optional<ProofKey> key = keys.assertionKey(claimed.agent());
    if (key.isEmpty() || !claimed.jws().verified(verifier, key.get())) {
      return client("the assertion is not signed by a key of an agent of this node");
    }
    Used use = new Used(claimed.agent(), claims.string("jti").orElseThrow());
    if (used.getIfPresent(use) != null) {
      return client("the assertion was used before");
    }
    RequestProofs.Purpose purpose =
        new RequestProofs.Purpose(
            asked.method(), asked.rawPath(), Optional.empty(), Optional.empty());
    return switch (proofs.check(asked.proof().getFirst(), purpose)) {
      case RequestProofs.Verdict.Fails(AuthRefusal refusal) -> new Verdict.Refused(refusal);
      case RequestProofs.Verdict.Holds(String thumbprint) ->
          grant(claimed.agent(), key.get(), use, thumbprint);
    };
  }

  private Verdict grant(AgentUri agent, ProofKey key, Used use, String thumbprint) {
    if (used.estimatedSize() >= REMEMBERED) {
      used.cleanUp();
      if (used.estimatedSize() >= REMEMBERED) {
        return refused(OauthError.TEMPORARILY_UNAVAILABLE, "too many tokens were asked for");
      }
    }
    if (used.asMap().putIfAbsent(use, true) != null) {
      return client("the assertion was used before");
    }
    return new Verdict.Granted(tokens.issue(agent, key, thumbprint), AccessTokens.LIFE);
  }

  private Optional<String> flaw(JsonObject claims) {
    String jti = claims.string("jti").orElse("");
    if (jti.isEmpty() || jti.length() > JTI_LENGTH_MAX) {
      return Optional.of("the assertion has no jti of 1 to " + JTI_LENGTH_MAX + " characters");
    }
    if (!madeOutToThisNode(claims)) {
      return Optional.of("aud is neither the token endpoint nor the address of this node");
    }
    OptionalLong until = claims.integer("exp");
    if (until.isEmpty() || !clock.ahead(instant(until.getAsLong()), ASSERTION_LIFE)) {
      return Optional.of("exp is past, or more than 5 minutes ahead");
    }
    OptionalLong from = claims.integer("nbf");
    if (claims.has("nbf")
        && (from.isEmpty()
            || clock.ahead(
                instant(from.getAsLong()).minus(RequestProofs.WINDOW), Duration.ofDays(365)))) {
      return Optional.of("nbf is ahead");
    }
    OptionalLong made = claims.integer("iat");
    if (made.isEmpty() || instant(made.getAsLong()).isBefore(clock.started())) {
      return Optional.of("iat is missing, or before this node started");
    }
    return Optional.empty();
  }

  private boolean madeOutToThisNode(JsonObject claims) {
    return switch (claims.get("aud")) {
      case JsonString(String audience) -> audiences.contains(audience);
      case JsonArray list ->
          list.size() == 1
              && list.get(0) instanceof JsonString(String audience)
              && audiences.contains(audience);
      case null, default -> false;
    };
  }

  /// Out of range is as far away as anything.
  private static Instant instant(long seconds) {
    return Instant.ofEpochSecond(Math.clamp(seconds, 0, Instant.MAX.getEpochSecond() / 2));
  }

  private static Verdict client(String why) {
    return refused(OauthError.INVALID_CLIENT, why);
  }

  private static Verdict refused(OauthError error, String why) {
    return new Verdict.Refused(error.because(why));
  }
}
