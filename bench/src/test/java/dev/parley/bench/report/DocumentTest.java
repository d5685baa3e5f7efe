package dev.parley.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Growth;
import dev.parley.bench.load.Latencies;
import dev.parley.bench.load.LoadRun;
import dev.parley.bench.micro.CoreOperations;
import dev.parley.bench.micro.MicroRun;
import dev.parley.bench.parts.Parts;
import dev.parley.bench.parts.Probes;
import dev.parley.bench.transcript.VerifyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/// The page says what was measured, and the published one is of the form that is written now.
final class DocumentTest {
  private static final Path PUBLISHED = Path.of("..", "docs", "performance.md");

  private static Duration micros(int micros) {
    return Duration.ofNanos(micros * 1_000L);
  }

  private static Figures figures() {
    Probes probes = new Probes("a provider", micros(40), micros(60), micros(200), micros(900));
    Parts parts =
        new Parts(
            micros(20),
            micros(65),
            micros(6),
            micros(4),
            micros(40),
            micros(65),
            micros(2),
            micros(28));
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 100; i++) {
      latencies.add(i * 100_000L);
    }
    List<Growth.Point> points =
        List.of(new Growth.Point(1_000, micros(300)), new Growth.Point(10_000, micros(330)));
    return new Figures(
        new Machine("a processor", 2, "a system", "a JDK", LocalDate.of(2026, 1, 31)),
        probes,
        probes,
        parts,
        new LoadRun.Shape(64, 18, 1_000, 3_000),
        new LoadRun.Outcome(3_000, Duration.ofSeconds(2), Duration.ofSeconds(1), latencies),
        new VerifyRun(20_000, micros(125), micros(70), micros(100), 2),
        points,
        points,
        PagesSectionTest.times(),
        WaysTest.figures(),
        new MicroRun(
            Arrays.stream(CoreOperations.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(method -> new MicroRun.Timing(method.getName(), 1.5, 0.1))
                .toList()));
  }

  @Test
  void sharesAreOfTheSumAndOfTheBareChecks() {
    Figures figures = figures();
    assertThat(figures.parts().sum()).isEqualTo(micros(230));
    assertThat(figures.loadShare()).isBetween(0.689, 0.691);
    assertThat(figures.verification().share()).isBetween(0.799, 0.801);
    assertThat(Figures.growth(figures.ofLength())).isBetween(0.099, 0.101);
  }

  @Test
  void saysWhatWasMeasured() {
    assertThat(Document.of(figures()))
        .contains("| **Sum** | **230.0 µs** |")
        .contains("| **The whole node, measured** | **333.3 µs** |")
        .contains("| **A CPU-second of the node** | **3,000** |")
        .contains("| Of what the sum of the parts allows | 69 % (the bar is 75 %) |")
        .contains("p50 5.00 ms, p99 9.90 ms")
        .contains("| 10,000 | 330.0 µs | +10 % |")
        .contains("2026-01-31");
  }

  @Test
  void thePublishedPageIsOfThisForm() throws IOException {
    assertThat(form(Files.readString(PUBLISHED))).isEqualTo(form(Document.of(figures())));
  }

  /// Headings and what stands before the figures of each row; rows that only count are left out.
  private static List<String> form(String page) {
    return page.lines()
        .filter(line -> line.startsWith("#") || line.startsWith("|"))
        .map(line -> line.startsWith("#") ? line : line.split("\\|", -1)[1].strip())
        .filter(start -> !start.matches("[0-9,]+"))
        .sorted()
        .toList();
  }
}
