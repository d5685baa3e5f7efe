package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaFormTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void comesBackFromDerWhateverTheLengthsOfItsIntegers(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] raw = new byte[64];
      fill(raw, 32 - random.nextInt(1, 32), 32, random);
      fill(raw, 64 - random.nextInt(1, 32), 64, random);
      byte[] der = EcdsaForm.toDer(raw).orElseThrow();
      assertThat(EcdsaForm.toRaw(der)).isEqualTo(raw);
      assertThat((int) der[1]).isEqualTo(der.length - 2);
    }
  }

  /// Random bytes in a range, the last of them odd so that no half is zero.
  private static void fill(byte[] raw, int from, int to, Random random) {
    byte[] part = new byte[to - from];
    random.nextBytes(part);
    part[part.length - 1] |= 1;
    System.arraycopy(part, 0, raw, from, part.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65, 128})
  void refusesOtherLengths(int length) {
    byte[] raw = new byte[length];
    Arrays.fill(raw, (byte) 1);
    assertThat(EcdsaForm.toDer(raw)).isEmpty();
  }
}
