package dev.parley.core.identity;

import java.security.Provider;

/// A crypto provider that passed its self-test on this machine.
///
/// @param name the name that people know, such as `ACCP`
/// @param jca the provider; it need not be installed
/// @param equation which Ed25519 equation it computes
public record CryptoProvider(String name, Provider jca, Equation equation) {
  /// The two ways to check an Ed25519 signature. They differ on signatures that somebody has
  /// crafted.
  public enum Equation {
    /// The protocol's: `[S]B = R + [k]A`. May verify and sign.
    COFACTORLESS,
    /// `[8][S]B = [8]R + [8][k]A`, which accepts more. May sign only.
    COFACTORED
  }

  /// The name with the provider's version.
  ///
  /// @return such as `ACCP 2.5.0`
  public String description() {
    return name + " " + jca.getVersionStr();
  }

  /// A verifier on this provider.
  ///
  /// @return the verifier
  /// @throws IllegalStateException when the provider computes the cofactored equation
  public Verifier verifier() {
    return switch (equation) {
      case COFACTORLESS -> JcaVerifier.with(jca);
      case COFACTORED -> throw new IllegalStateException(name + " verifies cofactored");
    };
  }
}
