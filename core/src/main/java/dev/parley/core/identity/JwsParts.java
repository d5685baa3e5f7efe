package dev.parley.core.identity;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  private static final Split NOT_BASE64URL =
      new Split.Bad(JwsFault.NOT_COMPACT, "a part is not base64url without padding");

  static Split split(String compact) {
    if (compact.length() > CHARACTERS_MAX) {
      return new Split.Bad(JwsFault.TOO_LARGE, "more than " + CHARACTERS_MAX + " characters");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 0 || second < 0) {
      return new Split.Bad(JwsFault.NOT_COMPACT, "not three parts");
    }
    byte[] ascii = compact.getBytes(StandardCharsets.ISO_8859_1);
    Optional<byte[]> header = Base64Url.decode(ascii, 0, first);
    return header.isEmpty()
        ? NOT_BASE64URL
        : rest(() -> object(header.get()), ascii, first, second);
  }

  /// Splits what begins with a header that is known to be good and was read before. There is no
  /// need to read it again, and [#header] is empty.
  static Split splitBehind(int first, String compact) {
    if (compact.length() > CHARACTERS_MAX) {
      return new Split.Bad(JwsFault.TOO_LARGE, "more than " + CHARACTERS_MAX + " characters");
    }
    int second = compact.indexOf('.', first + 1);
    return second < 0
        ? new Split.Bad(JwsFault.NOT_COMPACT, "not three parts")
        : rest(
            () -> Optional.of(JsonObject.EMPTY),
            compact.getBytes(StandardCharsets.ISO_8859_1),
            first,
            second);
  }

  private static Split rest(
      Supplier<Optional<JsonObject>> reading, byte[] compact, int first, int second) {
    Optional<byte[]> payload = Base64Url.decode(compact, first + 1, second);
    Optional<byte[]> signature = Base64Url.decode(compact, second + 1, compact.length);
    if (payload.isEmpty() || signature.isEmpty()) {
      return NOT_BASE64URL;
    }
    Optional<JsonObject> header = reading.get();
    if (header.isEmpty()) {
      return new Split.Bad(JwsFault.HEADER, "the header is not a JSON object");
    }
    Optional<JsonObject> claims = object(payload.get());
    if (claims.isEmpty()) {
      return new Split.Bad(JwsFault.CLAIMS, "the payload is not a JSON object");
    }
    byte[] input = Arrays.copyOf(compact, second);
    return new Split.Good(new JwsParts(header.get(), claims.get(), input, signature.get()));
  }

  private static Optional<JsonObject> object(byte[] bytes) {
    return StrictJson.read(bytes, LIMITS) instanceof Parsed.Value(JsonObject object, _)
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
