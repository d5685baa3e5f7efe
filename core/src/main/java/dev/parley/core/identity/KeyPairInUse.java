package dev.parley.core.identity;

import dev.parley.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;

/// A private key and its public half, ready to sign on a provider. Never shows the secret but in
/// [#privateJwk].
final class KeyPairInUse {
  static final int SECRET_BYTES = 32;

  private final ProofKey publicKey;
  private final byte[] secret;
  private final PrivateKey privateKey;
  private final Provider provider;

  private KeyPairInUse(
      ProofKey publicKey, byte[] secret, PrivateKey privateKey, Provider provider) {
    this.publicKey = publicKey;
    this.secret = secret;
    this.privateKey = privateKey;
    this.provider = provider;
  }

  /// Empty when the two halves do not belong together, which a signature shows.
  static Optional<KeyPairInUse> of(ProofKey publicKey, byte[] secret, CryptoProvider crypto) {
    if (secret.length != SECRET_BYTES) {
      return Optional.empty();
    }
    try {
      PrivateKey privateKey = new JcaKeys(crypto.jca()).privateKey(publicKey, secret);
      KeyPairInUse pair = new KeyPairInUse(publicKey, secret.clone(), privateKey, crypto.jca());
      byte[] probe = Hash.ZERO.raw();
      return publicKey.verifies(JcaVerifier.with(crypto.jca()), probe, pair.sign(probe))
          ? Optional.of(pair)
          : Optional.empty();
    } catch (GeneralSecurityException | RuntimeException _) {
      return Optional.empty();
    }
  }

  ProofKey publicKey() {
    return publicKey;
  }

  JsonObject privateJwk() {
    return publicKey.jwk().with("d", Base64Url.encode(secret));
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(JcaKeys.signatureAlgorithm(publicKey), provider);
      signature.initSign(privateKey);
      signature.update(message);
      byte[] signed = signature.sign();
      return switch (publicKey) {
        case Ed25519Key _ -> signed;
        case P256Key _ -> EcdsaForm.toRaw(signed);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider.getName() + " does not sign", e);
    }
  }
}
