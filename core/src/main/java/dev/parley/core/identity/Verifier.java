package dev.parley.core.identity;

/// Says whether signatures are valid, by the protocol's acceptance rule (section 3). Thread-safe;
/// never throws for any bytes.
public interface Verifier {
  /// Checks an Ed25519 signature: S < L, R canonical and not of small order (as the key is), and
  /// the cofactorless equation.
  ///
  /// @param key the signer's key
  /// @param message what was signed
  /// @param signature R and S; anything but 64 bytes is invalid
  /// @return whether it is valid
  boolean ed25519(Ed25519Key key, byte[] message, byte[] signature);

  /// Checks an ECDSA signature on P-256 with SHA-256. Both (r, s) and (r, n − s) are valid, so a
  /// signature names nothing uniquely.
  ///
  /// @param key the signer's key
  /// @param message what was signed
  /// @param signature r and s, 32 bytes each, big-endian; anything else is invalid
  /// @return whether it is valid
  boolean es256(P256Key key, byte[] message, byte[] signature);

  /// The crypto provider at work, for people.
  ///
  /// @return its name
  String provider();
}
