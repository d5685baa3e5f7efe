package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class AgentKeysTest {
  @Test
  void survivesItsPrivateJson() {
    AgentKeys keys = AgentKeys.generate(new SecureRandom());
    AgentKeys again = AgentKeys.parse(keys.privateJson()).orElseThrow();
    assertThat(again.signer().publicKey()).isEqualTo(keys.signer().publicKey());
    assertThat(again.proofSigner().publicKey()).isEqualTo(keys.proofSigner().publicKey());
    assertThat(again.privateJson()).isEqualTo(keys.privateJson());
    byte[] message = {1, 2, 3};
    assertThat(again.signer().sign(message)).isEqualTo(keys.signer().sign(message));
  }

  @Test
  void makesDifferentKeysEachTime() {
    SecureRandom random = new SecureRandom();
    assertThat(AgentKeys.generate(random).privateJson())
        .isNotEqualTo(AgentKeys.generate(random).privateJson());
  }

  @Test
  void neverShowsASecret() {
    String shown =
        FixedKeys.KEYS.toString() + FixedKeys.KEYS.signer() + FixedKeys.KEYS.proofSigner();
    assertThat(shown)
        .contains(FixedKeys.ED25519_JWK.string("x").orElseThrow())
        .doesNotContain(FixedKeys.ED25519_JWK.string("d").orElseThrow())
        .doesNotContain(FixedKeys.P256_JWK.string("d").orElseThrow());
  }

  @Test
  void refusesHalvesThatDoNotBelongTogether() {
    JsonObject other = AgentKeys.generate(new SecureRandom()).privateJson();
    JsonObject json = FixedKeys.PRIVATE_JSON;
    for (String pair : new String[] {"signing", "proof"}) {
      JsonObject mine = json.object(pair).orElseThrow();
      String foreignSecret = other.object(pair).orElseThrow().string("d").orElseThrow();
      assertThat(AgentKeys.parse(json.with(pair, mine.with("d", foreignSecret)))).isEmpty();
      assertThat(AgentKeys.parse(json.with(pair, mine.without("d")))).isEmpty();
      assertThat(AgentKeys.parse(json.with(pair, mine.without("x")))).isEmpty();
      assertThat(AgentKeys.parse(json.with(pair, mine.with("d", "AAAA")))).isEmpty();
      assertThat(AgentKeys.parse(json.without(pair))).isEmpty();
    }
    assertThat(
            AgentKeys.parse(
                JsonObject.of("signing", FixedKeys.P256_JWK, "proof", FixedKeys.ED25519_JWK)))
        .isEmpty();
    assertThat(AgentKeys.parse(json)).isPresent();
  }

  /// RFC 8037, appendix A.3.
  @Test
  void namesAKeyByTheThumbprintOfTheStandard() {
    assertThat(FixedKeys.ED25519.publicKey().thumbprint())
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void readsAPublicKeyOfTheKindThatIsAsked() {
    JsonObject edwards = FixedKeys.ED25519.publicKey().jwk();
    JsonObject p256 = FixedKeys.P256.publicKey().jwk();
    assertThat(Ed25519Key.parseJwk(edwards)).contains(FixedKeys.KEYS.signer().publicKey());
    assertThat(Ed25519Key.parseJwk(p256)).isEmpty();
    assertThat(P256Key.parseJwk(p256)).isPresent();
    assertThat(P256Key.parseJwk(edwards)).isEmpty();
    assertThat(ProofKey.parse(p256).orElseThrow().jwk()).isEqualTo(p256);
  }
}
