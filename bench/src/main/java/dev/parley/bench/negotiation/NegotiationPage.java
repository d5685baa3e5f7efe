package dev.parley.bench.negotiation;

import dev.parley.bench.tables.MarkdownTable;
import dev.parley.console.lab.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes the format, the mapping and what a tournament came to as the page that publishes it.
public final class NegotiationPage {
  /// The heading of the one section whose figures are of a particular machine and run.
  public static final String WIRE = "## Over the wire";

  private final StringBuilder out = new StringBuilder();
  private final Played played;
  private final Tournament tournament;

  /// All that was played.
  ///
  /// @param two the tournament of two
  /// @param three the tables of three
  public record Played(Tournament two, ThreeParties three) {}

  /// All that was carried over the wire.
  ///
  /// @param two the tournament of two
  /// @param three the tables of three
  public record Wires(WireRun two, ThreeRun three) {
    /// What was not the same.
    ///
    /// @return a line each; empty if nothing
    public List<String> faults() {
      return Stream.concat(two.faults().stream(), three.faults().stream()).toList();
    }
  }

  private NegotiationPage(Played played) {
    this.played = played;
    this.tournament = played.two();
  }

  /// Writes the page.
  ///
  /// @param played in memory
  /// @param wire the same over the wire, where it was carried
  /// @param chart the name of the chart's file beside the page, where it is written
  /// @return Markdown
  public static String of(Played played, Optional<Wires> wire, Optional<String> chart) {
    NegotiationPage page = new NegotiationPage(played);
    page.out.append(text("negotiation-head.txt"));
    page.domains();
    page.strategies(chart);
    page.pairs();
    page.model();
    page.three();
    page.carried(wire);
    page.out.append(text("negotiation-tail.txt"));
    return page.out.toString();
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(NegotiationPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void domains() {
    Section domains = NegotiationTables.domains(tournament);
    heading(domains);
    table(domains);
    line("What they are about:");
    line("");
    points(domains);
  }

  private void strategies(Optional<String> chart) {
    Section strategies = NegotiationTables.strategies(tournament);
    heading(strategies);
    table(strategies);
    chart.ifPresent(
        file -> {
          line("![What each strategy reaches](%s)", file);
          line("");
        });
  }

  private void pairs() {
    Section pairs = NegotiationTables.pairs(tournament);
    note(pairs.notes().getFirst());
    table(pairs);
  }

  private void model() {
    Section model = NegotiationTables.model(tournament);
    heading(model);
    table(model);
  }

  private void three() {
    Section three = NegotiationTables.three(played.three());
    heading(three);
    points(three);
    note(three.notes().getLast());
    table(three);
  }

  private void heading(Section section) {
    line("## %s", section.title());
    line("");
    note(section.notes().getFirst());
  }

  private void note(String note) {
    line("%s", note);
    line("");
  }

  private void points(Section section) {
    section.points().forEach(point -> line("* %s", point));
    line("");
  }

  private void table(Section section) {
    MarkdownTable.lines(section.table().orElseThrow()).forEach(row -> line("%s", row));
    line("");
  }

  private void carried(Optional<Wires> wire) {
    line(WIRE);
    line("");
    if (wire.isEmpty()) {
      line("Not carried in this run; `--over http` does.");
    } else {
      WireRun run = wire.get().two();
      line(
          "The same tournament at a node in a process of its own, two agents with keys and"
              + " connections of their own, over HTTP and SSE: %,d sessions, %,d offers and answers,"
              + " %,d signed messages, %,d bytes of transcripts, %d s on the wall, the start of the"
              + " node included. In %s every move,"
              + " agreement and measure was the same as in memory and the transcript verified.",
          run.sessions(),
          run.moves(),
          run.messages(),
          run.bytes(),
          run.wall().toSeconds(),
          run.faults().isEmpty() ? "all of them" : "**not all of them**");
      run.faults().forEach(fault -> line("* %s", fault));
      ThreeRun three = wire.get().three();
      line("");
      line(
          "Likewise the %d tables of boulware, linear and conceder alone, with three agents: %,d signed"
              + " messages, %,d bytes of transcripts. In %s the moves and what all three were bound to"
              + " were the same as in memory, all three did it, and the transcript verified.",
          three.tables(),
          three.messages(),
          three.bytes(),
          three.faults().isEmpty() ? "all of them" : "**not all of them**");
      three.faults().forEach(fault -> line("* %s", fault));
    }
    line("");
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
