package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A DPoP proof: a compact JWS that carries the key which signed it.
///
/// Reading judges the form only. The caller still asks [#verified], compares the key and the claims
/// with what it expects, and remembers `jti` where a proof may be used once; never the signature,
/// which in ES256 has a twin.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9449 RFC 9449, OAuth 2.0 Demonstrating Proof of
///   Possession
public final class DpopProof {
  private static final String TYPE = "dpop+jwt";
  private static final List<String> HEADER_MEMBERS = List.of("alg", "jwk", "typ");

  private final ProofKey key;
  private final DpopClaims claims;
  private final JwsParts parts;

  private DpopProof(ProofKey key, DpopClaims claims, JwsParts parts) {
    this.key = key;
    this.claims = claims;
    this.parts = parts;
  }

  /// Makes a proof.
  ///
  /// @param signer who holds the key
  /// @param claims what it says
  /// @return the compact form
  public static String sign(ProofSigner signer, DpopClaims claims) {
    return JwsParts.sign(signer, header(signer.publicKey()), claims.json());
  }

  static JsonObject header(ProofKey key) {
    return JsonObject.builder()
        .put("alg", key.algorithm())
        .put("jwk", key.jwk())
        .put("typ", TYPE)
        .build();
  }

  /// The value of `ath` for a token.
  ///
  /// @param accessToken the token as sent, ASCII
  /// @return base64url of its SHA-256
  public static String tokenHash(String accessToken) {
    return Base64Url.encode(Hash.sha256(accessToken.getBytes(StandardCharsets.US_ASCII)));
  }

  /// Reads a proof. The header has exactly `typ`, `alg` and `jwk`, everything else in it is
  /// refused; unknown claims are ignored.
  ///
  /// @param compact text from anywhere, at most 4 KiB
  /// @return the proof or why it is none
  public static DpopVerdict parse(String compact) {
    return switch (JwsParts.split(compact)) {
      case JwsParts.Split.Bad(JwsFault fault, String detail) ->
          new DpopVerdict.Refused(fault, detail);
      case JwsParts.Split.Good(JwsParts parts) -> judge(parts);
    };
  }

  /// Reads a proof of somebody whose key is known. The verdict is that of [#parse], and the key in
  /// it may still be another one; it only comes faster when the header is spelt as [#sign] spells
  /// it.
  ///
  /// @param compact text from anywhere, at most 4 KiB
  /// @param expected the key that the proof should be made with
  /// @return the proof or why it is none
  public static DpopVerdict parse(String compact, ProofKey expected) {
    String header =
        switch (expected) {
          case Ed25519Key key -> key.kept().proofHeader(key);
          case P256Key key -> key.kept().proofHeader(key);
        };
    if (!compact.startsWith(header) || !compact.startsWith(".", header.length())) {
      return parse(compact);
    }
    return switch (JwsParts.splitBehind(header.length(), compact)) {
      case JwsParts.Split.Bad(JwsFault fault, String detail) ->
          new DpopVerdict.Refused(fault, detail);
      case JwsParts.Split.Good(JwsParts parts) -> judge(expected, parts);
    };
  }

  private static DpopVerdict judge(JwsParts parts) {
    JsonObject header = parts.header();
    if (!parts.hasOnly(HEADER_MEMBERS)) {
      return new DpopVerdict.Refused(JwsFault.HEADER, "the header has a member too many");
    }
    if (!new JsonString(TYPE).equals(header.get("typ"))) {
      return new DpopVerdict.Refused(JwsFault.TYPE, "typ is not " + TYPE);
    }
    String algorithm = header.string("alg").orElse("");
    if (!algorithm.equals("ES256") && !algorithm.equals("EdDSA")) {
      return new DpopVerdict.Refused(JwsFault.ALGORITHM, "alg is neither ES256 nor EdDSA");
    }
    Optional<ProofKey> key = header.object("jwk").flatMap(ProofKey::parse);
    if (key.isEmpty()) {
      return new DpopVerdict.Refused(JwsFault.KEY, "jwk is not a public key of this protocol");
    }
    if (!algorithm.equals(key.get().algorithm())) {
      return new DpopVerdict.Refused(JwsFault.ALGORITHM, "alg does not fit the key");
    }
    return judge(key.get(), parts);
  }

  private static DpopVerdict judge(ProofKey key, JwsParts parts) {
    return DpopClaims.parse(parts.claims())
        .<DpopVerdict>map(claims -> new DpopVerdict.Parsed(new DpopProof(key, claims, parts)))
        .orElseGet(
            () ->
                new DpopVerdict.Refused(
                    JwsFault.CLAIMS, "a claim is missing or of the wrong kind"));
  }

  /// The key that the proof carries.
  ///
  /// @return a public key, not yet known to be anybody's
  public ProofKey key() {
    return key;
  }

  /// What the proof says.
  ///
  /// @return the claims, not yet compared with anything
  public DpopClaims claims() {
    return claims;
  }

  /// Checks the signature under the proof's own key.
  ///
  /// @param verifier the crypto to use
  /// @return whether the holder of [#key] made this proof
  public boolean verified(Verifier verifier) {
    return parts.verified(verifier, key);
  }
}
