package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.identity.CryptoProvider.Equation;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void verifiesOnlyWithProvidersThatComputeTheCofactorlessEquation() {
    assertThat(CryptoProviders.verifying().equation()).isEqualTo(Equation.COFACTORLESS);
    CryptoProvider cofactored = provider("BouncyCastle");
    assertThatThrownBy(cofactored::verifier).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void doesNotTrustAProviderThatLacksTheAlgorithms() {
    CryptoProviders.Examined examined =
        CryptoProviders.tested(
            new CryptoProvider("empty", new EmptyProvider(), Equation.COFACTORLESS));
    assertThat(examined.provider()).isEmpty();
    assertThat(examined.note()).contains("lacks an algorithm");
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

  static List<CryptoProvider> cofactorless() {
    return CryptoProviders.available().stream()
        .filter(provider -> provider.equation() == Equation.COFACTORLESS)
        .toList();
  }

  static CryptoProvider provider(String name) {
    return CryptoProviders.available().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static final class EmptyProvider extends Provider {
    private static final long serialVersionUID = 1;

    EmptyProvider() {
      super("Empty", "1", "a provider without algorithms");
    }
  }
}
