package dev.parley.core.identity;

import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A signature that travels beside what it signs: the flattened form of a JWS without its payload,
/// which both sides make anew.
///
/// @param protectedHeader base64url of the header, which the signature covers
/// @param signature base64url of the signature
/// @spec https://www.rfc-editor.org/rfc/rfc7515 RFC 7515, JSON Web Signature
public record DetachedJws(String protectedHeader, String signature) {
  private static final int CHARACTERS_MAX = 4096;
  private static final JsonLimits LIMITS = new JsonLimits(CHARACTERS_MAX, 8, 64);

  /// Signs.
  ///
  /// @param signer who holds the key; its algorithm and thumbprint become `alg` and `kid`
  /// @param header what else the header says
  /// @param payload what is signed
  /// @return the signature
  public static DetachedJws sign(ProofSigner signer, JsonObject header, byte[] payload) {
    JsonObject whole =
        header.with("alg", signer.algorithm()).with("kid", signer.publicKey().thumbprint());
    String encoded = Base64Url.encode(whole.toString());
    return new DetachedJws(encoded, Base64Url.encode(signer.sign(input(encoded, payload))));
  }

  /// What the header says.
  ///
  /// @return nothing if it is no strict JSON object in base64url of at most 4,096 characters
  public Optional<JsonObject> header() {
    return protectedHeader.length() > CHARACTERS_MAX
        ? Optional.empty()
        : Base64Url.decode(protectedHeader).flatMap(DetachedJws::object);
  }

  private static Optional<JsonObject> object(byte[] bytes) {
    return StrictJson.read(bytes, LIMITS) instanceof Parsed.Value(JsonObject object, _)
        ? Optional.of(object)
        : Optional.empty();
  }

  /// Checks the signature.
  ///
  /// @param verifier the crypto to use
  /// @param key the key, known from elsewhere
  /// @param payload what should have been signed
  /// @return false also when the header is none, names another algorithm than the key's, or asks
  ///   for something to be understood (`crit`, `b64`)
  public boolean verified(Verifier verifier, ProofKey key, byte[] payload) {
    Optional<JsonObject> header = header();
    return header.flatMap(h -> h.string("alg")).filter(key.algorithm()::equals).isPresent()
        && !header.get().has("crit")
        && !header.get().has("b64")
        && Base64Url.decode(signature)
            .filter(raw -> key.verifies(verifier, input(protectedHeader, payload), raw))
            .isPresent();
  }

  private static byte[] input(String header, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.write('.');
    out.writeBytes(Base64Url.encode(payload).getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }
}
