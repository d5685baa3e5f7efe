package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.util.List;
import java.util.Optional;

/// A signed token: an access token of a node or a client's assertion. The key comes from elsewhere,
/// never from the token.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7515 RFC 7515, JSON Web Signature
public final class CompactJws {
  private static final List<String> HEADER_MEMBERS = List.of("alg", "kid", "typ");

  private final String algorithm;
  private final JwsParts parts;

  private CompactJws(String algorithm, JwsParts parts) {
    this.algorithm = algorithm;
    this.parts = parts;
  }

  /// Makes a token.
  ///
  /// @param signer who holds the key; its thumbprint becomes `kid`
  /// @param type the header's `typ`, one for each use, so that no token serves as another
  /// @param claims what it says
  /// @return the compact form
  public static String sign(ProofSigner signer, String type, JsonObject claims) {
    JsonObject header =
        JsonObject.builder()
            .put("alg", signer.algorithm())
            .put("kid", signer.publicKey().thumbprint())
            .put("typ", type)
            .build();
    return JwsParts.sign(signer, header, claims);
  }

  /// Reads a token. The header has `typ`, `alg` and perhaps `kid`, everything else in it is
  /// refused.
  ///
  /// @param compact text from anywhere, at most 4 KiB
  /// @param type the `typ` that it must have
  /// @return the token or why it is none
  public static JwsVerdict parse(String compact, String type) {
    return switch (JwsParts.split(compact)) {
      case JwsParts.Split.Bad(JwsFault fault, String detail) ->
          new JwsVerdict.Refused(fault, detail);
      case JwsParts.Split.Good(JwsParts parts) -> judge(parts, type);
    };
  }

  private static JwsVerdict judge(JwsParts parts, String type) {
    JsonObject header = parts.header();
    if (!parts.hasOnly(HEADER_MEMBERS) || header.has("kid") != header.string("kid").isPresent()) {
      return new JwsVerdict.Refused(JwsFault.HEADER, "the header has a member too many");
    }
    if (!new JsonString(type).equals(header.get("typ"))) {
      return new JwsVerdict.Refused(JwsFault.TYPE, "typ is not " + type);
    }
    String algorithm = header.string("alg").orElse("");
    if (!algorithm.equals("ES256") && !algorithm.equals("EdDSA")) {
      return new JwsVerdict.Refused(JwsFault.ALGORITHM, "alg is neither ES256 nor EdDSA");
    }
    return new JwsVerdict.Parsed(new CompactJws(algorithm, parts));
  }

  /// The signer's name for its key.
  ///
  /// @return `kid`, when the header has one
  public Optional<String> keyId() {
    return parts.header().string("kid");
  }

  /// What the token says.
  ///
  /// @return the claims, not yet compared with anything
  public JsonObject claims() {
    return parts.claims();
  }

  /// Checks the signature under a key known from elsewhere.
  ///
  /// @param verifier the crypto to use
  /// @param key the key that the issuer is known by
  /// @return false also when the header's algorithm is not the key's
  public boolean verified(Verifier verifier, ProofKey key) {
    return algorithm.equals(key.algorithm()) && parts.verified(verifier, key);
  }
}
