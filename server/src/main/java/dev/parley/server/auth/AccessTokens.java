package dev.parley.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.CompactJws;
import dev.parley.core.identity.JwsVerdict;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.ProofSigner;
import dev.parley.core.identity.Verifier;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// The access tokens of a node: JWTs that it signs itself, bound to the key that asked for them
/// (RFC 9449 section 6) and good for 15 minutes.
///
/// A token dies with the key that signed its agent's assertion: whoever rotates a key ends what the
/// old one was good for. A token that was checked once is remembered by its hash, so that a request
/// costs one signature, its proof's. Thread-safe.
public final class AccessTokens {
  /// How long a token lives.
  public static final Duration LIFE = Duration.ofMinutes(15);

  private static final String TYPE = "at+jwt";
  private static final int REMEMBERED = 50_000;

  private final String issuer;
  private final ProofSigner signer;
  private final Verifier verifier;
  private final AuthClock clock;
  private final ClientKeys keys;
  private final Cache<String, Grant> checked =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(REMEMBERED)
          .expireAfterWrite(LIFE)
          .build();

  /// What a token says.
  ///
  /// @param agent whose it is
  /// @param thumbprint the key that it is bound to
  /// @param assertedBy the thumbprint of the key that asked for it
  /// @param until when it ends
  private record Grant(AgentUri agent, String thumbprint, String assertedBy, Instant until) {}

  /// Makes the node's tokens.
  ///
  /// @param issuer the node's address, in `iss` and `aud`
  /// @param signer the node's key
  /// @param verifier checks signatures
  /// @param clock real time
  /// @param keys the keys of agents
  public AccessTokens(
      String issuer, ProofSigner signer, Verifier verifier, AuthClock clock, ClientKeys keys) {
    this.issuer = issuer;
    this.signer = signer;
    this.verifier = verifier;
    this.clock = clock;
    this.keys = keys;
  }

  /// Makes a token.
  ///
  /// @param agent whose it is
  /// @param assertedBy the key that the agent has shown
  /// @param thumbprint the key that it is bound to
  /// @return the compact form
  String issue(AgentUri agent, ProofKey assertedBy, String thumbprint) {
    Instant now = clock.now();
    return CompactJws.sign(
        signer,
        TYPE,
        JsonObject.builder()
            .put("iss", issuer)
            .put("aud", issuer)
            .put("sub", agent.text())
            .put("client_id", agent.text())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond())
            .put("jti", UUID.randomUUID().toString())
            .put("asserted_by", assertedBy.thumbprint())
            .put("cnf", JsonObject.EMPTY.with("jkt", thumbprint))
            .build());
  }

  /// What a token came to.
  sealed interface Verdict {
    /// It is good, for whoever holds the key.
    record Good(AgentUri agent, String thumbprint) implements Verdict {}

    /// It is not.
    record Bad(AuthRefusal refusal) implements Verdict {}
  }

  /// Checks a token.
  ///
  /// @param token the text
  /// @param hash its hash, as a proof's `ath`
  Verdict check(String token, String hash) {
    Grant known = checked.getIfPresent(hash);
    if (known != null) {
      return judge(known);
    }
    return switch (CompactJws.parse(token, TYPE)) {
      case JwsVerdict.Refused _ -> bad("the token is not one of this node");
      case JwsVerdict.Parsed(CompactJws jws) -> {
        Optional<Grant> grant =
            jws.verified(verifier, signer.publicKey()) ? read(jws.claims()) : Optional.empty();
        if (grant.isEmpty()) {
          yield bad("the token is not one of this node");
        }
        Verdict verdict = judge(grant.get());
        if (verdict instanceof Verdict.Good) {
          checked.put(hash, grant.get());
        }
        yield verdict;
      }
    };
  }

  private Optional<Grant> read(JsonObject claims) {
    Optional<AgentUri> agent = claims.string("sub").flatMap(AgentUri::parse);
    Optional<String> thumbprint = claims.object("cnf").flatMap(cnf -> cnf.string("jkt"));
    Optional<String> assertedBy = claims.string("asserted_by");
    OptionalLong until = claims.integer("exp");
    if (!claims.string("iss").equals(Optional.of(issuer))
        || !claims.string("aud").equals(Optional.of(issuer))
        || agent.isEmpty()
        || thumbprint.isEmpty()
        || assertedBy.isEmpty()
        || until.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Grant(
            agent.get(),
            thumbprint.get(),
            assertedBy.get(),
            Instant.ofEpochSecond(until.getAsLong())));
  }

  private Verdict judge(Grant grant) {
    if (!clock.now().isBefore(grant.until())) {
      return bad("the token has expired");
    }
    Optional<ProofKey> present = keys.assertionKey(grant.agent());
    return present.filter(key -> key.thumbprint().equals(grant.assertedBy())).isPresent()
        ? new Verdict.Good(grant.agent(), grant.thumbprint())
        : bad("the key that asked for the token is no longer the agent's");
  }

  private static Verdict bad(String why) {
    return new Verdict.Bad(OauthError.INVALID_TOKEN.because(why));
  }
}
