package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.identity.CryptoProvider.Equation;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CryptoProvidersTest {
  @Test
  void findsAllProvidersInOrderOfPreference() {
    assertThat(CryptoProviders.examined())
        .extracting(CryptoProviders.Examined::name)
        .containsExactly("ACCP", "Conscrypt", "BouncyCastle", "JDK");
    assertThat(CryptoProviders.available())
        .as("all that were examined: %s", CryptoProviders.examined())
        .extracting(CryptoProvider::name)
        .contains("Conscrypt", "BouncyCastle", "JDK");
  }

  /// The class path has the library of this platform only.
  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void prefersTheFastestWhereItsNativeLibraryIsMadeFor() {
    assertThat(CryptoProviders.verifying().name()).isEqualTo("ACCP");
    assertThat(CryptoProviders.signing().name()).isEqualTo("ACCP");
    assertThat(CryptoProviders.verifying().description()).startsWith("ACCP 2.");
  }

  @Test
  void verifiesOnlyWithProvidersThatComputeTheCofactorlessEquation() {
    assertThat(CryptoProviders.verifying().equation()).isEqualTo(Equation.COFACTORLESS);
    CryptoProvider cofactored = provider("BouncyCastle");
    assertThatThrownBy(cofactored::verifier).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void doesNotTrustAProviderThatLacksTheAlgorithms() {
    assertThat(noteOf(new BrokenProvider(List.of()))).contains("lacks an algorithm");
  }

  @Test
  void doesNotTrustAProviderThatAcceptsEverything() {
    assertThat(noteOf(new BrokenProvider(List.of(BrokenProvider.AcceptsAll.class))))
        .contains("accepts an Ed25519 signature of another message");
  }

  @Test
  void doesNotTrustAProviderThatThrows() {
    assertThat(noteOf(new BrokenProvider(List.of(BrokenProvider.Throws.class))))
        .contains("refuses a valid Ed25519 signature");
  }

  private static String noteOf(Provider provider) {
    CryptoProviders.Examined examined =
        CryptoProviders.tested(new CryptoProvider("broken", provider, Equation.COFACTORLESS));
    assertThat(examined.provider()).isEmpty();
    return examined.note();
  }

  @Test
  void anExceptionOfAProviderMeansInvalid() {
    Verifier verifier = JcaVerifier.with(new BrokenProvider(List.of(BrokenProvider.Throws.class)));
    byte[] message = {1};
    Ed25519Key key = FixedKeys.KEYS.signer().publicKey();
    assertThat(verifier.ed25519(key, message, FixedKeys.KEYS.signer().sign(message))).isFalse();
    assertThat(
            verifier.es256(
                (P256Key) FixedKeys.P256.publicKey(), message, FixedKeys.P256.sign(message)))
        .isFalse();
  }

  @Test
  void keysOfOneProviderSignForAllOthers() {
    AgentKeys keys = AgentKeys.generate(new SecureRandom());
    byte[] message = SigningPurpose.MESSAGE.input(Hash.ZERO);
    for (CryptoProvider signing : CryptoProviders.available()) {
      AgentKeys same = AgentKeys.parse(keys.privateJson(), signing).orElseThrow();
      for (CryptoProvider verifying : cofactorless()) {
        String pair = signing.name() + " to " + verifying.name();
        Verifier verifier = verifying.verifier();
        assertThat(
                verifier.ed25519(same.signer().publicKey(), message, same.signer().sign(message)))
            .as(pair)
            .isTrue();
        ProofSigner proof = same.proofSigner();
        assertThat(proof.publicKey().verifies(verifier, message, proof.sign(message)))
            .as(pair)
            .isTrue();
      }
    }
  }

  /// The providers whose verdicts must agree. Two independent ones at least, or agreement would
  /// mean nothing.
  static List<CryptoProvider> cofactorless() {
    List<CryptoProvider> found =
        CryptoProviders.available().stream()
            .filter(provider -> provider.equation() == Equation.COFACTORLESS)
            .toList();
    assertThat(found).as("%s", CryptoProviders.examined()).hasSizeGreaterThanOrEqualTo(2);
    return found;
  }

  static CryptoProvider provider(String name) {
    return CryptoProviders.available().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
