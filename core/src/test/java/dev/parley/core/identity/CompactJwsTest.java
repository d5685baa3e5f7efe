package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactJwsTest {
  private static final String TYPE = "at+jwt";
  private static final JsonObject CLAIMS =
      JsonObject.of("sub", new JsonString("agent://a.example/b"));
  private static final Verifier VERIFIER = CryptoProviders.verifying().verifier();

  @Test
  void readsAndVerifiesWhatItSigned() {
    for (ProofSigner signer : new ProofSigner[] {FixedKeys.ED25519, FixedKeys.P256}) {
      CompactJws jws = parsed(CompactJws.sign(signer, TYPE, CLAIMS));
      assertThat(jws.claims()).isEqualTo(CLAIMS);
      assertThat(jws.keyId()).contains(signer.publicKey().thumbprint());
      assertThat(jws.verified(VERIFIER, signer.publicKey())).isTrue();
    }
  }

  @Test
  void isNotVerifiedByAnotherKey() {
    CompactJws jws = parsed(CompactJws.sign(FixedKeys.ED25519, TYPE, CLAIMS));
    AgentKeys other = AgentKeys.generate(new SecureRandom());
    assertThat(jws.verified(VERIFIER, other.tokenSigner().publicKey())).isFalse();
    assertThat(jws.verified(VERIFIER, FixedKeys.P256.publicKey())).isFalse();
  }

  @Test
  void isOfOneTypeOnly() {
    String token = CompactJws.sign(FixedKeys.ED25519, TYPE, CLAIMS);
    assertThat(fault(CompactJws.parse(token, "client-authentication+jwt")))
        .isEqualTo(JwsFault.TYPE);
    assertThat(DpopProof.parse(token)).isInstanceOf(DpopVerdict.Refused.class);
    String proofLike = CompactJws.sign(FixedKeys.ED25519, "dpop+jwt", CLAIMS);
    assertThat(DpopProof.parse(proofLike)).isInstanceOf(DpopVerdict.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"alg\":\"none\",\"typ\":\"at+jwt\"}|ALGORITHM",
        "{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}|ALGORITHM",
        "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}|ALGORITHM",
        "{\"typ\":\"at+jwt\"}|ALGORITHM",
        "{\"alg\":\"EdDSA\"}|TYPE",
        "{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}|TYPE",
        "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"jwk\":{}}|HEADER",
        "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"crit\":[]}|HEADER",
        "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"kid\":1}|HEADER",
        "{\"alg\":\"EdDSA\",\"alg\":\"EdDSA\",\"typ\":\"at+jwt\"}|HEADER",
      })
  void refusesHeadersThatSayAnythingElse(String header, JwsFault expected) {
    assertThat(fault(CompactJws.parse(signed(header), TYPE))).isEqualTo(expected);
  }

  @Test
  void acceptsAHeaderWithoutAKeyId() {
    CompactJws jws = parsed(signed("{\"typ\":\"at+jwt\",\"alg\":\"EdDSA\"}"));
    assertThat(jws.keyId()).isEmpty();
    assertThat(jws.verified(VERIFIER, FixedKeys.ED25519.publicKey())).isTrue();
  }

  private static String signed(String header) {
    String input = Base64Url.encode(header) + '.' + Base64Url.encode(CLAIMS.toString());
    byte[] signature = FixedKeys.ED25519.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + Base64Url.encode(signature);
  }

  private static JwsFault fault(JwsVerdict verdict) {
    assertThat(verdict).isInstanceOf(JwsVerdict.Refused.class);
    return ((JwsVerdict.Refused) verdict).fault();
  }

  private static CompactJws parsed(String compact) {
    assertThat(CompactJws.parse(compact, TYPE)).isInstanceOf(JwsVerdict.Parsed.class);
    return ((JwsVerdict.Parsed) CompactJws.parse(compact, TYPE)).jws();
  }
}
