package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A public key that a card, a proof or a token names as a JSON Web Key.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7517 RFC 7517, JSON Web Key
public sealed interface ProofKey permits Ed25519Key, P256Key {
  /// The members that only a private key has (RFC 7518, section 6).
  List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  /// This key as a JSON Web Key with its required members only.
  ///
  /// @return `kty`, `crv`, `x` and, for P-256, `y`
  JsonObject jwk();

  /// The name of the signature algorithm in a JWS header.
  ///
  /// @return `EdDSA` or `ES256`
  String algorithm();

  /// The key's RFC 7638 thumbprint.
  ///
  /// @return 43 characters of base64url, what tokens carry as `cnf.jkt`
  String thumbprint();

  /// Whether a text can be the thumbprint of a key.
  ///
  /// @param text any text
  /// @return true if it is the canonical base64url of 32 bytes
  static boolean isThumbprint(String text) {
    return Base64Url.decode(text).filter(raw -> raw.length == Hash.BYTES).isPresent();
  }

  /// Checks a signature over a message under this key.
  ///
  /// @param verifier the crypto to use
  /// @param message what was signed
  /// @param signature 64 bytes, R and S
  /// @return whether the signature is valid
  default boolean verifies(Verifier verifier, byte[] message, byte[] signature) {
    return switch (this) {
      case Ed25519Key key -> verifier.ed25519(key, message, signature);
      case P256Key key -> verifier.es256(key, message, signature);
    };
  }

  /// Reads a public key from a JSON Web Key. Members that this protocol does not know are ignored,
  /// as RFC 7517 asks.
  ///
  /// @param jwk an object from anywhere
  /// @return empty when it is not Ed25519 or P-256, has a private member, a value that is not
  ///   canonical base64url, a purpose other than signing, or a point that is refused
  static Optional<ProofKey> parse(JsonObject jwk) {
    if (PRIVATE_MEMBERS.stream().anyMatch(jwk::has) || !isOrAbsent(jwk.get("use"), "sig")) {
      return Optional.empty();
    }
    return parsePublicPart(jwk).filter(key -> isOrAbsent(jwk.get("alg"), key.algorithm()));
  }

  /// Reads the members of the public key only.
  private static Optional<ProofKey> parsePublicPart(JsonObject jwk) {
    String type = jwk.string("kty").orElse("");
    String curve = jwk.string("crv").orElse("");
    Optional<byte[]> x = jwk.string("x").flatMap(Base64Url::decode);
    if (type.equals("OKP") && curve.equals("Ed25519")) {
      return x.flatMap(
          raw ->
              Ed25519Key.parse(raw) instanceof KeyVerdict.Accepted(Ed25519Key key)
                  ? Optional.<ProofKey>of(key)
                  : Optional.empty());
    }
    if (type.equals("EC") && curve.equals("P-256")) {
      Optional<byte[]> y = jwk.string("y").flatMap(Base64Url::decode);
      return x.flatMap(px -> y.flatMap(py -> P256Key.parse(px, py)));
    }
    return Optional.empty();
  }

  private static boolean isOrAbsent(@Nullable JsonValue member, String expected) {
    return member == null || member.equals(new JsonString(expected));
  }
}
