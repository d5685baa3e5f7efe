package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Public vectors that are no part of this repository. They are read from the folder that
/// `parley.shared.data` names, and without it the tests fail, since a suite that passes because it
/// read nothing says nothing.
@Tag("shared-data")
class SharedSignatureVectorsTest {
  /// Flags of a CCTV vector with which the protocol's rule refuses it. The others say nothing about
  /// validity.
  private static final Set<String> REFUSING =
      Set.of(
          "low_order_A", "low_order_R", "low_order_residue", "non_canonical_A", "non_canonical_R");

  @Test
  void ed25519VectorsOfWycheproofHaveTheirLabelledVerdict() {
    List<JsonObject> groups = groups("wycheproof-ed25519.json");
    for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
      int valid = 0;
      for (JsonObject group : groups) {
        byte[] key = SignatureVectorsTest.bytes(group.object("publicKey").orElseThrow(), "pk");
        for (JsonObject vector : tests(group)) {
          byte[] message = SignatureVectorsTest.bytes(vector, "msg");
          byte[] signature = SignatureVectorsTest.bytes(vector, "sig");
          boolean accepted = accepts(provider, key, message, signature);
          assertThat(accepted).as("%s, %s", provider.name(), vector).isEqualTo(isValid(vector));
          valid += accepted ? 1 : 0;
        }
      }
      assertThat(valid).as("valid vectors").isPositive();
    }
  }

  @Test
  void p256VectorsOfWycheproofHaveTheirLabelledVerdict() {
    List<JsonObject> groups = groups("wycheproof-ecdsa-p256-p1363.json");
    for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
      int valid = 0;
      for (JsonObject group : groups) {
        byte[] point =
            SignatureVectorsTest.bytes(group.object("publicKey").orElseThrow(), "uncompressed");
        P256Key key =
            P256Key.parse(Arrays.copyOfRange(point, 1, 33), Arrays.copyOfRange(point, 33, 65))
                .orElseThrow();
        for (JsonObject vector : tests(group)) {
          byte[] message = SignatureVectorsTest.bytes(vector, "msg");
          byte[] signature = SignatureVectorsTest.bytes(vector, "sig");
          boolean accepted = provider.verifier().es256(key, message, signature);
          assertThat(accepted).as("%s, %s", provider.name(), vector).isEqualTo(isValid(vector));
          valid += accepted ? 1 : 0;
        }
      }
      assertThat(valid).as("valid vectors").isPositive();
    }
  }

  /// CCTV gives properties and no verdicts. The protocol's verdict follows from them, and from the
  /// definition of the rule.
  @Test
  void edgeCasesOfCctvHaveTheVerdictOfTheRuleOnEveryProvider() {
    List<JsonObject> vectors =
        array(Vectors.read(file("cctv-ed25519.json"))).map(Vectors::object).toList();
    int valid = 0;
    for (JsonObject vector : vectors) {
      byte[] key = SignatureVectorsTest.bytes(vector, "key");
      byte[] message = Vectors.text(vector, "msg").getBytes(StandardCharsets.UTF_8);
      byte[] signature = SignatureVectorsTest.bytes(vector, "sig");
      boolean expected = flags(vector).stream().noneMatch(REFUSING::contains);
      assertThat(Edwards.accepts(key, message, signature))
          .as("the definition, %s", vector)
          .isEqualTo(expected);
      for (CryptoProvider provider : CryptoProvidersTest.cofactorless()) {
        assertThat(accepts(provider, key, message, signature))
            .as("%s, %s", provider.name(), vector)
            .isEqualTo(expected);
      }
      valid += expected ? 1 : 0;
    }
    assertThat(vectors).hasSizeGreaterThan(900);
    assertThat(valid).as("valid vectors").isPositive();
  }

  private static boolean accepts(
      CryptoProvider provider, byte[] rawKey, byte[] message, byte[] signature) {
    return Ed25519Key.parse(rawKey) instanceof KeyVerdict.Accepted(Ed25519Key key)
        && provider.verifier().ed25519(key, message, signature);
  }

  private static Set<String> flags(JsonObject vector) {
    return vector.array("flags").orElse(JsonArray.EMPTY).values().stream()
        .map(flag -> ((JsonString) flag).value())
        .collect(Collectors.toSet());
  }

  private static boolean isValid(JsonObject vector) {
    return Vectors.text(vector, "result").equals("valid");
  }

  private static List<JsonObject> groups(String name) {
    return array(
            Vectors.object(Vectors.read(file(name))).array("testGroups").orElse(JsonArray.EMPTY))
        .map(Vectors::object)
        .toList();
  }

  private static List<JsonObject> tests(JsonObject group) {
    return array(group.array("tests").orElse(JsonArray.EMPTY)).map(Vectors::object).toList();
  }

  private static Stream<JsonValue> array(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.values().stream();
    }
    throw new IllegalStateException("not an array");
  }

  private static Path file(String name) {
    String folder = System.getProperty("parley.shared.data");
    assertThat(folder).as("-Dparley.shared.data=<folder of the public vectors>").isNotBlank();
    Path file = Path.of(folder, "signatures", name);
    assertThat(Files.isRegularFile(file)).as("%s is there", file).isTrue();
    return file;
  }
}
