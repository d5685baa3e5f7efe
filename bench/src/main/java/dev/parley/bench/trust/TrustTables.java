package dev.parley.bench.trust;

import dev.parley.bench.tables.Written;
import dev.parley.bench.trust.RatingsLab.Injection;
import dev.parley.bench.trust.RatingsLab.Way;
import dev.parley.console.lab.Column;
import dev.parley.console.lab.Section;
import dev.parley.console.lab.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What was found about the order of agents: from here both the page and the report are written.
/// Stateless.
final class TrustTables {
  /// How a market goes on, as two lines.
  static final String CHOICE =
      "In each round every buyer takes the best of\n"
          + "eight sellers drawn at random, or one time in ten any of them. All ways to score meet the"
          + " same offers and the same luck.";

  private static final Map<Way, List<String>> RATINGS_PROTOTYPE =
      Map.of(
          Way.MEAN, List.of(".932", ".296", ".121", ".375", ".006"),
          Way.BETA, List.of(".943", ".523", ".268", ".237", ".010"),
          Way.EIGEN_15, List.of(".888", ".769", ".645", ".888", ".645"),
          Way.EIGEN_50, List.of(".884", ".845", ".821", ".884", ".821"),
          Way.EVIDENCE_OR_UNKNOWN, List.of(".947", ".915", ".896", ".947", ".862"));

  private TrustTables() {}

  /// The size of the market.
  static String market(Setting.Size size) {
    return Written.as(
        "A market of %d honest agents and %d adversaries, %d rounds of %d day, %d runs with the seeds"
            + " 1 to %d.",
        size.honest(),
        size.adversaries(),
        size.rounds(),
        size.daysPerRound(),
        size.runs(),
        size.runs());
  }

  /// What holds in every market.
  static List<String> rules() {
    return List.of(
        "A breach is on record whatever comes of it, as when a deadline passes. A final verdict"
            + " follows with the chance *upheld*, 0.9 unless it says otherwise; all verdicts have"
            + " severity 3.",
        "A lie about a good delivery becomes a verdict with the chance *false disputes*, 0.1 unless"
            + " it says otherwise.",
        "Fake sessions have escrow like real ones, which is the worst case.");
  }

  static Section bars(Findings findings) {
    List<Column> columns =
        List.of(
            Column.words("Attack"),
            Column.number("at least"),
            Column.number("reached"),
            Column.verdict());
    return Section.of(
        "Bars",
        "AUC: how likely an honest agent scores above a cheater in the end.",
        new Table(
            columns,
            Bar.of(findings).stream()
                .map(
                    bar ->
                        List.of(
                            bar.what(),
                            Written.as("%.3f", bar.least()),
                            Written.as("%.3f", bar.reached()),
                            Column.verdict(bar.holds())))
                .toList()));
  }

  static Section markets(Findings findings) {
    List<Algorithm.Kind> kinds = List.of(Algorithm.Kind.values());
    List<List<String>> rows = new ArrayList<>();
    findings
        .lines()
        .forEach(
            (plan, outcomes) -> {
              List<String> row = new ArrayList<>(List.of(plan.title()));
              for (Algorithm.Kind kind : kinds) {
                row.add(
                    Optional.ofNullable(outcomes.get(kind))
                        .map(outcome -> cell(plan, kind, outcome))
                        .orElse("–"));
              }
              rows.add(row);
            });
    return Section.of(
            "Every attack, every way to score",
            "Breach rate among the sessions that honest agents began in the last third / AUC. Under"
                + " each, in brackets, what a prototype with other constants had measured.",
            new Table(Written.columns("Attack", kinds.stream().map(Algorithm.Kind::title)), rows))
        .with(
            Arrays.stream(Attack.values())
                .map(attack -> attack.title() + ": " + attack.words())
                .toList());
  }

  private static String cell(Plan plan, Algorithm.Kind kind, Outcome outcome) {
    boolean byValue = plan.setting().attack() == Attack.VALUE;
    double rate = byValue ? outcome.valueLost() : outcome.breachRate();
    String auc =
        plan.setting().attack() == Attack.NONE || Double.isNaN(outcome.auc())
            ? "–"
            : brief(outcome.auc(), 2);
    String prototype = plan.prototype(kind).map(cell -> "\n(" + cell + ")").orElse("");
    return brief(rate, 3) + "/" + auc + prototype;
  }

  private static String brief(double value, int digits) {
    return Written.as("%." + digits + "f", value).replaceFirst("^0\\.", ".");
  }

  static Section detail(Findings findings) {
    List<List<String>> rows = new ArrayList<>();
    findings
        .lines()
        .forEach(
            (plan, outcomes) -> {
              Outcome o = outcomes.get(Algorithm.Kind.EVIDENCE);
              if (o != null) {
                rows.add(
                    List.of(
                        plan.title(),
                        Written.number(o.honestScore(), 1),
                        Written.number(o.cheaterScore(), 1),
                        Written.number(o.rank(), 2),
                        Written.number(o.valueLost(), 3),
                        Written.number(o.identities(), 0)));
              }
            });
    return Section.of(
        "Ours in more detail",
        "What the evidence rules came to at the end, attack by attack.",
        new Table(
            Written.columns(
                "Attack",
                Stream.of(
                    "T of the honest",
                    "T of cheaters",
                    "rank correlation with quality",
                    "value lost",
                    "identities")),
            rows));
  }

  static Section ratings(Ratings ratings) {
    List<List<String>> rows = new ArrayList<>();
    for (Way way : Way.values()) {
      List<String> prototype = RATINGS_PROTOTYPE.getOrDefault(way, List.of());
      List<String> row = new ArrayList<>(List.of(way.title()));
      for (int i = 0; i < Injection.ALL.size(); i++) {
        row.add(
            brief(RatingsLab.auc(ratings, Injection.ALL.get(i), way), 3)
                + (i < prototype.size() ? " (" + prototype.get(i) + ")" : ""));
      }
      rows.add(row);
    }
    return Section.of(
        "Real ratings",
        Written.as(
            "%,d ratings, %d seeds, %d nodes known to be good and %d known to be bad, %d injected"
                + " identities. The strong ratings of the seeds, from which the labels were made, are"
                + " left out. AUC, in brackets the prototype's.",
            ratings.ratings().size(),
            ratings.seeds().size(),
            ratings.good().size(),
            ratings.bad().size(),
            Ratings.SYBILS),
        new Table(Written.columns("", Injection.ALL.stream().map(Injection::title)), rows));
  }
}
