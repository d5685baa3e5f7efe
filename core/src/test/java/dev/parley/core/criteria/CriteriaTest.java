package dev.parley.core.criteria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.parley.core.Vectors;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The files `vectors/disputes/criteria*.json`, and what no file can hold.
class CriteriaTest {
  private static final String JUDGED = "disputes/criteria.json";
  private static final String REFUSED = "disputes/criteria-refused.json";

  private static final List<Keyword> KEYWORDS = List.of(Keyword.values());

  static Stream<Named<JsonObject>> judged() {
    return Vectors.cases(JUDGED).stream().map(c -> Named.of(Vectors.text(c, "id"), c));
  }

  static Stream<Named<JsonObject>> refused() {
    return Vectors.cases(REFUSED).stream().map(c -> Named.of(Vectors.text(c, "id"), c));
  }

  @Test
  void theCriteriaAreReproduced() {
    Vectors.assertReproduced(
        JUDGED,
        "What an obligation's `acceptance` says about the `evidence` of a claim (none where it is missing): `met`, or `not-met` by the first `criterion`, at `path` of the evidence.",
        CriteriaCases.judged());
    Vectors.assertReproduced(
        REFUSED,
        "An `acceptance` to which nobody can agree, the code of the refusal and the place at which it points.",
        CriteriaCases.refused());
  }

  @ParameterizedTest
  @MethodSource("judged")
  void judgesEvidence(JsonObject vector) {
    Verdict verdict = agreed(member(vector, "acceptance")).judge(vector.object("evidence"));

    if (Vectors.text(vector, "verdict").equals("met")) {
      assertThat(verdict).isEqualTo(new Verdict.Met());
    } else {
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verdict.NotMet.class,
              not -> {
                assertThat(not.criterion()).isEqualTo(Vectors.text(vector, "criterion"));
                assertThat(not.path()).isEqualTo(Vectors.text(vector, "path"));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatCannotBeDecided(JsonObject vector) {
    Refusal refusal = refusal(member(vector, "acceptance"));

    assertThat(refusal.code().wire()).as(refusal.message()).isEqualTo(Vectors.text(vector, "code"));
    assertThat(refusal.details().string("pointer"))
        .contains("/acceptance" + Vectors.text(vector, "pointer"));
  }

  @Test
  void saysNothingWhereNothingWasAgreed() {
    assertThat(new Acceptance.Nothing().judge(Optional.of(JsonObject.EMPTY)))
        .isEqualTo(new Verdict.Undecidable(Verdict.Undecidable.Why.NOTHING_AGREED));
  }

  @Test
  void evidenceWithTooManyValuesMeetsNothing() {
    JsonArray many = JsonArray.of(Collections.nCopies(Acceptance.MAX_VALUES - 1, JsonNumber.of(1)));
    JsonObject most = JsonObject.of("x", JsonArray.of(many.values().subList(1, many.size())));

    assertThat(agreed(JsonObject.EMPTY).judge(Optional.of(most))).isEqualTo(new Verdict.Met());
    assertThat(agreed(JsonObject.EMPTY).judge(Optional.of(JsonObject.of("x", many))))
        .isInstanceOf(Verdict.NotMet.class);
  }

  @Test
  void takesAsManyCriteriaAsItSays() {
    JsonObject one =
        JsonObject.EMPTY.with("path", "/a").with("op", "eq").with("value", JsonNumber.of(1));

    assertThat(Acceptance.decode(JsonArray.of(Collections.nCopies(64, one)), ""))
        .isInstanceOf(Decoded.Valid.class);
    assertThat(Acceptance.decode(JsonArray.of(Collections.nCopies(65, one)), ""))
        .isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void listsAsManyValuesAsItSays() {
    List<JsonValue> values = new ArrayList<>();
    for (int i = 0; i < 999; i++) {
      values.add(JsonNumber.of(i));
    }
    JsonObject most = JsonObject.of("enum", JsonArray.of(values));
    values.add(JsonNumber.of(999));
    JsonObject more = JsonObject.of("enum", JsonArray.of(values));

    assertThat(Acceptance.decode(most, "")).isInstanceOf(Decoded.Valid.class);
    assertThat(Acceptance.decode(more, "")).isInstanceOf(Decoded.Refused.class);
  }

  /// The most expensive that both limits allow still ends; a bound in seconds would be a test of
  /// the machine.
  @Test
  void theCostliestSchemaEnds() {
    List<JsonValue> names = new ArrayList<>();
    for (int i = 0; i < 990; i++) {
      names.add(new JsonString("n" + i));
    }
    JsonObject schema =
        JsonObject.of(
            "properties",
            JsonObject.of("x", JsonObject.of("items", JsonObject.of("enum", JsonArray.of(names)))));
    JsonArray last = JsonArray.of(Collections.nCopies(9_990, new JsonString("n989")));

    assertThat(agreed(schema).judge(Optional.of(JsonObject.of("x", last))))
        .isEqualTo(new Verdict.Met());
  }

  @Test
  void neverThrowsForAnySchemaMadeOfKeywords() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      JsonValue acceptance = randomSchema(random, 3);
      JsonObject evidence = JsonObject.of("a", randomValue(random, 3));
      assertThatNoException()
          .as("seed %d: %s", seed, acceptance)
          .isThrownBy(
              () -> {
                if (Acceptance.decode(acceptance, "")
                    instanceof Decoded.Valid<Acceptance>(Acceptance agreed)) {
                  Verdict verdict = agreed.judge(Optional.of(evidence));
                  assertThat(agreed.judge(Optional.of(evidence))).isEqualTo(verdict);
                }
              });
    }
  }

  private static JsonObject randomSchema(Random random, int depth) {
    JsonObject.Builder out = JsonObject.builder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Keyword keyword = KEYWORDS.get(random.nextInt(KEYWORDS.size()));
      JsonObject inner = depth == 0 ? JsonObject.EMPTY : randomSchema(random, depth - 1);
      JsonValue value =
          switch (random.nextInt(10) == 0 ? Keyword.Shape.NOTE : keyword.shape()) {
            case TYPES -> new JsonString(random.nextBoolean() ? "object" : "integer");
            case VALUES -> JsonArray.of(List.of(randomValue(random, 1)));
            case VALUE, NOTE -> randomValue(random, 2);
            case STEP, NUMBER -> new JsonNumber(random.nextInt(8) / 4.0);
            case COUNT -> JsonNumber.of(random.nextInt(4));
            case FLAG -> CriteriaCases.json(random.nextBoolean() ? "true" : "false");
            case NAMES -> JsonArray.ofStrings(List.of("a", "b"));
            case NAMES_BY_NAME -> JsonObject.of("a", JsonArray.ofStrings(List.of("b")));
            case SCHEMAS_BY_NAME, DEFINITIONS -> JsonObject.of("a", inner);
            case SCHEMA -> inner;
            case SCHEMAS -> JsonArray.of(List.of(inner, JsonObject.EMPTY));
            case REFERENCE -> new JsonString("#/$defs/a");
            case DIALECT -> new JsonString("https://json-schema.org/draft/2020-12/schema");
          };
      out.put(keyword.wire(), value);
    }
    return out.build();
  }

  private static JsonValue randomValue(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> JsonNumber.of(random.nextInt(5));
      case 1 -> new JsonNumber(random.nextInt(20) / 4.0);
      case 2 -> new JsonString("x".repeat(random.nextInt(4)));
      case 3 -> CriteriaCases.json("null");
      case 4 ->
          JsonArray.of(List.of(randomValue(random, depth - 1), randomValue(random, depth - 1)));
      default ->
          JsonObject.of("a", randomValue(random, depth - 1), "b", randomValue(random, depth - 1));
    };
  }

  private static JsonValue member(JsonObject vector, String name) {
    JsonValue value = vector.get(name);
    if (value == null) {
      throw new IllegalStateException(name + " is missing in " + vector);
    }
    return value;
  }

  private static Acceptance agreed(JsonValue json) {
    return Acceptance.decode(json, "/acceptance").orThrow();
  }

  private static Refusal refusal(JsonValue json) {
    return switch (Acceptance.decode(json, "/acceptance")) {
      case Decoded.Valid<Acceptance> valid -> throw new AssertionError("accepted: " + valid);
      case Decoded.Refused<Acceptance>(Refusal refusal) -> refusal;
    };
  }
}
