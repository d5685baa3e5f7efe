package dev.parley.server.auth;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.DpopProof;
import java.util.List;
import java.util.Optional;

/// Finds out who makes a request: a token of this node and a proof made for exactly this request
/// with the key that the token is bound to (RFC 9449 section 7). Thread-safe.
public final class Authenticator {
  private static final String SCHEME = "dpop ";

  private final AccessTokens tokens;
  private final RequestProofs proofs;

  /// Makes it.
  ///
  /// @param tokens the node's tokens
  /// @param proofs checks proofs
  public Authenticator(AccessTokens tokens, RequestProofs proofs) {
    this.tokens = tokens;
    this.proofs = proofs;
  }

  /// What a request shows of its sender.
  ///
  /// @param authorization the values of `Authorization`, one for each time it is there
  /// @param proof the values of `DPoP`, one for each time it is there
  /// @param method the method
  /// @param rawPath the path as sent, percent-encoded
  public record Credentials(
      List<String> authorization, List<String> proof, String method, String rawPath) {}

  /// Who it is.
  public sealed interface Verdict {
    /// This agent.
    ///
    /// @param agent who
    record Known(AgentUri agent) implements Verdict {}

    /// Nobody: nothing was shown.
    record Nobody() implements Verdict {}

    /// What was shown does not do.
    ///
    /// @param refusal why
    record Refused(AuthRefusal refusal) implements Verdict {}
  }

  /// Judges what a request shows.
  ///
  /// @param shown that
  /// @return who it is
  public Verdict judge(Credentials shown) {
    if (shown.authorization().isEmpty()) {
      return new Verdict.Nobody();
    }
    String authorization = shown.authorization().getFirst();
    if (shown.authorization().size() > 1) {
      return refused(OauthError.INVALID_REQUEST, "more than one Authorization");
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return refused(OauthError.INVALID_TOKEN, "the scheme is not DPoP");
    }
    String token = authorization.substring(SCHEME.length()).strip();
    String hash = DpopProof.tokenHash(token);
    return switch (tokens.check(token, hash)) {
      case AccessTokens.Verdict.Bad(AuthRefusal refusal) -> new Verdict.Refused(refusal);
      case AccessTokens.Verdict.Good(AgentUri agent, String thumbprint) ->
          holder(shown, agent, hash, thumbprint);
    };
  }

  private Verdict holder(Credentials shown, AgentUri agent, String hash, String thumbprint) {
    if (shown.proof().size() != 1) {
      return refused(
          OauthError.INVALID_DPOP_PROOF,
          shown.proof().isEmpty() ? "there is no DPoP proof" : "more than one DPoP proof");
    }
    RequestProofs.Purpose purpose =
        new RequestProofs.Purpose(
            shown.method(), shown.rawPath(), Optional.of(hash), Optional.of(thumbprint));
    return switch (proofs.check(shown.proof().getFirst(), purpose)) {
      case RequestProofs.Verdict.Holds _ -> new Verdict.Known(agent);
      case RequestProofs.Verdict.Fails(AuthRefusal refusal) -> new Verdict.Refused(refusal);
    };
  }

  private static Verdict refused(OauthError error, String why) {
    return new Verdict.Refused(error.because(why));
  }
}
