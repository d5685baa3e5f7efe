package dev.parley.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  private static final JsonObject OBJECT =
      JsonObject.builder()
          .put("text", "t")
          .put("whole", 3)
          .put("part", new JsonNumber(1.5))
          .put("yes", true)
          .put("inner", JsonObject.of("a", JsonNull.NULL))
          .put("list", JsonArray.ofStrings(List.of("x", "y")))
          .putIfPresent("absent", (String) null)
          .putIfPresent("absentToo", (JsonValue) null)
          .build();

  @Test
  void keepsMembersInCanonicalOrderWhateverTheOrderOfPuts() {
    assertThat(OBJECT.names()).containsExactly("inner", "list", "part", "text", "whole", "yes");
    JsonObject otherOrder =
        JsonObject.of("b", JsonNumber.of(1), "c", JsonNull.NULL, "a", JsonNull.NULL);
    assertThat(otherOrder)
        .isEqualTo(StrictJsonTest.valueOf(StrictJsonTest.read("{\"a\":null,\"b\":1.0,\"c\":null}")))
        .isEqualTo(JsonObject.EMPTY.with("a", JsonNull.NULL).with("c", JsonNull.NULL).with("b", 1));
  }

  @Test
  void givesMembersOnlyAsTheKindTheyAre() {
    assertThat(OBJECT.string("text")).contains("t");
    assertThat(OBJECT.string("whole")).isEmpty();
    assertThat(OBJECT.integer("whole")).hasValue(3);
    assertThat(OBJECT.integer("part")).isEmpty();
    assertThat(OBJECT.integer("text")).isEmpty();
    assertThat(OBJECT.object("inner")).contains(JsonObject.of("a", JsonNull.NULL));
    assertThat(OBJECT.object("list")).isEmpty();
    assertThat(OBJECT.array("list")).contains(JsonArray.ofStrings(List.of("x", "y")));
    assertThat(OBJECT.array("inner")).isEmpty();
    assertThat(OBJECT.get("yes")).isEqualTo(JsonBoolean.TRUE);
    assertThat(OBJECT.get("absent")).isNull();
    assertThat(OBJECT.has("absentToo")).isFalse();
  }

  @Test
  void changesMakeNewObjects() {
    assertThat(OBJECT.with("text", "u").string("text")).contains("u");
    assertThat(OBJECT.string("text")).contains("t");
    assertThat(OBJECT.without("inner", "list", "part", "none").names())
        .containsExactly("text", "whole", "yes");
    assertThat(OBJECT.without("none")).isSameAs(OBJECT);
    assertThat(OBJECT.size()).isEqualTo(6);
  }

  @Test
  void refusesNamesThatHaveNoUtf8Form() {
    JsonObject.Builder builder = JsonObject.builder();
    assertThatThrownBy(() -> builder.put("\ud800", 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        9007199254740992.0,
        -9007199254740992.0,
        1e300
      })
  void refusesNumbersOutsideTheRange(double value) {
    assertThatThrownBy(() -> new JsonNumber(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersKnowTheirWholeAndTheirExactValue() {
    assertThat(JsonNumber.of(JsonNumber.INTEGER_MAX).asLong()).isEqualTo(9007199254740991L);
    assertThatThrownBy(() -> JsonNumber.of(JsonNumber.INTEGER_MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JsonNumber.of(Long.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new JsonNumber(0.1).exact()).isEqualTo(new BigDecimal("0.1"));
    assertThat(new JsonNumber(1200).exact()).isEqualTo(new BigDecimal("1200"));
    assertThat(new JsonNumber(1e-7).exact()).isEqualByComparingTo("0.0000001");
    assertThatThrownBy(() -> new JsonNumber(1.5).asLong()).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void aComputedMinusZeroIsZero() {
    assertThat(new JsonNumber(-0.0)).isEqualTo(JsonNumber.of(0));
    assertThat(new JsonNumber(-0.0).canonicalText()).isEqualTo("0");
  }

  @Test
  void limitsHaveRanges() {
    assertThatThrownBy(() -> new JsonLimits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonLimits(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonLimits(1, 257, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonLimits(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new JsonLimits(1, 256, 1).maxDepth()).isEqualTo(256);
  }
}
