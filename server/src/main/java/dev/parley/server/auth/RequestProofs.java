package dev.parley.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.identity.DpopClaims;
import dev.parley.core.identity.DpopProof;
import dev.parley.core.identity.DpopVerdict;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.identity.Verifier;
import java.time.Duration;
import java.util.Optional;

/// Checks the proof of possession of one request (RFC 9449 section 4.3). Each proof is good once.
/// Thread-safe.
public final class RequestProofs {
  /// How far a proof's `iat` may lie from the node's time, either way.
  public static final Duration WINDOW = Duration.ofSeconds(60);

  private static final int KNOWN_MAX = 20_000;

  private final Origins origins;
  private final ServerNonces nonces;
  private final AuthClock clock;
  private final Verifier verifier;

  /// The keys of those who have shown one, by thumbprint: their next proof is read faster.
  private final Cache<String, ProofKey> known =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(KNOWN_MAX).build();

  /// Makes the check.
  ///
  /// @param origins the node's addresses
  /// @param nonces its nonces and memory
  /// @param clock its time
  /// @param verifier checks signatures
  public RequestProofs(Origins origins, ServerNonces nonces, AuthClock clock, Verifier verifier) {
    this.origins = origins;
    this.nonces = nonces;
    this.clock = clock;
    this.verifier = verifier;
  }

  /// What a proof has to be made for.
  ///
  /// @param method the request's method
  /// @param rawPath the request's path as sent, percent-encoded
  /// @param tokenHash the hash of the access token that is shown with it, if any
  /// @param thumbprint the key that it has to be made with, if that is known
  public record Purpose(
      String method, String rawPath, Optional<String> tokenHash, Optional<String> thumbprint) {}

  /// What a proof came to.
  public sealed interface Verdict {
    /// It holds.
    ///
    /// @param thumbprint the thumbprint of the key that made it
    record Holds(String thumbprint) implements Verdict {}

    /// It does not.
    ///
    /// @param refusal why
    record Fails(AuthRefusal refusal) implements Verdict {}
  }

  /// Checks a proof and uses it up.
  ///
  /// @param compact the value of the header `DPoP`
  /// @param purpose what it has to be made for
  /// @return whether it holds
  public Verdict check(String compact, Purpose purpose) {
    Optional<ProofKey> expected =
        purpose.thumbprint().flatMap(bound -> Optional.ofNullable(known.getIfPresent(bound)));
    DpopVerdict read =
        expected.isPresent() ? DpopProof.parse(compact, expected.get()) : DpopProof.parse(compact);
    return switch (read) {
      case DpopVerdict.Refused(_, String reason) -> bad(reason);
      case DpopVerdict.Parsed(DpopProof proof) -> check(proof, purpose);
    };
  }

  private Verdict check(DpopProof proof, Purpose purpose) {
    DpopClaims claims = proof.claims();
    String thumbprint = proof.key().thumbprint();
    if (purpose.thumbprint().filter(bound -> !bound.equals(thumbprint)).isPresent()) {
      return bad("the proof is made with another key than the token is bound to");
    }
    if (!claims.htm().equals(purpose.method())) {
      return bad("htm is not " + purpose.method());
    }
    if (!origins.names(claims.htu(), purpose.rawPath())) {
      return bad("htu is not the address of this request");
    }
    if (!claims.ath().equals(purpose.tokenHash())) {
      return bad(
          purpose.tokenHash().isPresent()
              ? "ath is not the hash of the token"
              : "ath names a token where there is none");
    }
    if (claims.nonce().filter(nonces::takes).isEmpty()) {
      return useNonce();
    }
    if (!clock.near(claims.iat(), WINDOW)) {
      return bad("iat is more than " + WINDOW.toSeconds() + " s from the time of this node");
    }
    if (!proof.verified(verifier)) {
      return bad("the signature does not verify with the proof's own key");
    }
    return switch (nonces.use(claims.nonce().orElseThrow(), thumbprint, claims.jti())) {
      case FIRST -> {
        known.asMap().putIfAbsent(thumbprint, proof.key());
        yield new Verdict.Holds(thumbprint);
      }
      case REPEATED -> bad("the proof was used before");
      case UNKNOWN_NONCE -> useNonce();
      case NO_ROOM ->
          new Verdict.Fails(
              OauthError.TEMPORARILY_UNAVAILABLE.because("too many proofs in this minute"));
    };
  }

  private static Verdict bad(String why) {
    return new Verdict.Fails(OauthError.INVALID_DPOP_PROOF.because(why));
  }

  private static Verdict useNonce() {
    return new Verdict.Fails(
        OauthError.USE_DPOP_NONCE.because("the proof has to carry the nonce of DPoP-Nonce"));
  }
}
