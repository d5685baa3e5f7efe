package dev.parley.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlainTextTest {
  /// Looking at one byte after the other.
  private static int end(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] >= 0x20 && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  @Test
  void everyByteAtEveryPlaceOfEightIsToldApart() {
    for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
      for (int at = 0; at < 20; at++) {
        byte[] bytes = new byte[20];
        Arrays.fill(bytes, (byte) ' ');
        bytes[at] = (byte) b;
        assertThat(PlainText.end(bytes, 0, 20)).as("%d at %d", b, at).isEqualTo(end(bytes, 0, 20));
      }
    }
  }

  /// With neighbours that borrow from each other, in any part of an array.
  @Test
  void agreesWithLookingAtOneByteAfterTheOther() {
    Random random = new Random(11);
    byte[] likely = {'a', 'z', '~', 0x7f, ' ', '!', '#', '[', ']', '"', '\\', 0x1f, 0, (byte) 0x80};
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = likely[random.nextInt(random.nextBoolean() ? 9 : likely.length)];
      }
      int to = random.nextInt(bytes.length + 1);
      int from = random.nextInt(to + 1);
      assertThat(PlainText.end(bytes, from, to)).isEqualTo(end(bytes, from, to));
    }
  }
}
