package dev.parley.server.http;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Refusal;
import dev.parley.core.error.Retry;
import dev.parley.core.json.JsonObject;
import dev.parley.server.auth.AuthRefusal;
import dev.parley.server.auth.OauthError;
import java.time.Duration;
import java.util.Optional;

/// The one place that turns a refusal into an HTTP answer: `{"error": {code, message, details}}`
/// with the status of its code, and the headers that the status asks for (protocol section 12).
final class Refusals {
  private static final String CHALLENGE = "DPoP algs=\"ES256 EdDSA\"";
  private static final Duration SOON = Duration.ofSeconds(1);

  private Refusals() {}

  static Answer of(Refusal refusal) {
    return of(refusal, Optional.empty());
  }

  /// With the time after which a repeat can help. Codes of an overloaded node always have one.
  static Answer of(Refusal refusal, Optional<Duration> retryAfter) {
    ErrorCode code = refusal.code();
    Answer answer = Answer.json(code.httpStatus(), refusal.json());
    if (code.httpStatus() == 401) {
      answer = answer.with("WWW-Authenticate", CHALLENGE);
    }
    Optional<Duration> wait =
        code.retry() == Retry.YES && (code.httpStatus() == 503 || code.httpStatus() == 429)
            ? Optional.of(retryAfter.orElse(SOON))
            : retryAfter;
    return wait.isPresent() ? answer.with("Retry-After", seconds(wait.get())) : answer;
  }

  static Answer of(RequestFault fault, String message) {
    return Answer.json(fault.status(), body(fault.wire(), message));
  }

  /// A request to a resource that was not let in, as RFC 9449 section 7.1 wants it.
  static Answer of(AuthRefusal refusal) {
    OauthError error = refusal.error();
    if (error == OauthError.TEMPORARILY_UNAVAILABLE) {
      return of(ErrorCode.UNAVAILABLE.because(refusal.description()));
    }
    return Answer.json(error.resourceStatus(), refusal.refusal().json())
        .with(
            "WWW-Authenticate",
            "DPoP error=\"%s\", error_description=\"%s\", algs=\"ES256 EdDSA\""
                .formatted(error.wire(), refusal.description()));
  }

  /// A request without any credentials: a challenge without an error (RFC 6750 section 3.1).
  static Answer anonymous() {
    return of(ErrorCode.UNAUTHORIZED.because("an access token bound by DPoP is needed"));
  }

  /// A request to an operator's resource without the node's secret.
  static Answer notTheOperator() {
    Refusal refusal = ErrorCode.UNAUTHORIZED.because("the operator's token is needed");
    return Answer.json(refusal.code().httpStatus(), refusal.json())
        .with("WWW-Authenticate", "Bearer");
  }

  /// A refusal of the token endpoint, in the form of RFC 6749 section 5.2.
  static Answer ofToken(AuthRefusal refusal) {
    OauthError error = refusal.error();
    Answer answer =
        Answer.json(
            error.tokenStatus(),
            JsonObject.EMPTY
                .with("error", error.wire())
                .with("error_description", refusal.description()));
    return switch (error) {
      case TEMPORARILY_UNAVAILABLE -> answer.with("Retry-After", seconds(SOON));
      case INVALID_CLIENT -> answer.with("WWW-Authenticate", CHALLENGE);
      case INVALID_REQUEST,
          UNSUPPORTED_GRANT_TYPE,
          INVALID_SCOPE,
          INVALID_TOKEN,
          INVALID_DPOP_PROOF,
          USE_DPOP_NONCE ->
          answer;
    };
  }

  static JsonObject body(String code, String message) {
    return JsonObject.EMPTY.with(
        "error",
        JsonObject.EMPTY
            .with("code", code)
            .with("message", message)
            .with("details", JsonObject.EMPTY));
  }

  private static String seconds(Duration wait) {
    long seconds = wait.toSeconds() + (wait.toNanosPart() > 0 ? 1 : 0);
    return Long.toString(Math.max(1, seconds));
  }
}
