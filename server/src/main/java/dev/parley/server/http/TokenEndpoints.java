package dev.parley.server.http;

import dev.parley.core.json.JsonObject;
import dev.parley.server.auth.AuthRefusal;
import dev.parley.server.auth.OauthError;
import dev.parley.server.auth.ServerNonces;
import dev.parley.server.auth.TokenDesk;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The token endpoint (protocol section 4). It answers in the forms of RFC 6749, so that any OAuth
/// client understands it.
final class TokenEndpoints {
  /// Its path.
  static final String PATH = "/oauth/token";

  private final TokenDesk desk;
  private final ServerNonces nonces;
  private final Bodies bodies;

  TokenEndpoints(TokenDesk desk, ServerNonces nonces, Bodies bodies) {
    this.desk = desk;
    this.nonces = nonces;
    this.bodies = bodies;
  }

  List<Route> routes() {
    return List.of(new Route("POST", PATH, Access.OPEN, this::ask));
  }

  private Answer ask(Call call) {
    Answer malformed =
        Refusals.ofToken(OauthError.INVALID_REQUEST.because("a field is malformed or there twice"));
    return bodies
        .form(call, fields -> ask(call, fields), malformed)
        .with("DPoP-Nonce", nonces.present());
  }

  private Answer ask(Call call, Map<String, String> fields) {
    Request request = call.request();
    TokenDesk.Asked asked =
        new TokenDesk.Asked(fields, request.header("DPoP"), request.method(), request.rawPath());
    return switch (desk.ask(asked)) {
      case TokenDesk.Verdict.Refused(AuthRefusal refusal) -> Refusals.ofToken(refusal);
      case TokenDesk.Verdict.Granted(String token, Duration life) ->
          Answer.json(
              200,
              JsonObject.builder()
                  .put("access_token", token)
                  .put("token_type", "DPoP")
                  .put("expires_in", life.toSeconds())
                  .build());
    };
  }
}
