package dev.parley.core.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void aNameThatWasReadLatelyIsTheSameString() {
    byte[] bytes = "{\"sessionId\":1}".getBytes(US_ASCII);
    String first = Names.of(bytes, 2, 11);
    assertThat(first).isEqualTo("sessionId").isSameAs(Names.of(bytes, 2, 11));
  }

  /// Many more names than places, from two threads, some of them too long to be kept.
  @Test
  void everyNameIsWhatItsBytesSpell() throws InterruptedException {
    Thread other = Thread.ofPlatform().start(() -> readMany(1));
    readMany(2);
    other.join();
  }

  private static void readMany(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      String name = Integer.toString(random.nextInt(20_000), 36).repeat(1 + random.nextInt(10));
      byte[] bytes = (name + '"').getBytes(US_ASCII);
      assertThat(Names.of(bytes, 0, name.length())).isEqualTo(name);
    }
  }

  @Test
  void theEmptyNameIsAName() {
    assertThat(Names.of(new byte[0], 0, 0)).isEmpty();
  }
}
