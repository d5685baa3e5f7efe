package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DpopProofTest {
  private static final DpopClaims CLAIMS =
      new DpopClaims(
          "0198c2a0-1111-7abc-8def-0123456789ab",
          "PROPOSE",
          "asp:session:0198c2a0-2222-7abc-8def-0123456789ab",
          Instant.parse("2026-09-01T12:00:00.999Z"),
          Optional.of(Hash.ZERO.text()),
          Optional.empty());

  @Test
  void readsAndVerifiesWhatItSigned() {
    AgentKeys keys = AgentKeys.generate(new SecureRandom());
    Verifier verifier = CryptoProviders.verifying().verifier();
    for (ProofSigner signer : new ProofSigner[] {keys.proofSigner(), keys.tokenSigner()}) {
      DpopVerdict verdict = DpopProof.parse(DpopProof.sign(signer, CLAIMS));
      assertThat(verdict).isInstanceOf(DpopVerdict.Parsed.class);
      DpopProof proof = ((DpopVerdict.Parsed) verdict).proof();
      assertThat(proof.claims()).isEqualTo(CLAIMS);
      assertThat(proof.key()).isEqualTo(signer.publicKey());
      assertThat(proof.verified(verifier)).isTrue();
    }
  }

  /// The proof of RFC 9449, section 4.1, figure 2: a published fact.
  @Test
  void verifiesTheExampleOfTheStandard() {
    String example =
        "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
    assertThat(DpopProof.parse(example)).isInstanceOf(DpopVerdict.Parsed.class);
    DpopProof proof = ((DpopVerdict.Parsed) DpopProof.parse(example)).proof();
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
  }
}
