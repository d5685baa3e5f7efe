package dev.parley.core.identity;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The three parts of a compact JWS, decoded strictly but not yet judged.
final class JwsParts {
  static final int CHARACTERS_MAX = 4096;
  private static final JsonLimits LIMITS = new JsonLimits(CHARACTERS_MAX, 8, 64);

  private final JsonObject header;
  private final JsonObject claims;
  private final byte[] signingInput;
  private final byte[] signature;

  private JwsParts(JsonObject header, JsonObject claims, byte[] signingInput, byte[] signature) {
    this.header = header;
    this.claims = claims;
    this.signingInput = signingInput;
    this.signature = signature;
  }

  sealed interface Split {
    record Good(JwsParts parts) implements Split {}

    record Bad(JwsFault fault, String detail) implements Split {}
  }

  static Split split(String compact) {
    if (compact.length() > CHARACTERS_MAX) {
      return new Split.Bad(JwsFault.TOO_LARGE, "more than " + CHARACTERS_MAX + " characters");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 0 || second < 0) {
      return new Split.Bad(JwsFault.NOT_COMPACT, "not three parts");
    }
    Optional<byte[]> header = Base64Url.decode(compact.substring(0, first));
    Optional<byte[]> payload = Base64Url.decode(compact.substring(first + 1, second));
    Optional<byte[]> signature = Base64Url.decode(compact.substring(second + 1));
    if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
      return new Split.Bad(JwsFault.NOT_COMPACT, "a part is not base64url without padding");
    }
    Optional<JsonObject> headerJson = object(header.get());
    if (headerJson.isEmpty()) {
      return new Split.Bad(JwsFault.HEADER, "the header is not a JSON object");
    }
    Optional<JsonObject> claims = object(payload.get());
    if (claims.isEmpty()) {
      return new Split.Bad(JwsFault.CLAIMS, "the payload is not a JSON object");
    }
    byte[] input = compact.substring(0, second).getBytes(StandardCharsets.US_ASCII);
    return new Split.Good(new JwsParts(headerJson.get(), claims.get(), input, signature.get()));
  }

  private static Optional<JsonObject> object(byte[] bytes) {
    return StrictJson.read(bytes, LIMITS) instanceof Parsed.Value(JsonObject object)
        ? Optional.of(object)
        : Optional.empty();
  }

  JsonObject header() {
    return header;
  }

  JsonObject claims() {
    return claims;
  }

  boolean verified(Verifier verifier, ProofKey key) {
    return key.verifies(verifier, signingInput, signature);
  }

  boolean hasOnly(List<String> members) {
    return members.containsAll(header.names());
  }

  static String sign(ProofSigner signer, JsonObject header, JsonObject claims) {
    String input = Base64Url.encode(header.toString()) + '.' + Base64Url.encode(claims.toString());
    byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + Base64Url.encode(signature);
  }
}
