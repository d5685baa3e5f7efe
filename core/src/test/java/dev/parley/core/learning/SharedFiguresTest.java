package dev.parley.core.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What may be told to others about counterparties, and what may not.
final class SharedFiguresTest {
  /// Draws 0 always, so that there is no noise.
  private static final RandomGenerator SILENT =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }
      };

  private static Cases of(int organisations) {
    Cases cases = new Cases();
    for (int i = 0; i < organisations; i++) {
      cases.with("org" + i + ".example").deal(100);
    }
    return cases;
  }

  private static List<JsonObject> figures(Cases cases, RandomGenerator chance) {
    return SharedFigures.json(cases.all(), chance).array("figures").orElseThrow().values().stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static double mean(List<JsonObject> figures, String name) {
    return figures.stream()
        .filter(f -> f.string("figure").orElse("").equals(name) && !f.has("capability"))
        .map(f -> ((JsonNumber) Objects.requireNonNull(f.get("mean"))).value())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsNothingOfNineOrganisationsAndSaysSo() {
    JsonObject nine = SharedFigures.json(of(9).all(), SILENT);
    assertThat(nine.array("figures").orElseThrow().size()).isZero();
    assertThat(nine.integer("leftOut")).hasValue(6);
    assertThat(figures(of(10), SILENT)).hasSize(6);
  }

  @Test
  void aThousandSessionsOfOneOrganisationCountOnce() {
    Cases loud = of(9).with("loud.example");
    for (int i = 0; i < 1000; i++) {
      loud.parting();
    }
    assertThat(mean(figures(loud, SILENT), "agreed")).isCloseTo(0.9, within(1e-9));
    Cases alone = new Cases();
    for (int i = 0; i < 1000; i++) {
      alone.deal(100);
    }
    assertThat(figures(alone, SILENT)).isEmpty();
  }

  @Test
  void manyAgentsOfOneOrganisationAreOne() {
    List<Double> nine = Collections.nCopies(9, 1.0);
    assertThat(SharedFigures.mean(nine, SILENT)).isEmpty();
    Cases cases = of(9);
    for (int i = 0; i < 20; i++) {
      cases.with("org0.example").deal(100);
    }
    assertThat(figures(cases, SILENT)).isEmpty();
  }

  @Test
  void clipsWhatOneContributes() {
    List<Double> values = new ArrayList<>(Collections.nCopies(9, 0.5));
    values.add(1_000_000.0);
    assertThat(SharedFigures.mean(values, SILENT)).hasValue((9 * 0.5 + 1) / 10);
    values.set(9, -1_000_000.0);
    assertThat(SharedFigures.mean(values, SILENT)).hasValue(9 * 0.5 / 10);
    assertThat(
            mean(
                figures(of(10).answeringIn(Duration.ofDays(3)).with("x.example").deal(1), SILENT),
                "response"))
        .isLessThan(0.11);
  }

  @Test
  void addsNoiseOfTheScaleThatTheRuleAsks() {
    Random chance = new Random(11);
    int rounds = 20_000;
    double sum = 0;
    double size = 0;
    for (int i = 0; i < rounds; i++) {
      double noise = SharedFigures.noise(chance) / 1000.0 / 10;
      sum += noise;
      size += Math.abs(noise);
    }
    // Laplace's mean size is its scale: (1 / 10) / epsilon.
    assertThat(size / rounds).isCloseTo(0.1 / SharedFigures.EPSILON, within(0.005));
    assertThat(sum / rounds).isCloseTo(0, within(0.005));
  }

  @Test
  void isNotTheSameTwice() {
    List<Double> values = Collections.nCopies(10, 0.5);
    Random chance = new Random(3);
    List<Double> told = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      told.add(SharedFigures.mean(values, chance).orElseThrow());
    }
    assertThat(told.stream().distinct().count()).isGreaterThan(10);
    assertThat(told).allMatch(value -> value >= 0 && value <= 1);
  }

  @Test
  void putsAnOrganisationUnderOneCapabilityOnly() {
    Cases cases = of(10);
    cases.with("org0.example").about("storage").deal(5);
    assertThat(figures(cases, SILENT))
        .filteredOn(f -> f.has("capability"))
        .allMatch(f -> f.string("capability").orElse("").equals("gpu"))
        .hasSize(3);
  }

  @Test
  void namesNobody() {
    assertThat(SharedFigures.json(of(12).all(), SILENT).toString()).doesNotContain(".example");
  }
}
