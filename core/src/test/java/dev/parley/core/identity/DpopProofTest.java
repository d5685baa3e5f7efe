package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DpopProofTest {
  private static final DpopClaims CLAIMS =
      new DpopClaims(
          "0198c2a0-1111-7abc-8def-0123456789ab",
          "PROPOSE",
          "asp:session:0198c2a0-2222-7abc-8def-0123456789ab",
          Instant.parse("2026-09-01T12:00:00.999Z"),
          Optional.of(Hash.ZERO.text()),
          Optional.empty());

  static Stream<Named<JsonObject>> vectors() {
    return Vectors.cases("jws/dpop.json").stream()
        .map(vector -> Named.of(Vectors.text(vector, "id"), vector));
  }

  @Test
  void theVectorsAreReproduced() {
    Vectors.assertReproduced(
        "jws/dpop.json",
        "DPoP proofs. `verdict` is verified, unverified (the form is good, the signature is not), or why the form is refused.",
        CraftedProofs.all());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void hasTheVerdictOfItsVector(JsonObject vector) {
    String expected = Vectors.text(vector, "verdict");
    switch (DpopProof.parse(Vectors.text(vector, "compact"))) {
      case DpopVerdict.Refused(JwsFault fault, String reason) -> {
        assertThat(fault.name()).isEqualTo(expected);
        assertThat(reason).isNotBlank();
      }
      case DpopVerdict.Parsed(DpopProof proof) -> {
        for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
          assertThat(proof.verified(provider.verifier()) ? "verified" : "unverified")
              .as(provider.name())
              .isEqualTo(expected);
        }
      }
    }
  }

  /// Knowing the key only saves work: the verdict is the same, whichever key was expected.
  @ParameterizedTest
  @MethodSource("vectors")
  void hasTheSameVerdictWhenTheKeyIsKnown(JsonObject vector) {
    String compact = Vectors.text(vector, "compact");
    DpopVerdict plain = DpopProof.parse(compact);
    Verifier verifier = CryptoProviders.verifying().verifier();
    for (ProofSigner signer : new ProofSigner[] {FixedKeys.ED25519, FixedKeys.P256}) {
      switch (DpopProof.parse(compact, signer.publicKey())) {
        case DpopVerdict.Refused refused -> assertThat(refused).isEqualTo(plain);
        case DpopVerdict.Parsed(DpopProof proof) -> {
          DpopProof expected = parsed(compact);
          assertThat(proof.key()).isEqualTo(expected.key());
          assertThat(proof.claims()).isEqualTo(expected.claims());
          assertThat(proof.verified(verifier)).isEqualTo(expected.verified(verifier));
        }
      }
    }
  }

  @Test
  void everyFaultHasAVector() {
    assertThat(vectors().map(vector -> Vectors.text(vector.getPayload(), "verdict")))
        .containsAll(Arrays.stream(JwsFault.values()).map(JwsFault::name).toList());
  }

  @Test
  void readsAndVerifiesWhatItSigned() {
    AgentKeys keys = AgentKeys.generate(new SecureRandom());
    Verifier verifier = CryptoProviders.verifying().verifier();
    for (ProofSigner signer : new ProofSigner[] {keys.proofSigner(), keys.tokenSigner()}) {
      DpopProof proof = parsed(DpopProof.sign(signer, CLAIMS));
      assertThat(proof.claims()).isEqualTo(CLAIMS);
      assertThat(proof.claims().iat()).isEqualTo(Instant.parse("2026-09-01T12:00:00Z"));
      assertThat(proof.key()).isEqualTo(signer.publicKey());
      assertThat(proof.verified(verifier)).isTrue();
    }
  }

  @Test
  void isNoProofWithAnyOneCharacterChanged() {
    String good = DpopProof.sign(FixedKeys.P256, CLAIMS);
    Verifier verifier = CryptoProviders.verifying().verifier();
    for (int at = 0; at < good.length(); at++) {
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      String changed = good.substring(0, at) + other + good.substring(at + 1);
      if (DpopProof.parse(changed) instanceof DpopVerdict.Parsed(DpopProof proof)) {
        assertThat(proof.verified(verifier)).as(changed).isFalse();
      }
      if (DpopProof.parse(changed, FixedKeys.P256.publicKey())
          instanceof DpopVerdict.Parsed(DpopProof proof)) {
        assertThat(proof.verified(verifier)).as(changed).isFalse();
      }
    }
  }

  /// The proof of RFC 9449, figure 2: a published fact.
  @Test
  void verifiesTheExampleOfTheStandard() {
    DpopProof proof =
        parsed(
            "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMz"
                + "R0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG"
                + "10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtI"
                + "joiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2f"
                + "Q.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg");
    assertThat(proof.claims())
        .isEqualTo(
            new DpopClaims(
                "-BwC3ESc6acc2lTc",
                "POST",
                "https://server.example.com/token",
                Instant.ofEpochSecond(1562262616),
                Optional.empty(),
                Optional.empty()));
    for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
      assertThat(proof.verified(provider.verifier())).as(provider.name()).isTrue();
    }
    assertThat(proof.key().thumbprint()).isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
  }

  /// The access token and its hash of RFC 9449, figure 13.
  @Test
  void hashesATokenAsTheStandardDoes() {
    assertThat(DpopProof.tokenHash("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"))
        .isEqualTo("fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
  }

  private static DpopProof parsed(String compact) {
    assertThat(DpopProof.parse(compact)).isInstanceOf(DpopVerdict.Parsed.class);
    return ((DpopVerdict.Parsed) DpopProof.parse(compact)).proof();
  }
}
