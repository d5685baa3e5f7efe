package dev.parley.core.identity;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The acceptance rule before a JCA provider: our own checks decide what providers disagree on, the
/// provider computes the equation.
///
/// The provider must compute the cofactorless equation; [CryptoProviders] knows which do.
/// Thread-safe.
public final class JcaVerifier implements Verifier {
  private final Provider provider;
  private final JcaKeys keys;

  /// Engines that are not in use: making one costs native memory and a reference to watch it. There
  /// are never more than threads that verify at once.
  private final Queue<Signature> edwards = new ConcurrentLinkedQueue<>();

  private final Queue<Signature> weierstrass = new ConcurrentLinkedQueue<>();

  private JcaVerifier(Provider provider, JcaKeys keys) {
    this.provider = provider;
    this.keys = keys;
  }

  /// A verifier on a provider, which need not be installed.
  ///
  /// @param provider a provider with Ed25519 and ECDSA signatures
  /// @return the verifier
  /// @throws IllegalArgumentException when the provider lacks one of them, since every signature
  ///   would then be invalid
  public static JcaVerifier with(Provider provider) {
    try {
      Signature.getInstance(JcaKeys.ED25519, provider);
      Signature.getInstance(JcaKeys.ECDSA, provider);
      return new JcaVerifier(provider, new JcaKeys(provider));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException(provider.getName() + " lacks an algorithm", e);
    }
  }

  @Override
  public boolean ed25519(Ed25519Key key, byte[] message, byte[] signature) {
    return Ed25519Encoding.isAcceptable(signature) && holds(key, message, signature);
  }

  @Override
  public boolean es256(P256Key key, byte[] message, byte[] signature) {
    return EcdsaForm.toDer(signature).filter(der -> holds(key, message, der)).isPresent();
  }

  @Override
  public String provider() {
    return provider.getName();
  }

  /// Providers throw for some invalid signatures and return false for others; both mean the same.
  private boolean holds(ProofKey key, byte[] message, byte[] signature) {
    Queue<Signature> idle =
        switch (key) {
          case Ed25519Key _ -> edwards;
          case P256Key _ -> weierstrass;
        };
    try {
      Signature engine = idle.poll();
      if (engine == null) {
        engine = Signature.getInstance(JcaKeys.signatureAlgorithm(key), provider);
      }
      engine.initVerify(keys.publicKey(key));
      engine.update(message);
      boolean valid = engine.verify(signature);
      idle.add(engine); // Not after an exception: nobody knows what state it is in then.
      return valid;
    } catch (GeneralSecurityException | RuntimeException _) {
      return false;
    }
  }
}
