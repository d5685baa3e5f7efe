package dev.parley.core.identity;

/// Signs proofs and tokens (JWS). Thread-safe.
public interface ProofSigner {
  /// The key under which the signatures verify.
  ///
  /// @return the public key
  ProofKey publicKey();

  /// The JWS name of the algorithm.
  ///
  /// @return `ES256` or `EdDSA`
  default String algorithm() {
    return publicKey().algorithm();
  }

  /// Signs a JWS signing input.
  ///
  /// @param message the bytes to sign
  /// @return 64 bytes, the form that JWS uses
  byte[] sign(byte[] message);
}
