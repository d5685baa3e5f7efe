package dev.parley.core.identity;

/// Signs for an agent with its Ed25519 key. Thread-safe.
public interface Signer {
  /// The key under which the signatures verify.
  ///
  /// @return the public key
  Ed25519Key publicKey();

  /// Signs a message. Use [SigningPurpose#input] to make it.
  ///
  /// @param message the bytes to sign
  /// @return 64 bytes
  byte[] sign(byte[] message);
}
