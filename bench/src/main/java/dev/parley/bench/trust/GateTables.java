package dev.parley.bench.trust;

import dev.parley.bench.tables.Written;
import dev.parley.console.lab.Column;
import dev.parley.console.lab.Section;
import dev.parley.console.lab.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What was found about a gate, disputes and time. Stateless.
final class GateTables {
  private static final double MORE_BELOW = 0.10;

  private GateTables() {}

  /// Who stands above the gate, and what that costs.
  static Section gate(Findings findings) {
    List<List<String>> rows = new ArrayList<>();
    findings
        .lines()
        .forEach(
            (plan, outcomes) -> {
              Outcome ours = outcomes.get(Algorithm.Kind.EVIDENCE);
              Outcome naive = outcomes.get(Algorithm.Kind.NAIVE_COUNTING);
              if (ours != null && naive != null) {
                rows.add(row(plan, ours.gate(), naive.gate()));
              }
            });
    List<Column> columns =
        Written.columns(
            "Attack",
            Stream.of(
                "cheat above it",
                "lag, breaches",
                "lag, value",
                "uncaught",
                "gain/cost",
                "taken",
                "honest below",
                "sessions",
                "never above"));
    return Section.of(
            Written.as("At a gate of %.0f", Gate.LEAST),
            Written.as(
                "Who stands at a T of %.0f or more, a gate that no buyer of this market applies:"
                    + " ours, in brackets ASP-raw, whose newcomers start above it.",
                Gate.LEAST),
            new Table(columns, rows))
        .with(
            List.of(
                "Lag: a cheater above the gate cheats; until a round ends with it below, how often it"
                    + " cheats and what that is worth. Uncaught are those that never sank below it"
                    + " again.",
                Written.as(
                    "Gain/cost: what adversaries were paid by honest buyers, by %.0f an identity,"
                        + " %.2f a fake session and %.1f of the value of what they delivered. Honest"
                        + " trade alone has 1.11; no escrow is given back.",
                    Gate.IDENTITY_COST, Gate.FAKE_COST, Gate.DELIVERY_COST),
                "Taken: by each identity of the adversaries, without delivering, in the whole run.",
                "Sessions: how many an honest newcomer sold until it first stood above the gate."));
  }

  private static List<String> row(Plan plan, Gate ours, Gate naive) {
    return List.of(
        plan.title(),
        cell(ours, naive, 2, Gate::traitors),
        cell(ours, naive, 1, Gate::lagBreaches),
        cell(ours, naive, 0, Gate::lagValue),
        cell(ours, naive, 2, Gate::uncaught),
        cell(ours, naive, 2, Gate::gainPerCost),
        cell(ours, naive, 0, Gate::takenPerIdentity),
        cell(ours, naive, 2, Gate::honestBelow),
        cell(ours, naive, 1, Gate::sessionsUntil),
        cell(ours, naive, 2, Gate::neverThrough));
  }

  private static String cell(Gate ours, Gate naive, int digits, ToDoubleFunction<Gate> figure) {
    return Written.number(figure.applyAsDouble(ours), digits)
        + " ("
        + Written.number(figure.applyAsDouble(naive), digits)
        + ")";
  }

  /// Two bars that suppose what this market does not have: bonds, and escrow that is given back.
  static Section bars(Findings findings) {
    Gate unattacked = findings.outcome("none", Algorithm.Kind.EVIDENCE).gate();
    Gate slander = findings.outcome("slander, false disputes 0.3", Algorithm.Kind.EVIDENCE).gate();
    Gate whitewash = findings.outcome("whitewash", Algorithm.Kind.EVIDENCE).gate();
    return Section.of(
        "Bars at the gate",
        "Two bars that suppose bonds and escrow, which this market has not:",
        new Table(
            List.of(
                Column.words("Bar"),
                Column.number("at most"),
                Column.number("reached"),
                Column.verdict()),
            List.of(
                bar(
                    "slander, false disputes 0.3: more of the honest below than without attack",
                    MORE_BELOW,
                    slander.honestBelow() - unattacked.honestBelow()),
                bar(
                    "whitewash: taken by an identity, for what one costs",
                    Gate.IDENTITY_COST,
                    whitewash.takenPerIdentity()))));
  }

  private static List<String> bar(String what, double most, double reached) {
    return List.of(
        what,
        Written.as("%.2f", most),
        Written.as("%.2f", reached),
        Column.verdict(reached < most));
  }

  /// What becomes of it when fewer or more breaches are upheld.
  static Section sweep(Sweep sweep) {
    List<List<String>> rows = new ArrayList<>();
    for (Attack attack : Sweep.ATTACKS) {
      rows.add(upheld(attack.title() + ", ASP-raw", sweep.of(attack), Sweep.Point::naive));
      rows.add(upheld(attack.title() + ", ours", sweep.of(attack), Sweep.Point::ours));
    }
    return Section.of(
        "How much hangs on disputes",
        "Breach rate / AUC by the share of true breaches that get a verdict; false disputes stay at"
            + " 0.1.",
        new Table(Written.columns("Attack", Sweep.UPHELD.stream().map(String::valueOf)), rows));
  }

  private static List<String> upheld(
      String title, List<Sweep.Point> points, Function<Sweep.Point, Outcome> way) {
    List<String> row = new ArrayList<>(List.of(title));
    for (Sweep.Point point : points) {
      Outcome outcome = way.apply(point);
      row.add(Written.number(outcome.breachRate(), 3) + " / " + Written.number(outcome.auc(), 2));
    }
    return row;
  }

  /// How long each way computes, on this machine.
  static Section milliseconds(Findings findings) {
    List<List<String>> rows = new ArrayList<>();
    findings
        .milliseconds()
        .forEach((kind, took) -> rows.add(List.of(kind.title(), Written.number(took, 2))));
    return Section.of(
        "What it costs to compute",
        Written.as(
            "The scores of all %d agents at the end of a round of the ring, the mean of %d rounds, in"
                + " milliseconds on the machine that wrote this page. These figures alone differ when"
                + " it is written again.",
            findings.size().honest() + findings.size().adversaries(), findings.size().rounds()),
        new Table(Written.columns("Way to score", Stream.of("ms")), rows));
  }
}
