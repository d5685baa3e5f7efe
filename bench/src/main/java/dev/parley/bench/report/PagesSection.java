package dev.parley.bench.report;

import dev.parley.bench.load.Growth;
import dev.parley.bench.node.NodeProcess;
import dev.parley.bench.pages.PageTimes;
import dev.parley.bench.parts.Probes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// The section of the page about the pages for people. It says itself when and where it was
/// measured, so that it can be renewed without the rest.
public final class PagesSection {
  /// What it is called.
  static final String HEADING = "## Pages for people";

  private PagesSection() {}

  /// Where and what was measured.
  ///
  /// @param machine where, and when
  /// @param probes the machine's own speed
  /// @param times what was found
  public record Measured(Machine machine, Probes probes, PageTimes times) {
    /// Measures at a node of its own.
    ///
    /// @param folder a folder for its data
    /// @param probes the machine's own speed, measured before
    /// @param size how many sessions, and how often each page is asked for
    /// @param progress hears what comes next
    /// @return what was found
    /// @throws IOException when the folder cannot be written to, or a connection breaks
    /// @throws InterruptedException when the thread is interrupted
    public static Measured alone(
        Path folder, Probes probes, Figures.Size size, Consumer<String> progress)
        throws IOException, InterruptedException {
      Path data = folder.resolve("node");
      int sessions = size.sessions().getLast();
      try (NodeProcess node = NodeProcess.start(NodeProcess.Setup.in(data))) {
        progress.accept("many sessions");
        var _ = new Growth(node, Growth.Effort.SMALL).ofSessions(List.of(sessions));
        progress.accept("pages for people");
        return new Measured(
            Machine.here(), probes, PageTimes.measure(node, data, sessions, size.visits()));
      }
    }
  }

  /// Writes the section.
  ///
  /// @param measured what was measured
  /// @return Markdown, from the heading to the empty line before the next
  public static String of(Measured measured) {
    Machine machine = measured.machine();
    PageTimes times = measured.times();
    Markdown out = new Markdown();
    out.line(HEADING);
    out.line("");
    out.line(
        "Measured on %s: %s, %d cores, %s; an Ed25519 check takes %s. `./parley bench report --only"
            + " pages --write docs/performance.md` renews this section alone.",
        machine.date(),
        machine.processor(),
        machine.cores(),
        machine.jdk(),
        Markdown.micros(measured.probes().ed25519()));
    out.line("");
    out.line(
        "A node with %,d sessions, none of them over, of ten pairs of agents. One person asks for each page %d times on"
            + " one connection, after as many that do not count;",
        times.sessions(), times.visits());
    out.line(
        "from the request to the last byte. The bar is %d ms for every second one.",
        PageTimes.BAR.toMillis());
    out.line("");
    out.line("| Page | p50 | p99 | CPU time of the node | |");
    out.line("| --- | ---: | ---: | ---: | --- |");
    for (PageTimes.Timed each : times.each()) {
      out.line(
          "| %s | %s | %s | %s | %s |",
          title(each),
          Markdown.millis(each.latencies().quantile(0.5)),
          Markdown.millis(each.latencies().quantile(0.99)),
          Markdown.millis(each.cpu()),
          each.holds() ? "holds" : "**missed**");
    }
    out.line("");
    out.line(
        "How many sessions there are in each state is shown again until fifty times as long has passed as counting them took,"
            + " so that few of these visits to the overview count.");
    out.line(
        "A message that is said while its session is open in a browser is in the page's stream %s after the signing of it began (p50; p99 %s, of %d messages).",
        Markdown.millis(times.live().quantile(0.5)),
        Markdown.millis(times.live().quantile(0.99)),
        times.live().count());
    out.line("");
    return out.toString();
  }

  private static String title(PageTimes.Timed timed) {
    return timed.page().title()
        + switch (timed.eye()) {
          case OPERATOR -> "";
          case VIEWER -> ", as one organisation's viewer sees it";
        };
  }
}
