package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignatureVectorsTest {
  static Stream<Named<JsonObject>> ed25519() {
    return Stream.of("signatures/ed25519-crafted.json", "signatures/ed25519-rfc8032.json")
        .flatMap(file -> Vectors.cases(file).stream())
        .map(vector -> Named.of(Vectors.text(vector, "id"), vector));
  }

  static Stream<Named<JsonObject>> es256() {
    return Vectors.cases("signatures/es256.json").stream()
        .map(vector -> Named.of(Vectors.text(vector, "id"), vector));
  }

  @Test
  void theCraftedVectorsAreReproduced() {
    Vectors.assertReproduced(
        "signatures/ed25519-crafted.json",
        "Ed25519 signatures on which verifiers disagree, crafted for this project. `verdict` is valid, invalid, or why the key is refused.",
        CraftedSignatures.all());
  }

  @Test
  void fourteenEncodingsAreOfSmallOrder() {
    List<byte[]> encodings = CraftedSignatures.smallOrderEncodings();
    assertThat(encodings.stream().map(HexFormat.of()::formatHex).distinct()).hasSize(14);
    for (byte[] encoding : encodings) {
      assertThat(Ed25519Key.parse(encoding)).isInstanceOf(KeyVerdict.Refused.class);
    }
  }

  @ParameterizedTest
  @MethodSource
  void ed25519(JsonObject vector) {
    byte[] rawKey = bytes(vector, "key");
    byte[] message = bytes(vector, "message");
    byte[] signature = bytes(vector, "signature");
    String verdict = Vectors.text(vector, "verdict");
    assertThat(Edwards.accepts(rawKey, message, signature))
        .as("the rule by its definition")
        .isEqualTo(verdict.equals("valid"));
    switch (Ed25519Key.parse(rawKey)) {
      case KeyVerdict.Refused(KeyFault fault) -> assertThat(fault.name()).isEqualTo(verdict);
      case KeyVerdict.Accepted(Ed25519Key key) -> {
        for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
          assertThat(provider.verifier().ed25519(key, message, signature))
              .as(provider.name())
              .isEqualTo(verdict.equals("valid"));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource
  void es256(JsonObject vector) {
    P256Key key = P256Key.parse(bytes(vector, "x"), bytes(vector, "y")).orElseThrow();
    for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
      assertThat(
              provider.verifier().es256(key, bytes(vector, "message"), bytes(vector, "signature")))
          .as(provider.name())
          .isEqualTo(Vectors.text(vector, "verdict").equals("valid"));
    }
  }

  /// Why BouncyCastle does not verify: even behind the protocol's own checks it accepts what all
  /// others refuse.
  @Test
  void aCofactoredProviderAcceptsWhatOthersRefuse() {
    Verifier cofactored = JcaVerifier.with(CryptoProvidersTest.provider("BouncyCastle").jca());
    List<String> accepted =
        Vectors.cases("signatures/ed25519-crafted.json").stream()
            .filter(vector -> Vectors.text(vector, "verdict").equals("invalid"))
            .filter(vector -> accepts(cofactored, vector))
            .map(vector -> Vectors.text(vector, "id"))
            .toList();
    assertThat(accepted).containsExactly("cofactored-only-r", "mixed-key-cofactored-only");
  }

  private static boolean accepts(Verifier verifier, JsonObject vector) {
    return Ed25519Key.parse(bytes(vector, "key")) instanceof KeyVerdict.Accepted(Ed25519Key key)
        && verifier.ed25519(key, bytes(vector, "message"), bytes(vector, "signature"));
  }

  /// Why the rule does not leave this to the provider: a bare provider takes R of small order and
  /// keys that sign everything.
  @Test
  void bareProvidersAcceptWhatTheRuleRefuses() {
    for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
      assertThat(
              Vectors.cases("signatures/ed25519-crafted.json").stream()
                  .filter(vector -> !Vectors.text(vector, "verdict").equals("valid"))
                  .filter(vector -> bareAccepts(provider.jca(), vector))
                  .map(vector -> Vectors.text(vector, "id")))
          .as(provider.name())
          .contains("small-order-key-0", "small-order-r-0");
    }
  }

  private static boolean bareAccepts(Provider provider, JsonObject vector) {
    byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
    byte[] key = bytes(vector, "key");
    byte[] encoded = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, encoded, prefix.length, key.length);
    try {
      Signature check = Signature.getInstance("EdDSA", provider);
      check.initVerify(
          KeyFactory.getInstance("EdDSA").generatePublic(new X509EncodedKeySpec(encoded)));
      check.update(bytes(vector, "message"));
      return check.verify(bytes(vector, "signature"));
    } catch (GeneralSecurityException | RuntimeException _) {
      return false;
    }
  }

  static byte[] bytes(JsonObject vector, String name) {
    return HexFormat.of().parseHex(Vectors.text(vector, name));
  }
}
