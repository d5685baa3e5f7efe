package dev.parley.bench.trust;

import dev.parley.bench.trust.RatingsLab.Injection;
import dev.parley.bench.trust.RatingsLab.Way;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Writes what the laboratory found as the page that publishes it.
public final class TrustPage {
  private static final Map<Way, List<String>> RATINGS_PROTOTYPE =
      Map.of(
          Way.MEAN, List.of(".932", ".296", ".121", ".375", ".006"),
          Way.BETA, List.of(".943", ".523", ".268", ".237", ".010"),
          Way.EIGEN_15, List.of(".888", ".769", ".645", ".888", ".645"),
          Way.EIGEN_50, List.of(".884", ".845", ".821", ".884", ".821"),
          Way.EVIDENCE_OR_UNKNOWN, List.of(".947", ".915", ".896", ".947", ".862"));

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
    page.bars(findings);
    chart.ifPresent(file -> page.line("![AUC under attack](%s)%n", file));
    page.markets(findings);
    GateTables.of(findings, chart.map(SweepChart::besides).orElse(""))
        .forEach(text -> page.line("%s", text));
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
    line(
        "A market of %d honest agents and %d adversaries, %d rounds of %d day, %d runs with the seeds"
            + " 1 to %d. In each round every buyer takes the best of",
        size.honest(),
        size.adversaries(),
        size.rounds(),
        size.daysPerRound(),
        size.runs(),
        size.runs());
    line(
        "eight sellers drawn at random, or one time in ten any of them. All ways to score meet the"
            + " same offers and the same luck.");
    line("");
    line(
        "* A breach is on record whatever comes of it, as when a deadline passes. A final verdict"
            + " follows with the chance *upheld*, 0.9 unless it says otherwise; all verdicts have"
            + " severity 3.");
    line(
        "* A lie about a good delivery becomes a verdict with the chance *false disputes*, 0.1 unless"
            + " it says otherwise.");
    line("* Fake sessions have escrow like real ones, which is the worst case.");
    line("");
  }

  private void bars(Findings findings) {
    line("## Bars");
    line("");
    line("AUC: how likely an honest agent scores above a cheater in the end.");
    line("");
    line("| Attack | at least | reached | |");
    line("| --- | ---: | ---: | --- |");
    for (Bar bar : Bar.of(findings)) {
      line(
          "| %s | %.3f | %.3f | %s |",
          bar.what(), bar.least(), bar.reached(), bar.holds() ? "holds" : "**missed**");
    }
    line("");
  }

  private void markets(Findings findings) {
    line("## Every attack, every way to score");
    line("");
    line(
        "Breach rate among the sessions that honest agents began in the last third / AUC. Under each,"
            + " in brackets, what a prototype with other constants had measured.");
    line("");
    List<Algorithm.Kind> kinds = List.of(Algorithm.Kind.values());
    StringBuilder head = new StringBuilder("| Attack |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (Algorithm.Kind kind : kinds) {
      head.append(' ').append(kind.title()).append(" |");
      rule.append(" ---: |");
    }
    line("%s", head);
    line("%s", rule);
    findings
        .lines()
        .forEach(
            (plan, outcomes) -> {
              StringBuilder row = new StringBuilder("| " + plan.title() + " |");
              for (Algorithm.Kind kind : kinds) {
                Outcome outcome = outcomes.get(kind);
                row.append(' ')
                    .append(outcome == null ? "–" : cell(plan, kind, outcome))
                    .append(" |");
              }
              line("%s", row);
            });
    line("");
    line("What each attack is:");
    line("");
    for (Attack attack : Attack.values()) {
      line("* %s: %s", attack.title(), attack.words());
    }
    line("");
    beside(findings);
  }

  private static String cell(Plan plan, Algorithm.Kind kind, Outcome outcome) {
    boolean byValue = plan.setting().attack() == Attack.VALUE;
    double rate = byValue ? outcome.valueLost() : outcome.breachRate();
    String auc =
        plan.setting().attack() == Attack.NONE || Double.isNaN(outcome.auc())
            ? "–"
            : short3(outcome.auc(), 2);
    String prototype = plan.prototype(kind).map(cell -> "<br>(" + cell + ")").orElse("");
    return short3(rate, 3) + "/" + auc + prototype;
  }

  private static String short3(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value).replaceFirst("^0\\.", ".");
  }

  private void beside(Findings findings) {
    line("Ours in more detail:");
    line("");
    line(
        "| Attack | T of the honest | T of cheaters | rank correlation with quality | value lost | identities |");
    line("| --- | ---: | ---: | ---: | ---: | ---: |");
    findings
        .lines()
        .forEach(
            (plan, outcomes) -> {
              Outcome o = outcomes.get(Algorithm.Kind.EVIDENCE);
              if (o != null) {
                line(
                    "| %s | %.1f | %s | %.2f | %.3f | %.0f |",
                    plan.title(),
                    o.honestScore(),
                    Double.isNaN(o.cheaterScore())
                        ? "–"
                        : String.format(Locale.ROOT, "%.1f", o.cheaterScore()),
                    o.rank(),
                    o.valueLost(),
                    o.identities());
              }
            });
    line("");
  }

  private void ratings(Ratings ratings) {
    line("## Real ratings");
    line("");
    line(
        "%,d ratings, %d seeds, %d nodes known to be good and %d known to be bad, %d injected"
            + " identities. The strong ratings of the seeds, from which the labels were made, are"
            + " left out. AUC, in brackets the prototype's.",
        ratings.ratings().size(),
        ratings.seeds().size(),
        ratings.good().size(),
        ratings.bad().size(),
        Ratings.SYBILS);
    line("");
    StringBuilder head = new StringBuilder("| |");
    Injection.ALL.forEach(injection -> head.append(' ').append(injection.title()).append(" |"));
    line("%s", head);
    line("| --- |%s", " ---: |".repeat(Injection.ALL.size()));
    for (Way way : Way.values()) {
      StringBuilder row = new StringBuilder("| " + way.title() + " |");
      for (int i = 0; i < Injection.ALL.size(); i++) {
        List<String> prototype = RATINGS_PROTOTYPE.getOrDefault(way, List.of());
        row.append(' ')
            .append(short3(RatingsLab.auc(ratings, Injection.ALL.get(i), way), 3))
            .append(i < prototype.size() ? " (" + prototype.get(i) + ")" : "")
            .append(" |");
      }
      line("%s", row);
    }
    line("");
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
