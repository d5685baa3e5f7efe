package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The story of a broken promise, with a real node process.
final class BreachDemoTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void showsTheBreachTheShutDoorsTheRulingAndWhatItCosts() throws Exception {
    Path file = folder.resolve("t.ndjson");
    Typed demo;
    try (Started started =
        Started.parley("demo", "--scenario", "breach", "--transcript", file.toString())) {
      demo = started.ended();
    }
    assertThat(demo.code()).as(demo.out() + demo.err()).isEqualTo(Parley.SUCCESS);
    assertThat(demo.out())
        .containsSubsequence(
            "it goes on",
            "refused: open_obligations",
            "refused: open_obligations",
            "refused: invalid_reference",
            "files dispute",
            "by records, upheld, 80 %",
            "final: BREACHED",
            "Alpha has 199.20 USD again, Beta keeps 49.80",
            "Beta's score was",
            "anchored    yes",
            "alpha  -49.80 USD",
            "beta  +49.80 USD");
    assertThat(Typed.parley("verify", file.toString()).code()).isEqualTo(Parley.SUCCESS);
    assertThat(Typed.parley("inspect", file.toString()).out())
        .contains("files timeout-breach", "ends it: BREACHED");
  }
}
