package dev.parley.server.auth;

import java.util.Locale;

/// The errors that OAuth gives names to (RFC 6749 section 5.2, RFC 6750 section 3.1, RFC 9449
/// sections 5 and 7). One that is raised for a request to a resource travels in `WWW-Authenticate`;
/// one of the token endpoint is the member `error` of its answer.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9449 RFC 9449, OAuth 2.0 Demonstrating Proof of
///   Possession
public enum OauthError {
  /// Something is missing, malformed or there twice.
  INVALID_REQUEST(400),
  /// The client could not show who it is.
  INVALID_CLIENT(401),
  /// The token endpoint knows `client_credentials` only.
  UNSUPPORTED_GRANT_TYPE(400),
  /// There is no scope to ask for.
  INVALID_SCOPE(400),
  /// The access token is malformed, expired, or not one of this node.
  INVALID_TOKEN(401),
  /// The proof of possession is missing or does not hold.
  INVALID_DPOP_PROOF(401),
  /// The proof has to carry the node's present nonce, which `DPoP-Nonce` names.
  USE_DPOP_NONCE(401),
  /// The node remembers as many proofs as it can; a moment later it has room.
  TEMPORARILY_UNAVAILABLE(503);

  private final int resourceStatus;

  OauthError(int resourceStatus) {
    this.resourceStatus = resourceStatus;
  }

  /// The code on the wire.
  ///
  /// @return lower-case words joined by underscores
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The HTTP status when a request to a resource fails with it.
  ///
  /// @return 400, 401 or 503
  public int resourceStatus() {
    return resourceStatus;
  }

  /// The HTTP status when a request to the token endpoint fails with it: 400 for all but a failed
  /// client (RFC 6749 section 5.2) and a node without room.
  ///
  /// @return 400, 401 or 503
  public int tokenStatus() {
    return switch (this) {
      case INVALID_CLIENT -> 401;
      case TEMPORARILY_UNAVAILABLE -> 503;
      case INVALID_REQUEST,
          UNSUPPORTED_GRANT_TYPE,
          INVALID_SCOPE,
          INVALID_TOKEN,
          INVALID_DPOP_PROOF,
          USE_DPOP_NONCE ->
          400;
    };
  }

  /// Refuses with this error.
  ///
  /// @param description one line for people; printable ASCII without quotes and backslashes, since
  ///   it travels in a header
  /// @return the refusal
  public AuthRefusal because(String description) {
    return new AuthRefusal(this, description);
  }
}
