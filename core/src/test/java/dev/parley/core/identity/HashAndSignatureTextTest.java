package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashAndSignatureTextTest {
  /// SHA-256 of "abc", FIPS 180-4.
  private static final String ABC =
      "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void writesAHashInTheProtocolsSpelling() {
    Hash hash = Hash.of("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(hash.text()).isEqualTo(ABC);
    assertThat(Hash.parse(ABC)).contains(hash);
    assertThat(Hash.ofRaw(hash.raw())).isEqualTo(hash);
    assertThat(Hash.ZERO.text()).isEqualTo("sha256:" + "0".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015add",
        "sha256:ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256: a7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha512:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      })
  void refusesAnyOtherSpellingOfAHash(String text) {
    assertThat(Hash.parse(text)).isEmpty();
    assertThatThrownBy(() -> new Hash(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesRawBytesOfAnotherLength() {
    assertThatThrownBy(() -> Hash.ofRaw(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SignatureText.ofRaw(new byte[65]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsASignatureInExactlyOneSpelling() {
    String digits = "0123456789abcdef".repeat(8);
    SignatureText signature = SignatureText.parse("ed25519:" + digits).orElseThrow();
    assertThat(SignatureText.ofRaw(signature.raw())).isEqualTo(signature);
    assertThat(SignatureText.parse(digits)).isEmpty();
    assertThat(SignatureText.parse("ed25519:" + digits + "0")).isEmpty();
    assertThat(SignatureText.parse("ed25519:" + digits.replace('a', 'A'))).isEmpty();
    assertThat(SignatureText.parse("Ed25519:" + digits)).isEmpty();
    assertThatThrownBy(() -> new SignatureText(digits))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
