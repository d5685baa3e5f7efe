package dev.parley.server.auth;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;

/// Why a request was not let in. Nothing was done.
///
/// @param error the error's name
/// @param description one line for people; never a secret
public record AuthRefusal(OauthError error, String description) {

  /// The same in the codes of the protocol (section 12), for a request to a resource.
  ///
  /// @return the refusal; its details name the error as OAuth does
  public Refusal refusal() {
    ErrorCode code =
        switch (error) {
          case INVALID_DPOP_PROOF, USE_DPOP_NONCE -> ErrorCode.DPOP_INVALID;
          case INVALID_REQUEST -> ErrorCode.MALFORMED;
          case TEMPORARILY_UNAVAILABLE -> ErrorCode.UNAVAILABLE;
          case INVALID_TOKEN, INVALID_CLIENT, INVALID_SCOPE, UNSUPPORTED_GRANT_TYPE ->
              ErrorCode.UNAUTHORIZED;
        };
    return code.because(description).with("oauthError", error.wire());
  }
}
