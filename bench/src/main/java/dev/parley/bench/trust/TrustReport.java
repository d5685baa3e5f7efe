package dev.parley.bench.trust;

import dev.parley.bench.tables.Written;
import dev.parley.console.lab.Chart;
import dev.parley.console.lab.LabReport;
import dev.parley.console.lab.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What the laboratory found, as the console shows it: the tables of the page, and charts that a
/// script draws. Left out is what differs from run to run. Stateless.
public final class TrustReport {
  private static final BigDecimal CHANCE = new BigDecimal("0.5");
  private static final String AUC_NOTE =
      "The chart has the AUC of our score and of ASP-raw, the published formula over plain counts."
          + " The broken line is at 0.5: as good as chance.";
  private static final int DIGITS = 2;

  private TrustReport() {}

  /// Makes it.
  ///
  /// @param options what was asked for, after `./parley lab trust`
  /// @param findings the simulated markets
  /// @param ratings real ratings, where there were any
  /// @return the report
  public static LabReport of(String options, Findings findings, Optional<Ratings> ratings) {
    List<Section> sections = new ArrayList<>();
    sections.add(TrustTables.bars(findings));
    sections.add(TrustTables.markets(findings).with(attacks(findings.lines()), AUC_NOTE));
    sections.add(TrustTables.detail(findings));
    sections.add(GateTables.gate(findings));
    sections.add(GateTables.bars(findings));
    sections.add(GateTables.sweep(findings.sweep()).with(upheld(findings.sweep()), AUC_NOTE));
    ratings.map(TrustTables::ratings).ifPresent(sections::add);
    sections.add(conditions());
    return new LabReport(
        "Trust under attack",
        "./parley lab trust " + options,
        TrustTables.market(findings.size()),
        sections);
  }

  private static Chart attacks(Map<Plan, Map<Algorithm.Kind, Outcome>> lines) {
    List<Plan> plans =
        lines.keySet().stream().filter(plan -> plan.setting().attack() != Attack.NONE).toList();
    Function<Algorithm.Kind, Chart.Series> series =
        kind ->
            new Chart.Series(
                kind.title(),
                plans.stream()
                    .map(plan -> Optional.ofNullable(lines.get(plan)).map(all -> all.get(kind)))
                    .map(found -> found.flatMap(outcome -> Written.drawn(outcome.auc(), DIGITS)))
                    .toList());
    return new Chart(
        Chart.Kind.BARS,
        "AUC of our score and of naive counting, attack by attack",
        plans.stream().map(Plan::title).toList(),
        List.of(series.apply(Algorithm.Kind.EVIDENCE), series.apply(Algorithm.Kind.NAIVE_COUNTING)),
        BigDecimal.ONE,
        Optional.of(CHANCE));
  }

  private static Chart upheld(Sweep sweep) {
    List<Chart.Series> series = new ArrayList<>();
    for (Attack attack : Sweep.ATTACKS) {
      series.add(line(attack.title() + ", ours", sweep.of(attack), p -> p.ours().auc()));
      series.add(line(attack.title() + ", ASP-raw", sweep.of(attack), p -> p.naive().auc()));
    }
    return new Chart(
        Chart.Kind.LINES,
        "AUC by the share of true breaches that get a verdict",
        Sweep.UPHELD.stream().map(String::valueOf).toList(),
        series,
        BigDecimal.ONE,
        Optional.of(CHANCE));
  }

  private static Chart.Series line(
      String name, List<Sweep.Point> points, ToDoubleFunction<Sweep.Point> auc) {
    return new Chart.Series(
        name,
        points.stream().map(point -> Written.drawn(auc.applyAsDouble(point), DIGITS)).toList());
  }

  private static Section conditions() {
    return new Section(
        "What is simulated",
        List.of(
            TrustTables.CHOICE.replace('\n', ' '),
            "What the figures mean, and what it costs to compute the scores, is in docs/trust.md."),
        TrustTables.rules().stream().map(rule -> rule.replace("*", "")).toList(),
        Optional.empty(),
        Optional.empty());
  }
}
