package dev.parley.core.identity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/// Turns raw keys into the objects that a JCA provider wants.
///
/// A provider without a key factory for a curve takes the platform's key objects: it reads their
/// encoding.
final class JcaKeys {
  static final String ED25519 = "EdDSA";
  static final String ECDSA = "SHA256withECDSA";
  private static final byte[] ED25519_PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final byte[] P256_PKCS8_PREFIX =
      HexFormat.of()
          .parseHex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420");

  private final KeyFactory edwards;
  private final KeyFactory weierstrass;

  JcaKeys(Provider provider) throws NoSuchAlgorithmException {
    edwards = factory(ED25519, provider);
    weierstrass = factory("EC", provider);
  }

  private static KeyFactory factory(String algorithm, Provider provider)
      throws NoSuchAlgorithmException {
    return provider.getService("KeyFactory", algorithm) == null
        ? KeyFactory.getInstance(algorithm)
        : KeyFactory.getInstance(algorithm, provider);
  }

  PublicKey publicKey(ProofKey key) throws GeneralSecurityException {
    return switch (key) {
      case Ed25519Key it ->
          it.kept().imported(this, () -> edwards.generatePublic(new X509EncodedKeySpec(it.spki())));
      case P256Key it ->
          it.kept()
              .imported(this, () -> weierstrass.generatePublic(new X509EncodedKeySpec(it.spki())));
    };
  }

  /// The private key of 32 bytes whose public half is of the same kind as `key`.
  PrivateKey privateKey(ProofKey key, byte[] secret) throws GeneralSecurityException {
    return switch (key) {
      case Ed25519Key _ -> edwards.generatePrivate(pkcs8(ED25519_PKCS8_PREFIX, secret));
      case P256Key _ -> weierstrass.generatePrivate(pkcs8(P256_PKCS8_PREFIX, secret));
    };
  }

  static String signatureAlgorithm(ProofKey key) {
    return switch (key) {
      case Ed25519Key _ -> ED25519;
      case P256Key _ -> ECDSA;
    };
  }

  private static PKCS8EncodedKeySpec pkcs8(byte[] prefix, byte[] secret) {
    byte[] encoded = new byte[prefix.length + secret.length];
    System.arraycopy(prefix, 0, encoded, 0, prefix.length);
    System.arraycopy(secret, 0, encoded, prefix.length, secret.length);
    return new PKCS8EncodedKeySpec(encoded);
  }
}
