package dev.parley.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
      assertThat(der).isEqualTo(sequence(integer(raw, 0), integer(raw, 32)));
    }
  }

  private static byte[] integer(byte[] raw, int from) {
    byte[] value = new BigInteger(1, raw, from, 32).toByteArray();
    return ByteBuffer.allocate(2 + value.length)
        .put((byte) 0x02)
        .put((byte) value.length)
        .put(value)
        .array();
  }

  private static byte[] sequence(byte[] r, byte[] s) {
    return ByteBuffer.allocate(2 + r.length + s.length)
        .put((byte) 0x30)
        .put((byte) (r.length + s.length))
        .put(r)
        .put(s)
        .array();
  }

  @Test
  void refusesZeroAndWhatIsNotBelowTheOrder() {
    BigInteger order = P256Key.ORDER;
    assertThat(EcdsaForm.toDer(raw(BigInteger.ONE, order.subtract(BigInteger.ONE)))).isPresent();
    assertThat(EcdsaForm.toDer(raw(order.subtract(BigInteger.ONE), BigInteger.ONE))).isPresent();
    for (BigInteger wrong :
        List.of(
            BigInteger.ZERO,
            order,
            order.add(BigInteger.ONE),
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE))) {
      assertThat(EcdsaForm.toDer(raw(wrong, BigInteger.ONE))).as("r %x", wrong).isEmpty();
      assertThat(EcdsaForm.toDer(raw(BigInteger.ONE, wrong))).as("s %x", wrong).isEmpty();
    }
  }

  private static byte[] raw(BigInteger r, BigInteger s) {
    return HexFormat.of().parseHex("%064x%064x".formatted(r, s));
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
