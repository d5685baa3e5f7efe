package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/// An agent's two key pairs: Ed25519, which signs what it says, and P-256, which proves that it
/// holds its tokens.
///
/// The secrets leave only through [#privateJson]. Immutable and thread-safe.
public final class AgentKeys {
  private final KeyPairInUse signing;
  private final KeyPairInUse proof;

  private AgentKeys(KeyPairInUse signing, KeyPairInUse proof) {
    this.signing = signing;
    this.proof = proof;
  }

  /// Makes new keys.
  ///
  /// @param random where the secrets come from
  /// @return keys that nobody else has
  public static AgentKeys generate(SecureRandom random) {
    CryptoProvider crypto = CryptoProviders.signing();
    try {
      return new AgentKeys(generateEd25519(random, crypto), generateP256(random, crypto));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform makes these keys", e);
    }
  }

  private static KeyPairInUse generateEd25519(SecureRandom random, CryptoProvider crypto)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, random);
    KeyPair pair = generator.generateKeyPair();
    byte[] secret = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    byte[] spki = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(spki, spki.length - Hash.BYTES, spki.length);
    if (Ed25519Key.parse(raw) instanceof KeyVerdict.Accepted(Ed25519Key key)) {
      return KeyPairInUse.of(key, secret, crypto).orElseThrow();
    }
    throw new IllegalStateException("the platform generated a key of small order");
  }

  private static KeyPairInUse generateP256(SecureRandom random, CryptoProvider crypto)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair pair = generator.generateKeyPair();
    byte[] secret = new byte[KeyPairInUse.SECRET_BYTES];
    byte[] magnitude = ((ECPrivateKey) pair.getPrivate()).getS().toByteArray();
    int length = Math.min(magnitude.length, secret.length);
    System.arraycopy(magnitude, magnitude.length - length, secret, secret.length - length, length);
    byte[] spki = pair.getPublic().getEncoded();
    int y = spki.length - P256Key.COORDINATE_BYTES;
    P256Key key =
        P256Key.parse(
                Arrays.copyOfRange(spki, y - P256Key.COORDINATE_BYTES, y),
                Arrays.copyOfRange(spki, y, spki.length))
            .orElseThrow();
    return KeyPairInUse.of(key, secret, crypto).orElseThrow();
  }

  /// Reads what [#privateJson] wrote.
  ///
  /// @param privateJson members `signing` and `proof`, each a private JSON Web Key
  /// @return empty when a key is missing, refused, or its halves do not belong together
  public static Optional<AgentKeys> parse(JsonObject privateJson) {
    return parse(privateJson, CryptoProviders.signing());
  }

  static Optional<AgentKeys> parse(JsonObject privateJson, CryptoProvider crypto) {
    Optional<KeyPairInUse> signing =
        privateJson
            .object("signing")
            .flatMap(jwk -> pair(jwk, Ed25519Key.parseJwk(jwk.without("d")), crypto));
    Optional<KeyPairInUse> proof =
        privateJson
            .object("proof")
            .flatMap(jwk -> pair(jwk, P256Key.parseJwk(jwk.without("d")), crypto));
    return signing.flatMap(s -> proof.map(p -> new AgentKeys(s, p)));
  }

  private static Optional<KeyPairInUse> pair(
      JsonObject jwk, Optional<? extends ProofKey> publicKey, CryptoProvider crypto) {
    Optional<byte[]> secret = jwk.string("d").flatMap(Base64Url::decode);
    return publicKey.flatMap(key -> secret.flatMap(d -> KeyPairInUse.of(key, d, crypto)));
  }

  /// The keys with their secrets, to be kept where only the agent reads.
  ///
  /// @return members `signing` and `proof`, each a private JSON Web Key
  public JsonObject privateJson() {
    return JsonObject.of("proof", proof.privateJwk(), "signing", signing.privateJwk());
  }

  /// Signs what the agent says.
  ///
  /// @return the Ed25519 signer
  public Signer signer() {
    Ed25519Key key = signingKey();
    return new Signer() {
      @Override
      public Ed25519Key publicKey() {
        return key;
      }

      @Override
      public byte[] sign(byte[] message) {
        return signing.sign(message);
      }
    };
  }

  /// Signs DPoP proofs with the P-256 key.
  ///
  /// @return the ES256 signer
  public ProofSigner proofSigner() {
    return jwsSigner(proof);
  }

  /// Signs tokens and client assertions with the Ed25519 key.
  ///
  /// @return the EdDSA signer
  public ProofSigner tokenSigner() {
    return jwsSigner(signing);
  }

  private static ProofSigner jwsSigner(KeyPairInUse pair) {
    return new ProofSigner() {
      @Override
      public ProofKey publicKey() {
        return pair.publicKey();
      }

      @Override
      public byte[] sign(byte[] message) {
        return pair.sign(message);
      }
    };
  }

  private Ed25519Key signingKey() {
    return (Ed25519Key) signing.publicKey();
  }

  /// The public keys only.
  @Override
  public String toString() {
    return "AgentKeys[" + signing.publicKey() + ", " + proof.publicKey() + "]";
  }
}
