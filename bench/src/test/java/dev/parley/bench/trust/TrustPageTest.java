package dev.parley.bench.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.console.lab.LabReport;
import dev.parley.console.lab.Published;
import dev.parley.console.lab.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page says what was measured, and the published one is of the form that is written now.
final class TrustPageTest {
  private static final Path PUBLISHED = Path.of("..", "docs", "trust.md");
  private static final String RATINGS =
      """
      source,target,weight,timestamp
      1,2,9,1
      1,3,6,2
      2,4,8,3
      2,5,-9,4
      3,4,2,5
      4,3,4,6
      2,3,3,7
      """;

  private static Ratings ratings(Path folder, String text) throws IOException {
    return Ratings.read(Files.writeString(folder.resolve("r.csv"), text), "rule", "founder");
  }

  private static String page(Path folder) throws IOException {
    Setting.Size tiny = new Setting.Size(20, 6, 2, 3, 3, 12, 1, 1);
    AtomicInteger steps = new AtomicInteger();
    Findings findings = Findings.of(tiny, counting(steps));
    assertThat(steps).hasValue(Findings.steps(tiny));
    assertThat(AucChart.of(findings)).startsWith("<svg ").endsWith("</svg>\n");
    assertThat(SweepChart.of(findings.sweep())).startsWith("<svg ").endsWith("</svg>\n");
    LabReport report = TrustReport.of("--size S", findings, Optional.of(ratings(folder, RATINGS)));
    assertThat(LabReport.decode(report.encode()).orThrow()).isEqualTo(report);
    assertThat(titles(Published.read("trust").orThrow())).isEqualTo(titles(report));
    return TrustPage.of(
        "S", findings, Optional.of(ratings(folder, RATINGS)), Optional.of("trust.svg"));
  }

  private static List<String> titles(LabReport report) {
    return report.sections().stream().map(Section::title).toList();
  }

  private static Progress counting(AtomicInteger steps) {
    return new Progress() {
      @Override
      public void at(String what) {}

      @Override
      public void step() {
        steps.incrementAndGet();
      }
    };
  }

  @Test
  void thePublishedPageIsOfThisForm(@TempDir Path folder) throws IOException {
    assertThat(form(Files.readString(PUBLISHED))).isEqualTo(form(page(folder)));
  }

  /// Headings and the first cell of each row.
  private static List<String> form(String page) {
    return page.lines()
        .filter(line -> line.startsWith("#") || line.startsWith("|"))
        .map(line -> line.startsWith("#") ? line : line.split("\\|", -1)[1].strip())
        .toList();
  }

  @Test
  void leavesOutTheRatingsThatMakeTheLabels(@TempDir Path folder) throws IOException {
    Ratings ratings = ratings(folder, RATINGS);
    assertThat(ratings.seeds()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(ratings.good()).containsExactly(4);
    assertThat(ratings.bad()).containsExactly(5);
    assertThat(ratings.ratings()).hasSize(3);
    assertThat(ratings.attacked(2, 3)).hasSize(3 + 4 + 3);
  }

  @Test
  void saysWhichLineIsNoRating(@TempDir Path folder) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ratings(folder, "titles\n1,2\n"))
        .withMessageContaining("1,2");
  }
}
