package dev.parley.bench.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The scores that a node serves are those that follow from the dealings alone, bit for bit; the
/// full size runs with `./parley lab trust --through-node`.
final class SameScoresTest {
  /// With it some are silent on the first day.
  private static final long SEED = 10;

  /// A silent seller is judged within four days.
  private static final int DAYS = 4;

  private static SameScores compare(Attack attack, Path folder) {
    Setting harsh = Setting.of(attack, SameScores.market(12, DAYS)).judged(0.5, 0.5);
    return SameScores.compare(harsh, SEED, folder, Progress.UNHEARD);
  }

  @Test
  void theRingHasTheSameScoresAtANode(@TempDir Path folder) {
    SameScores scores = compare(Attack.RING, folder);
    assertThat(scores.difference()).isEmpty();
    assertThat(scores.scores()).isEqualTo(2 * DAYS * 12);
    assertThat(scores.sessions()).containsKeys("kept", "silent", "unproven, ruled by a person");
    assertThat(scores.convicted()).isPositive();
  }

  @Test
  void slanderHasTheSameScoresAtANode(@TempDir Path folder) {
    SameScores scores = compare(Attack.SLANDER, folder);
    assertThat(scores.difference()).isEmpty();
    assertThat(scores.sessions())
        .containsKeys("kept", "silent", "refuted", "wronged, ruled by a person");
  }
}
