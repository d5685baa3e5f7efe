package dev.parley.bench.trust;

import dev.parley.bench.tables.MarkdownTable;
import dev.parley.bench.tables.Written;
import dev.parley.console.lab.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes what the laboratory found as the page that publishes it.
public final class TrustPage {
  private final StringBuilder out = new StringBuilder();

  private TrustPage() {}

  /// Writes the page.
  ///
  /// @param size the name of the size
  /// @param findings the simulated markets
  /// @param ratings real ratings, where there were any
  /// @param chart the name of the chart's file beside the page, where it is written
  /// @return Markdown
  public static String of(
      String size, Findings findings, Optional<Ratings> ratings, Optional<String> chart) {
    TrustPage page = new TrustPage();
    page.opening(size, findings.size(), ratings.isPresent() ? " --ratings FILE" : "");
    page.whole(TrustTables.bars(findings), Optional.empty());
    chart.ifPresent(file -> page.line("![AUC under attack](%s)%n", file));
    page.markets(findings);
    page.gate(findings);
    page.whole(
        GateTables.sweep(findings.sweep()),
        chart.map(
            file ->
                Written.as(
                    "![AUC by the share of breaches upheld](%s)", SweepChart.besides(file))));
    page.whole(GateTables.milliseconds(findings), Optional.empty());
    ratings.ifPresent(page::ratings);
    page.throughNode();
    page.reading();
    return page.out.toString();
  }

  private void opening(String name, Setting.Size size, String more) {
    line("# Trust under attack");
    line("");
    line(
        "Written by `./parley lab trust --size %s%s --write docs/trust.md`; the same command gives the"
            + " same figures.",
        name, more);
    line("%s %s", TrustTables.market(size), TrustTables.CHOICE);
    line("");
    points(TrustTables.rules());
  }

  /// Heading, note, image if there is one, and table.
  private void whole(Section section, Optional<String> image) {
    heading(section);
    image.ifPresent(
        markdown -> {
          line("%s", markdown);
          line("");
        });
    table(section);
  }

  private void heading(Section section) {
    line("## %s", section.title());
    line("");
    line("%s", section.notes().getFirst());
    line("");
  }

  private void points(List<String> points) {
    points.forEach(point -> line("* %s", point));
    line("");
  }

  private void table(Section section) {
    MarkdownTable.lines(section.table().orElseThrow()).forEach(row -> line("%s", row));
    line("");
  }

  private void markets(Findings findings) {
    Section markets = TrustTables.markets(findings);
    whole(markets, Optional.empty());
    line("What each attack is:");
    line("");
    points(markets.points());
    Section detail = TrustTables.detail(findings);
    line("%s:", detail.title());
    line("");
    table(detail);
  }

  private void gate(Findings findings) {
    Section gate = GateTables.gate(findings);
    heading(gate);
    points(gate.points());
    table(gate);
    Section bars = GateTables.bars(findings);
    line("%s", bars.notes().getFirst());
    line("");
    table(bars);
  }

  private void ratings(Ratings ratings) {
    whole(TrustTables.ratings(ratings), Optional.empty());
    line(
        "The score gives 0 to a node about which nobody with mass has said anything, and the label"
            + " `new`; Beta gives it the middle. That alone is the difference of the last two lines.");
    line("");
  }

  private void throughNode() {
    line("## Through the protocol");
    line("");
    line(
        "`./parley lab trust --through-node` has the ring and slander as real sessions at a node"
            + " (invitation, COMMIT with escrow, ACCEPT, claim or breach, dispute and ruling, CLOSE,"
            + " ratings), whose scores decide whom the buyers choose, and");
    line(
        "compares all scores, twice a day and in every member, with a run in memory from the same"
            + " seed; a small one is among the tests. The evidence in memory is made from the"
            + " dealings by the rules of the protocol.");
    line("It differs from that of the market above:");
    line("");
    line("* Buyers have evidence too: they pay, answer and are rated. Nobody has an IV above 60.");
    line(
        "* A breach is known when its dispute is final, three days and a half after the deal where"
            + " the seller is silent, with severity 2. One that is not upheld counts as kept.");
    line(
        "* A lie that agreed criteria refute counts as kept two days later. Other quarrels are for a"
            + " panel, whose word is final two days later, or for the operator where too few could"
            + " judge; a lie that is believed has severity 3.");
    line("");
  }

  private void reading() {
    line("## What it says");
    line("");
    line(
        "* Where nothing is ever upheld, plain counting puts a ring above the honest. Evidence mass"
            + " keeps the order.");
    line(
        "* A cheater with a proven domain keeps its IV, a fifth of T by the published weights. A score"
            + " that only adds cannot sink below that, and plain subtraction, which naive counting"
            + " does, can.");
    line(
        "  This is why on-off cheaters are told apart a little less well, although buyers suffer as"
            + " few breaches. Gates therefore ask for floors of components too.");
    line(
        "* Slander works on the gate even where it does not on the order: with it more of the honest"
            + " are below %.0f. In this market a false dispute costs nothing; on a node its maker"
            + " stakes a bond.",
        Gate.LEAST);
    line(
        "* Without escrow, what an identity takes is far more than it costs. Escrow has to make that"
            + " up, no score can.");
    line(
        "* Value imbalance and exit scams are not cured by any score. The limits of exposure are for"
            + " them.");
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
