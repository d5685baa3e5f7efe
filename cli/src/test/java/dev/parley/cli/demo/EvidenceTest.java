package dev.parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the other side shows is believed only where it can be recomputed.
final class EvidenceTest {
  private static final Deal DEAL =
      new Deal(100, "H100", "eu", new BigDecimal("2.49"), "USD", "job-1");

  @Test
  void acceptsTheMeterOfTheJobThatWasAgreed() {
    assertThat(Delivery.objection(DEAL, Delivery.evidence(DEAL, _ -> {}))).isEmpty();
  }

  @Test
  void objectsToTooFewHoursAnotherJobAndAChangedMeter() {
    JsonObject evidence = Delivery.evidence(DEAL, _ -> {});
    Deal larger = new Deal(101, DEAL.gpu(), DEAL.region(), DEAL.pricePerHour(), "USD", DEAL.job());
    Deal other = new Deal(100, DEAL.gpu(), DEAL.region(), DEAL.pricePerHour(), "USD", "job-2");
    assertThat(Delivery.objection(larger, evidence)).get().asString().contains("100 hours");
    assertThat(Delivery.objection(other, evidence)).get().asString().contains("checksums");
    assertThat(Delivery.objection(DEAL, evidence.without("meter"))).isPresent();
    List<JsonValue> lines = new ArrayList<>(evidence.array("meter").orElseThrow().values());
    lines.set(0, ((JsonObject) lines.getFirst()).with("gpu", "A100-0"));
    JsonObject changed = evidence.with("meter", JsonArray.of(lines));
    assertThat(Delivery.objection(DEAL, changed)).get().asString().contains("hash");
  }

  @Test
  void readsItsOwnTermsAndRefusesOthers() {
    assertThat(Deal.in(DEAL.terms())).contains(DEAL);
    assertThat(Deal.in(DEAL.terms().without("job"))).isEmpty();
    assertThat(Deal.in(DEAL.terms().with("gpuHours", 0))).isEmpty();
    assertThat(Deal.in(DEAL.terms().with("gpuHours", 10_001))).isEmpty();
    assertThat(DEAL.total()).isEqualByComparingTo("249");
  }
}
