package dev.parley.mcp;

import io.modelcontextprotocol.server.transport.HeaderAccessor;
import io.modelcontextprotocol.server.transport.ServerHttpHeaderValidator;
import io.modelcontextprotocol.server.transport.ServerTransportSecurityException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lets in who calls from this machine: by its own name for it, from no page of elsewhere, and with
/// the token if there is one.
///
/// @param token what a caller has to bring, if anything
record LocalCallers(Optional<String> token) implements ServerHttpHeaderValidator {
  private static final int FORBIDDEN = 403;
  private static final int UNAUTHORIZED = 401;

  private static final Pattern HOST =
      Pattern.compile("(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::[0-9]{1,5})?");
  private static final Pattern ORIGIN = Pattern.compile("https?://" + HOST.pattern());

  @Override
  public void validate(HeaderAccessor headers) throws ServerTransportSecurityException {
    List<String> host = headers.getHeader("Host");
    if (host.size() != 1 || !HOST.matcher(host.getFirst()).matches()) {
      throw new ServerTransportSecurityException(FORBIDDEN, "not a name of this machine");
    }
    for (String origin : headers.getHeader("Origin")) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new ServerTransportSecurityException(FORBIDDEN, "not a page of this machine");
      }
    }
    if (token.isPresent() && !brings(headers.getHeader("Authorization"), token.get())) {
      throw new ServerTransportSecurityException(UNAUTHORIZED, "a token is needed");
    }
  }

  private static boolean brings(List<String> authorization, String token) {
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    return authorization.size() == 1
        && MessageDigest.isEqual(
            expected, authorization.getFirst().getBytes(StandardCharsets.UTF_8));
  }
}
