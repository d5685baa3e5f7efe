package dev.parley.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalFormTest {
  private static final int DOCUMENTS = 300;

  static LongStream seeds() {
    return LongStream.range(1, 11);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equalsTheFormOfAnIndependentImplementation(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = RandomDocument.of(random.nextLong());
      JsonValue value = StrictJsonTest.valueOf(StrictJsonTest.read(document));
      assertThat(CanonicalJson.text(value))
          .as(document)
          .isEqualTo(new JsonCanonicalizer(document).getEncodedString());
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void writesNumbersAsAnIndependentImplementation(long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertNumber(value);
      }
      assertNumber(Math.scalb((double) random.nextInt(1, 1000), random.nextInt(-1074, 100)));
      assertNumber(random.nextInt(1_000_000) / 1000.0);
    }
  }

  @Test
  void writesTheSmallestSubnormalsAsAnIndependentImplementation() throws IOException {
    for (long bits = 1; bits < 5_000; bits++) {
      assertNumber(Double.longBitsToDouble(bits));
    }
  }

  /// The other implementation finds the right digits of a subnormal but writes 1e-320 as 142 zeros
  /// and e-178.
  private static void assertNumber(double value) throws IOException {
    String text = NumberText.canonical(value);
    String independent = NumberToJSON.serializeNumber(value);
    if (value != 0 && Math.abs(value) < Double.MIN_NORMAL) {
      assertThat(new BigDecimal(text)).isEqualByComparingTo(new BigDecimal(independent));
      assertThat(text).matches("-?[1-9](\\.[0-9]*[1-9])?e-3[0-9]{2}");
    } else {
      assertThat(text).isEqualTo(independent);
    }
    assertThat(Double.parseDouble(text)).isEqualTo(value);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsBackAsTheSameValue(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < DOCUMENTS; i++) {
      String document = RandomDocument.of(random.nextLong());
      JsonValue value = StrictJsonTest.valueOf(StrictJsonTest.read(document));
      byte[] canonical = CanonicalJson.bytes(value);
      JsonValue again = StrictJsonTest.valueOf(StrictJson.read(canonical, JsonLimits.MESSAGE));
      assertThat(again).as(document).isEqualTo(value).hasSameHashCodeAs(value);
      assertThat(StrictJsonTest.spelling(canonical))
          .as(document)
          .isEqualTo(Parsed.Spelling.CANONICAL);
      byte[] original = document.getBytes(UTF_8);
      assertThat(StrictJsonTest.spelling(original))
          .as(document)
          .isEqualTo(spelling(original, value));
    }
  }

  /// The spelling as writing the value tells it, which reading has to agree with.
  private static Parsed.Spelling spelling(byte[] document, JsonValue value) {
    return Arrays.equals(document, CanonicalJson.bytes(value))
        ? Parsed.Spelling.CANONICAL
        : Parsed.Spelling.OTHER;
  }

  /// Equal values have equal bytes and different values different ones, so a hash of the bytes is a
  /// hash of the value.
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyChangedByteIsRefusedOrAnotherValueOrNotCanonical(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 10; i++) {
      byte[] canonical =
          CanonicalJson.bytes(
              StrictJsonTest.valueOf(StrictJsonTest.read(RandomDocument.of(random.nextLong()))));
      for (int at = 0; at < canonical.length; at++) {
        byte[] changed = canonical.clone();
        changed[at] ^= (byte) random.nextInt(1, 256);
        assertChangeShows(canonical, changed, at);
      }
    }
  }

  private static void assertChangeShows(byte[] canonical, byte[] changed, int at) {
    if (StrictJson.read(changed, JsonLimits.MESSAGE)
        instanceof Parsed.Value(JsonValue value, Parsed.Spelling spelling)) {
      assertThat(spelling)
          .as("byte %d of %s", at, new String(canonical, UTF_8))
          .isEqualTo(spelling(changed, value));
      boolean sameBytes = Arrays.equals(canonical, CanonicalJson.bytes(value));
      JsonValue original = StrictJsonTest.valueOf(StrictJson.read(canonical, JsonLimits.MESSAGE));
      assertThat(sameBytes)
          .as("byte %d of %s", at, new String(canonical, UTF_8))
          .isEqualTo(value.equals(original));
      if (sameBytes) {
        assertThat(spelling).isEqualTo(Parsed.Spelling.OTHER);
      }
    }
  }

  @Test
  void refusesTextOfAProgramThatHasNoUtf8Form() {
    assertThatThrownBy(() -> CanonicalJson.bytes(new JsonString("a\ud800")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.bytes(new JsonString("\udc00\ud800")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CanonicalJson.bytes(new JsonString("\uffff")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(CanonicalJson.text(new JsonString("a\ud83d\ude00"))).isEqualTo("\"a\ud83d\ude00\"");
  }
}
