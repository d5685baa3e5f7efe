package dev.parley.bench.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The part of the page that is about a gate, disputes and time.
final class GateTables {
  private static final double MORE_BELOW = 0.10;

  private final List<String> lines = new ArrayList<>();

  private GateTables() {}

  /// Writes it.
  ///
  /// @param findings what was measured
  /// @param chart the name of the chart's file beside the page, or nothing
  /// @return lines of Markdown
  static List<String> of(Findings findings, String chart) {
    GateTables tables = new GateTables();
    tables.gate(findings);
    tables.sweep(findings.sweep(), chart);
    tables.milliseconds(findings);
    return tables.lines;
  }

  private void gate(Findings findings) {
    line("## At a gate of %.0f", Gate.LEAST);
    line("");
    line(
        "Who stands at a T of %.0f or more, a gate that no buyer of this market applies: ours, in"
            + " brackets ASP-raw, whose newcomers start above it.",
        Gate.LEAST);
    line("");
    line(
        "* Lag: a cheater above the gate cheats; until a round ends with it below, how often it"
            + " cheats and what that is worth. Uncaught are those that never sank below it again.");
    line(
        "* Gain/cost: what adversaries were paid by honest buyers, by %.0f an identity, %.2f a fake"
            + " session and %.1f of the value of what they delivered. Honest trade alone has 1.11;"
            + " no escrow is given back.",
        Gate.IDENTITY_COST, Gate.FAKE_COST, Gate.DELIVERY_COST);
    line("* Taken: by each identity of the adversaries, without delivering, in the whole run.");
    line("* Sessions: how many an honest newcomer sold until it first stood above the gate.");
    line("");
    line(
        "| Attack | cheat above it | lag, breaches | lag, value | uncaught | gain/cost | taken |"
            + " honest below | sessions | never above |");
    line("| --- |%s", " ---: |".repeat(9));
    findings.lines().forEach(this::row);
    line("");
    bars(
        findings.outcome("none", Algorithm.Kind.EVIDENCE).gate(),
        findings.outcome("slander, false disputes 0.3", Algorithm.Kind.EVIDENCE).gate(),
        findings.outcome("whitewash", Algorithm.Kind.EVIDENCE).gate());
  }

  /// Two bars that suppose what this market does not have: bonds, and escrow that is given back.
  private void bars(Gate unattacked, Gate slander, Gate whitewash) {
    line("Two bars that suppose bonds and escrow, which this market has not:");
    line("");
    line("| Bar | at most | reached | |");
    line("| --- | ---: | ---: | --- |");
    bar(
        "slander, false disputes 0.3: more of the honest below than without attack",
        MORE_BELOW,
        slander.honestBelow() - unattacked.honestBelow());
    bar(
        "whitewash: taken by an identity, for what one costs",
        Gate.IDENTITY_COST,
        whitewash.takenPerIdentity());
    line("");
  }

  private void bar(String what, double most, double reached) {
    line("| %s | %.2f | %.2f | %s |", what, most, reached, reached < most ? "holds" : "**missed**");
  }

  private void row(Plan plan, Map<Algorithm.Kind, Outcome> outcomes) {
    Outcome ours = outcomes.get(Algorithm.Kind.EVIDENCE);
    Outcome naive = outcomes.get(Algorithm.Kind.NAIVE_COUNTING);
    if (ours == null || naive == null) {
      return;
    }
    Gate a = ours.gate();
    Gate b = naive.gate();
    line(
        "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |",
        plan.title(),
        cell(a, b, 2, Gate::traitors),
        cell(a, b, 1, Gate::lagBreaches),
        cell(a, b, 0, Gate::lagValue),
        cell(a, b, 2, Gate::uncaught),
        cell(a, b, 2, Gate::gainPerCost),
        cell(a, b, 0, Gate::takenPerIdentity),
        cell(a, b, 2, Gate::honestBelow),
        cell(a, b, 1, Gate::sessionsUntil),
        cell(a, b, 2, Gate::neverThrough));
  }

  private static String cell(Gate ours, Gate naive, int digits, ToDoubleFunction<Gate> figure) {
    return number(figure.applyAsDouble(ours), digits)
        + " ("
        + number(figure.applyAsDouble(naive), digits)
        + ")";
  }

  private static String number(double value, int digits) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + digits + "f", value) : "–";
  }

  private void sweep(Sweep sweep, String chart) {
    line("## How much hangs on disputes");
    line("");
    line(
        "Breach rate / AUC by the share of true breaches that get a verdict; false disputes stay at"
            + " 0.1.");
    line("");
    if (!chart.isEmpty()) {
      line("![AUC by the share of breaches upheld](%s)", chart);
      line("");
    }
    StringBuilder head = new StringBuilder("| Attack |");
    Sweep.UPHELD.forEach(upheld -> head.append(' ').append(upheld).append(" |"));
    line("%s", head);
    line("| --- |%s", " ---: |".repeat(Sweep.UPHELD.size()));
    for (Attack attack : Sweep.ATTACKS) {
      StringBuilder naive = new StringBuilder("| " + attack.title() + ", ASP-raw |");
      StringBuilder ours = new StringBuilder("| " + attack.title() + ", ours |");
      for (Sweep.Point point : sweep.of(attack)) {
        naive.append(' ').append(cell(point.naive())).append(" |");
        ours.append(' ').append(cell(point.ours())).append(" |");
      }
      line("%s", naive);
      line("%s", ours);
    }
    line("");
  }

  private static String cell(Outcome outcome) {
    return number(outcome.breachRate(), 3) + " / " + number(outcome.auc(), 2);
  }

  private void milliseconds(Findings findings) {
    line("## What it costs to compute");
    line("");
    line(
        "The scores of all %d agents at the end of a round of the ring, the mean of %d rounds, in"
            + " milliseconds on the machine that wrote this page. These figures alone differ when it"
            + " is written again.",
        findings.size().honest() + findings.size().adversaries(), findings.size().rounds());
    line("");
    line("| Way to score | ms |");
    line("| --- | ---: |");
    findings
        .milliseconds()
        .forEach((kind, took) -> line("| %s | %s |", kind.title(), number(took, 2)));
    line("");
  }

  @SuppressWarnings("AnnotateFormatMethod") // The annotation would be a dependency of its own.
  private void line(String format, Object... arguments) {
    lines.add(String.format(Locale.ROOT, format, arguments));
  }
}
