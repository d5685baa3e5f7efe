package dev.parley.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
  private static final int MANY = 100_000;

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
  void refusesEndlessNestingWithoutOverflowingTheStack(String opening) {
    assertThat(fault(opening.repeat(MANY / opening.length()))).isEqualTo(JsonFault.TOO_DEEP);
  }

  @Test
  void refusesEndlessClosingBrackets() {
    assertThat(fault("[" + "]".repeat(MANY))).isEqualTo(JsonFault.TRAILING_BYTES);
  }

  @Test
  void judgesNumbersOfManyDigitsByTheirValue() {
    assertThat(fault("1".repeat(MANY))).isEqualTo(JsonFault.NUMBER_RANGE);
    assertThat(fault("0." + "0".repeat(MANY) + "1")).isEqualTo(JsonFault.NUMBER_RANGE);
    assertThat(fault("-0." + "0".repeat(MANY))).isEqualTo(JsonFault.NEGATIVE_ZERO);
    assertThat(fault("0".repeat(MANY))).isEqualTo(JsonFault.SYNTAX);
    assertThat(fault("1e" + "9".repeat(MANY))).isEqualTo(JsonFault.NUMBER_RANGE);
    assertThat(canonical("0." + "0".repeat(MANY))).isEqualTo("0");
    assertThat(canonical("1." + "0".repeat(MANY) + "1")).isEqualTo("1");
    assertThat(canonical("0." + "3".repeat(MANY))).isEqualTo("0.3333333333333333");
    assertThat(canonical("1" + "0".repeat(MANY) + "e-" + MANY)).isEqualTo("1");
  }

  /// "Aa" and "BB" have the same `String.hashCode`, so all words of them have.
  @Test
  void readsCollidingNamesAndFindsADuplicateAmongThem() {
    String members =
        IntStream.range(0, 1000)
            .mapToObj(HostileInputTest::collidingName)
            .map(name -> '"' + name + "\":1")
            .collect(Collectors.joining(","));
    assertThat(collidingName(0).hashCode()).isEqualTo(collidingName(999).hashCode());
    JsonValue value = StrictJsonTest.valueOf(StrictJsonTest.read('{' + members + '}'));
    assertThat(((JsonObject) value).size()).isEqualTo(1000);
    assertThat(((JsonObject) value).has(collidingName(777))).isTrue();
    String duplicate = members.substring(0, members.lastIndexOf(',')) + ",\"" + collidingName(5);
    assertThat(fault('{' + duplicate + "\":1}")).isEqualTo(JsonFault.DUPLICATE_KEY);
  }

  private static String collidingName(int number) {
    return IntStream.range(0, 10)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .collect(Collectors.joining());
  }

  @Test
  void allowsExactlyTheMembersOfItsLimits() {
    assertThat(StrictJsonTest.read(objectOf(1000))).isInstanceOf(Parsed.Value.class);
    assertThat(fault(objectOf(1001))).isEqualTo(JsonFault.TOO_MANY_MEMBERS);
  }

  private static String objectOf(int members) {
    return IntStream.range(0, members)
        .mapToObj(i -> "\"m" + i + "\":0")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void allowsExactlyTheBytesOfItsLimits() {
    int maxBytes = JsonLimits.MESSAGE.maxBytes();
    String longest = '"' + "x".repeat(maxBytes - 2) + '"';
    assertThat(canonical(longest)).isEqualTo(longest);
    assertThat(fault('"' + "x".repeat(maxBytes - 1) + '"')).isEqualTo(JsonFault.TOO_LARGE);
  }

  @Test
  void readsLongStringsThatAreAllEscapes() {
    String escapes = "\\u0001".repeat(40_000);
    assertThat(canonical('"' + escapes + '"')).isEqualTo('"' + escapes + '"');
    String euros = "\u20ac".repeat(80_000);
    assertThat(canonical('"' + euros + '"')).isEqualTo('"' + euros + '"');
  }

  @Test
  void readsManySmallElements() {
    String array = IntStream.range(0, MANY).mapToObj(_ -> "1").collect(Collectors.joining(","));
    assertThat(canonical('[' + array + ']')).isEqualTo('[' + array + ']');
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void neverThrowsForRandomBytes(long seed) {
    Random random = new Random(seed);
    String alphabet = "{}[]\",:\\u0123456789eE+-.tfn \u00ed\u00a0\u0080\u00ef\u00bb\u00bf\u0000";
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      assertThat(StrictJson.read(bytes, JsonLimits.MESSAGE))
          .as(() -> new String(bytes, ISO_8859_1))
          .satisfiesAnyOf(
              parsed -> assertThat(parsed).isInstanceOf(Parsed.Malformed.class),
              parsed ->
                  assertThat(CanonicalJson.bytes(StrictJsonTest.valueOf(parsed))).isNotEmpty());
    }
  }

  private static JsonFault fault(String document) {
    return StrictJsonTest.faultOf(StrictJsonTest.read(document));
  }

  private static String canonical(String document) {
    return CanonicalJson.text(StrictJsonTest.valueOf(StrictJsonTest.read(document)));
  }
}
