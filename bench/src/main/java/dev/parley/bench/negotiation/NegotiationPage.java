package dev.parley.bench.negotiation;

import dev.parley.client.negotiation.FrequencyModel.Accuracy;
import dev.parley.client.negotiation.Landscape;
import dev.parley.client.negotiation.Landscape.Point;
import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Strategy;
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
    line("## The domains");
    line("");
    line(
        "Utilities are shown as 0 to 1, a pair is the first side's and the other's. Rational: the"
            + " part of the outcomes in which neither side is worse off than without an agreement."
            + " Opposition: the smallest distance of an outcome from (1, 1).");
    line("");
    line(
        "| Domain | Issues | Outcomes | Rational | Pareto | Nash | Kalai | Kalai-Smorodinsky |"
            + " Welfare | Opposition |");
    line("| --- | ---: | ---: | ---: | ---: | --- | --- | --- | ---: | ---: |");
    for (Arena arena : tournament.arenas()) {
      Landscape land = arena.landscape();
      line(
          "| %s | %d | %,d | %.3f | %d | %s | %s | %s | %.3f | %.3f |",
          arena.name(),
          arena.scenario().domain().issues().size(),
          land.outcomes(),
          land.rational(),
          land.pareto().size(),
          pair(land.nash()),
          pair(land.kalai()),
          pair(land.kalaiSmorodinsky()),
          land.welfare(),
          land.opposition());
    }
    line("");
    line("What they are about:");
    line("");
    for (Arena arena : tournament.arenas()) {
      line("* %s: %s", arena.name(), arena.scenario().about());
    }
    line("");
  }

  private static String pair(Point point) {
    return String.format(Locale.ROOT, "%.3f, %.3f", point.first(), point.second());
  }

  private void strategies(Optional<String> chart) {
    line("## What each strategy reaches");
    line("");
    line(
        "%d domains, %d strategies against each other and themselves on both sides, %d rounds: %,d"
            + " sessions, %,d offers and answers. The mean of all sessions that a strategy took part"
            + " in, on whichever side.",
        tournament.arenas().size(),
        tournament.strategies().size(),
        tournament.rounds(),
        tournament.results().size(),
        tournament.messages());
    line("");
    line(
        "| Strategy | Agreements | Utility | Partner's | Advantage | Pareto | Nash | Kalai |"
            + " Kalai-Smorodinsky | Welfare | Rounds | Messages |");
    line("| --- |%s", " ---: |".repeat(11));
    for (Strategy strategy : tournament.strategies()) {
      Measures m = tournament.mean(strategy);
      line(
          "| %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.1f | %.1f |",
          strategy.title(),
          m.agreement(),
          m.utility(),
          m.partner(),
          m.advantage(),
          m.pareto(),
          m.nash(),
          m.kalai(),
          m.kalaiSmorodinsky(),
          m.welfare(),
          m.rounds(),
          m.messages());
    }
    line("");
    chart.ifPresent(
        file -> {
          line("![What each strategy reaches](%s)", file);
          line("");
        });
  }

  private void pairs() {
    line("Utility of the strategy of the line against that of the column / part of agreements:");
    line("");
    List<Strategy> all = tournament.strategies();
    StringBuilder head = new StringBuilder("| |");
    all.forEach(strategy -> head.append(' ').append(strategy.title()).append(" |"));
    line("%s", head);
    line("| --- |%s", " ---: |".repeat(all.size()));
    for (Strategy own : all) {
      StringBuilder row = new StringBuilder("| " + own.title() + " |");
      for (Strategy other : all) {
        Measures m = tournament.against(own, other);
        row.append(String.format(Locale.ROOT, " %.3f / %.2f |", m.utility(), m.agreement()));
      }
      line("%s", row);
    }
    line("");
  }

  private void model() {
    line("## Guessing what the other side wants");
    line("");
    line(
        "A frequency model sees the offers of one side and guesses its utilities of all outcomes:"
            + " an issue that stays the same from offer to offer matters more, a value that is asked"
            + " for more often is better. The correlation of the guess with the truth, the mean over"
            + " all sessions; 0 where the guess has no differences.");
    line("");
    line("| Guessed strategy | Pearson | Kendall tau-b |");
    line("| --- | ---: | ---: |");
    for (Strategy strategy : tournament.strategies()) {
      Accuracy accuracy = tournament.guessed(strategy);
      line("| %s | %.3f | %.3f |", strategy.title(), accuracy.pearson(), accuracy.kendall());
    }
    line("");
  }

  private void three() {
    ThreeParties three = played.three();
    line("## Three at a table");
    line("");
    line(
        "Stacked alternating offers (Aydoğan et al. 2017): in turn each accepts what stands, offers"
            + " something else, or gives up; agreed is what both others have accepted in a row. Each"
            + " knows its own preferences, the offer that stands when it is its turn, and the number"
            + " of rounds. On the wire the first to accept says ACCEPT of the offer, its maker then"
            + " commits all three to it, and both others ACCEPT that or answer with a COUNTER: nobody"
            + " is bound before all are.");
    line("");
    Trio.all()
        .forEach(
            trio ->
                line(
                    "* %s (%,d outcomes): %s",
                    trio.domain().name(), trio.domain().size(), trio.about()));
    line("");
    line(
        "%d domains, every strategy in every seat with every two others, %d turns each: %,d tables,"
            + " %,d offers and answers. The mean over all seats of a strategy; efficient is the part"
            + " of the agreements that left nothing that all three could have had.",
        Trio.NAMES.size(), three.rounds(), three.results().size(), three.turns());
    line("");
    line("| Strategy | Agreements | Utility | Others' | Welfare | Efficient | Turns |");
    line("| --- |%s", " ---: |".repeat(6));
    for (Strategy strategy : three.strategies()) {
      ThreeParties.Mean m = three.mean(strategy);
      line(
          "| %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.1f |",
          strategy.title(),
          m.agreements(),
          m.utility(),
          m.others(),
          m.welfare(),
          m.efficient(),
          m.turns());
    }
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
