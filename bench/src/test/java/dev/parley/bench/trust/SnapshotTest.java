package dev.parley.bench.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// No difference of two looks at all scores goes unnoticed.
final class SnapshotTest {
  private static final Instant AT = Instant.parse("2026-01-02T00:00:00Z");

  private static JsonObject score(double total) {
    return JsonObject.EMPTY
        .with("trustScore", new JsonNumber(total))
        .with("components", JsonObject.EMPTY.with("CF", new JsonNumber(total)));
  }

  private static Snapshot at(Instant when, JsonObject... scores) {
    return new Snapshot(when, List.of(scores));
  }

  @Test
  void aNodeMaySayMore() {
    Snapshot served = at(AT, score(40).with("trustLevel", "Verified"));
    assertThat(at(AT, score(40)).difference(served)).isEmpty();
  }

  @Test
  void aHundredthIsADifference() {
    assertThat(at(AT, score(40), score(50)).difference(at(AT, score(40), score(50.01))))
        .hasValueSatisfying(words -> assertThat(words).contains("agent 1", "50.01"));
  }

  @Test
  void soIsAComponent() {
    JsonObject other = score(40).with("components", JsonObject.EMPTY);
    assertThat(at(AT, score(40)).difference(at(AT, other)))
        .hasValueSatisfying(words -> assertThat(words).contains("components"));
  }

  @Test
  void soIsWhatTheNodeDoesNotSay() {
    assertThat(at(AT, score(40)).difference(at(AT, score(40).without("trustScore")))).isPresent();
    assertThat(at(AT, score(40)).difference(at(AT))).isPresent();
  }

  @Test
  void soIsTheTime() {
    assertThat(at(AT, score(40)).difference(at(AT.plusMillis(1), score(40)))).isPresent();
  }
}
