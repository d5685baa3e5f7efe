package dev.parley.console.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.trust.Epoch;
import dev.parley.core.trust.Evidence;
import dev.parley.core.trust.EvidenceDocument;
import dev.parley.core.trust.Rater;
import dev.parley.core.trust.Standing;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a score came to be, computed again.
final class ScoreHistoryTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  private static final AgentUri SELF = new AgentUri("agent://one.example/self");
  private static final AgentUri OTHER = new AgentUri("agent://two.example/other");

  private int pieces;

  private Evidence.Origin daysAgo(int days) {
    pieces++;
    return new Evidence.Origin(
        Hash.of(ByteBuffer.allocate(4).putInt(pieces).array()),
        Instant.ofEpochSecond(TODAY.minusDays(days).toEpochDay() * 86_400 + pieces % 80_000),
        SELF,
        OTHER,
        "");
  }

  private Evidence kept(int days) {
    return new Evidence.ObligationEnded(daysAgo(days), true, 100_00, Evidence.Backing.ESCROWED);
  }

  private static ScoreHistory of(List<Evidence> evidence) {
    return ScoreHistory.of(document(evidence));
  }

  private static EvidenceDocument document(List<Evidence> evidence) {
    Rater rater = new Rater(OTHER, "two.example", 0.5, 2, 80, 60_00, 5_00);
    return new EvidenceDocument(
        Standing.of(SELF, 80, Standing.Custody.AGENT, TODAY.minusDays(400)),
        Epoch.of(TODAY.toEpochDay(), 10, List.of(rater)),
        evidence);
  }

  @Test
  void endsWithTheScoreOfToday() {
    List<Evidence> evidence =
        List.of(kept(40), kept(20), new Evidence.Breach(daysAgo(10), 3, 100_00, false, false));
    ScoreHistory history = of(evidence);
    assertThat(history.pace()).isEqualTo(ScoreHistory.Pace.DAYS);
    assertThat(history.points()).hasSize(42);
    assertThat(history.points().getLast().total()).isEqualTo(document(evidence).score().total());
    assertThat(history.points().getFirst().total()).isLessThan(history.points().get(1).total());
    ScoreHistory.Point breach = history.points().get(31);
    assertThat(breach.label()).isEqualTo("22 May 2026");
    assertThat(breach.change()).isNegative();
    assertThat(breach.events()).isEqualTo("verdict of breach, severity 3");
    assertThat(history.json()).contains("verdict of breach", "\"points\":true");
  }

  @Test
  void goesFromEventToEventWhereAllIsOfADay() {
    ScoreHistory history = of(List.of(kept(0), kept(0), kept(0)));
    assertThat(history.pace()).isEqualTo(ScoreHistory.Pace.EVENTS);
    assertThat(history.points()).hasSize(4);
    assertThat(history.points().getLast().total()).isGreaterThan(history.points().get(0).total());
    assertThat(history.json()).doesNotContain("points");
  }

  @Test
  void losesNoEventHoweverManyThereAre() {
    for (int days : new int[] {0, 1, 900}) {
      List<Evidence> many = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        many.add(kept(days));
      }
      ScoreHistory history = of(many);
      assertThat(history.points()).hasSizeBetween(2, ScoreHistory.MOST);
      assertThat(history.points().stream().mapToInt(point -> point.since().size()).sum())
          .isEqualTo(3_000);
      assertThat(history.points().getLast().total()).isEqualTo(document(many).score().total());
    }
    assertThat(of(List.of()).points()).isEmpty();
  }
}
