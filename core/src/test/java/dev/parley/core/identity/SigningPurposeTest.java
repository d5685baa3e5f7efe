package dev.parley.core.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningPurposeTest {
  private static final String FILE = "signatures/purposes.json";

  @Test
  void theWorkedExamplesAreReproduced() {
    Vectors.assertReproduced(
        FILE,
        "One signed object for each purpose: its canonical form, the hash of that, the text that is signed and the signature under the key of RFC 8037, appendix A.1.",
        Arrays.stream(SigningPurpose.values()).map(SigningPurposeTest::example).toList());
  }

  private static JsonObject example(SigningPurpose purpose) {
    JsonObject object = JsonObject.EMPTY.with("purpose", purpose.prefix()).with("amount", 1200);
    Hash hash = Hash.of(CanonicalJson.bytes(object));
    Signer signer = FixedKeys.KEYS.signer();
    byte[] signed = purpose.input(hash);
    return JsonObject.builder()
        .put("id", purpose.name())
        .put("object", object)
        .put("canonical", object.toString())
        .put("hash", hash.text())
        .put("signed", new String(signed, UTF_8))
        .put("publicKey", HexFormat.of().formatHex(signer.publicKey().raw()))
        .put("signature", SignatureText.ofRaw(signer.sign(signed)).text())
        .build();
  }

  /// The text is written out here once, so that a changed prefix or separator cannot change vectors
  /// and code together.
  @Test
  void signsThePrefixALineFeedAndTheHash() {
    assertThat(new String(SigningPurpose.MESSAGE.input(Hash.ZERO), UTF_8))
        .isEqualTo("asp-message\nsha256:" + "0".repeat(64));
    assertThat(Arrays.stream(SigningPurpose.values()).map(SigningPurpose::prefix))
        .containsExactly(
            "asp-message",
            "asp-card",
            "asp-organization",
            "asp-node",
            "asp-dispute",
            "asp-ruling",
            "asp-rating",
            "asp-reveal",
            "asp-endorsement",
            "asp-approval",
            "asp-mandate",
            "asp-end",
            "asp-checkpoint");
  }

  @Test
  void nothingSignedForOnePurposeVerifiesForAnother() {
    Ed25519Key key = FixedKeys.KEYS.signer().publicKey();
    List<JsonObject> examples = Vectors.cases(FILE);
    for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
      for (JsonObject example : examples) {
        Hash hash = Hash.parse(Vectors.text(example, "hash")).orElseThrow();
        byte[] signature =
            SignatureText.parse(Vectors.text(example, "signature")).orElseThrow().raw();
        for (SigningPurpose purpose : SigningPurpose.values()) {
          assertThat(provider.verifier().ed25519(key, purpose.input(hash), signature))
              .as("%s for %s, %s", Vectors.text(example, "id"), purpose, provider.name())
              .isEqualTo(purpose.name().equals(Vectors.text(example, "id")));
        }
      }
    }
  }
}
