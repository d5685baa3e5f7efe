package dev.parley.core.identity;

import dev.parley.core.identity.CryptoProvider.Equation;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The crypto providers of this machine, fastest first: Amazon Corretto Crypto Provider, Conscrypt,
/// BouncyCastle (signing only, since it verifies cofactored), the JDK.
///
/// They are looked up by class name, so none is a dependency of this module, and used without being
/// installed. Each must pass a self-test with known answers before it is trusted; a native library
/// that does not load only makes its provider unavailable. Thread-safe.
public final class CryptoProviders {
  /// What became of one provider.
  ///
  /// @param name the name that people know
  /// @param provider the provider when it passed; empty otherwise
  /// @param note its version, or why it is not used
  public record Examined(String name, Optional<CryptoProvider> provider, String note) {}

  private record Candidate(String name, String className, Equation equation) {}

  private static final List<Candidate> CANDIDATES =
      List.of(
          new Candidate(
              "ACCP",
              "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
              Equation.COFACTORLESS),
          new Candidate("Conscrypt", "org.conscrypt.OpenSSLProvider", Equation.COFACTORLESS),
          new Candidate(
              "BouncyCastle",
              "org.bouncycastle.jce.provider.BouncyCastleProvider",
              Equation.COFACTORED));

  private CryptoProviders() {}

  /// Native libraries are loaded once, at first use.
  private static final class Found {
    static final List<Examined> EXAMINED = examineAll();
  }

  /// Every provider that was looked for, in order of preference, for diagnosis.
  ///
  /// @return one entry a provider, the JDK last
  public static List<Examined> examined() {
    return Found.EXAMINED;
  }

  /// The providers that passed, in order of preference.
  ///
  /// @return at least the JDK
  public static List<CryptoProvider> available() {
    return Found.EXAMINED.stream().flatMap(examined -> examined.provider().stream()).toList();
  }

  /// The fastest provider that verifies by the protocol's rule.
  ///
  /// @return the provider
  public static CryptoProvider verifying() {
    return available().stream()
        .filter(provider -> provider.equation() == Equation.COFACTORLESS)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no crypto provider passed its self-test"));
  }

  /// The fastest provider that signs.
  ///
  /// @return the provider
  public static CryptoProvider signing() {
    return available().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no crypto provider passed its self-test"));
  }

  private static List<Examined> examineAll() {
    List<Examined> examined = new ArrayList<>();
    for (Candidate candidate : CANDIDATES) {
      examined.add(examine(candidate));
    }
    Provider jdk = Security.getProvider("SunEC");
    examined.add(
        jdk == null
            ? new Examined("JDK", Optional.empty(), "SunEC is not installed")
            : tested(new CryptoProvider("JDK", jdk, Equation.COFACTORLESS)));
    return List.copyOf(examined);
  }

  private static Examined examine(Candidate candidate) {
    try {
      Class<?> type = Class.forName(candidate.className());
      Provider provider = (Provider) type.getDeclaredConstructor().newInstance();
      return tested(new CryptoProvider(candidate.name(), provider, candidate.equation()));
    } catch (ClassNotFoundException _) {
      return new Examined(candidate.name(), Optional.empty(), "not on the class path");
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return new Examined(candidate.name(), Optional.empty(), "does not load: " + e);
    }
  }

  static Examined tested(CryptoProvider provider) {
    Optional<String> failure = KnownAnswers.failure(provider);
    return failure.isPresent()
        ? new Examined(provider.name(), Optional.empty(), "self-test failed: " + failure.get())
        : new Examined(provider.name(), Optional.of(provider), provider.jca().getVersionStr());
  }
}
