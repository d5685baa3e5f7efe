package dev.parley.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Growth;
import dev.parley.bench.load.Latencies;
import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.pages.PageTimes;
import dev.parley.bench.pages.PageTimes.Eye;
import dev.parley.bench.pages.PageTimes.Timed;
import dev.parley.bench.pages.VisitedPage;
import dev.parley.bench.parts.Probes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every page is asked for at a real node, and the section says what was found.
final class PagesSectionTest {
  @TempDir private Path directory = Path.of("");

  static PageTimes times() {
    List<Timed> each = new ArrayList<>();
    for (VisitedPage page : VisitedPage.values()) {
      each.add(timed(page, Eye.OPERATOR, 4));
    }
    each.add(timed(VisitedPage.OVERVIEW, Eye.VIEWER, 5));
    each.add(timed(VisitedPage.SESSIONS, Eye.VIEWER, 101));
    return new PageTimes(100_000, 3, each.getFirst().latencies(), each);
  }

  private static Timed timed(VisitedPage page, Eye eye, int millis) {
    Latencies latencies = new Latencies();
    for (int i = -1; i <= 1; i++) {
      latencies.add(Duration.ofMillis(millis + i).toNanos());
    }
    return new Timed(page, eye, latencies, Duration.ofMillis(2));
  }

  @Test
  void saysWhatWasMeasuredAndWhatIsTooSlow() {
    Duration micro = Duration.ofNanos(1_000);
    String section =
        PagesSection.of(
            new PagesSection.Measured(
                new Machine("a processor", 2, "a system", "a JDK", LocalDate.of(2026, 1, 31)),
                new Probes("a provider", micro, micro, micro, micro),
                times()));
    assertThat(section)
        .contains("A node with 100,000 sessions")
        .contains("| A session | 4.00 ms | 5.00 ms | 2.00 ms | holds |")
        .contains("4.00 ms after the signing of it began (p50; p99 5.00 ms, of 3 messages)")
        .contains(
            "| Sessions, the newest, as one organisation's viewer sees it | 101.00 ms | 102.00 ms |"
                + " 2.00 ms | **missed** |");
  }

  @Test
  void everyPageIsAskedForAsOftenAsItSays() throws Exception {
    Path data = directory.resolve("node");
    NodeProcess.Setup setup =
        new NodeProcess.Setup(
            data, 0, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), List.of());
    try (NodeProcess node = NodeProcess.start(setup)) {
      var _ = new Growth(node, new Growth.Effort(1, 1, 1)).ofSessions(List.of(60));
      PageTimes times = PageTimes.measure(node, data, 60, 2);
      assertThat(times.each().stream().filter(timed -> timed.eye() == Eye.OPERATOR))
          .extracting(Timed::page)
          .containsExactly(VisitedPage.values());
      assertThat(times.live().count()).isEqualTo(2);
      assertThat(times.each()).allMatch(timed -> timed.latencies().count() == 2);
    }
  }
}
