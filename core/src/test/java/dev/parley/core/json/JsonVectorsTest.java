package dev.parley.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Vectors;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonVectorsTest {
  private static final List<String> FILES =
      List.of("accepted.json", "refused.json", "numbers.json", "rfc8785.json");

  static Stream<Named<JsonObject>> accepted() {
    return all().filter(vector -> vector.getPayload().has("canonical"));
  }

  static Stream<Named<JsonObject>> refused() {
    return all().filter(vector -> vector.getPayload().has("fault"));
  }

  private static Stream<Named<JsonObject>> all() {
    return FILES.stream()
        .flatMap(file -> Vectors.cases("json/" + file).stream())
        .map(vector -> Named.of(Vectors.text(vector, "id"), vector));
  }

  static Stream<Named<JsonObject>> es6Numbers() {
    return Vectors.cases("json/es6-numbers.json").stream()
        .map(vector -> Named.of(Vectors.text(vector, "text"), vector));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(JsonObject vector) {
    JsonValue value = StrictJsonTest.valueOf(read(vector));
    String canonical = Vectors.text(vector, "canonical");
    assertThat(CanonicalJson.text(value)).isEqualTo(canonical);
    assertThat(CanonicalJson.bytes(value)).isEqualTo(canonical.getBytes(UTF_8));
    assertThat(StrictJsonTest.read(canonical))
        .isEqualTo(new Parsed.Value(value, Parsed.Spelling.CANONICAL));
    assertThat(StrictJsonTest.spelling(input(vector)) == Parsed.Spelling.CANONICAL)
        .isEqualTo(Arrays.equals(input(vector), canonical.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource
  void refused(JsonObject vector) {
    Parsed parsed = read(vector);
    assertThat(StrictJsonTest.faultOf(parsed).name()).isEqualTo(Vectors.text(vector, "fault"));
    assertThat(((Parsed.Malformed) parsed).offset()).isBetween(0, input(vector).length);
  }

  @Test
  void everyFaultHasAVector() {
    assertThat(refused().map(vector -> Vectors.text(vector.getPayload(), "fault")).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(JsonFault.values()).map(JsonFault::name).toList());
  }

  @ParameterizedTest
  @MethodSource
  void es6Numbers(JsonObject vector) {
    long bits = Long.parseUnsignedLong(Vectors.text(vector, "bits"), 16);
    double value = Double.longBitsToDouble(bits);
    String text = Vectors.text(vector, "text");
    assertThat(NumberText.canonical(value)).isEqualTo(text);
    assertThat(Double.parseDouble(text)).isEqualTo(value + 0.0);
    if (JsonNumber.inRange(value)) {
      assertThat(StrictJsonTest.valueOf(StrictJsonTest.read(text)))
          .isEqualTo(new JsonNumber(value));
    } else {
      assertThat(StrictJsonTest.faultOf(StrictJsonTest.read(text)))
          .isEqualTo(JsonFault.NUMBER_RANGE);
    }
  }

  private static Parsed read(JsonObject vector) {
    return StrictJson.read(
        input(vector),
        vector.object("limits").map(JsonVectorsTest::limits).orElse(JsonLimits.MESSAGE));
  }

  private static JsonLimits limits(JsonObject limits) {
    return new JsonLimits(
        number(limits, "maxBytes"), number(limits, "maxDepth"), number(limits, "maxMembers"));
  }

  private static int number(JsonObject object, String name) {
    return Math.toIntExact(object.integer(name).orElseThrow());
  }

  private static byte[] input(JsonObject vector) {
    return vector
        .string("input")
        .map(text -> text.getBytes(UTF_8))
        .orElseGet(() -> HexFormat.of().parseHex(Vectors.text(vector, "inputHex")));
  }
}
