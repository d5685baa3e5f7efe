package dev.parley.bench.negotiation;

import dev.parley.bench.negotiation.NegotiationPage.Played;
import dev.parley.bench.tables.Written;
import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Strategy;
import dev.parley.console.lab.Chart;
import dev.parley.console.lab.LabReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What a tournament came to, as the console shows it: the tables of the page, and a chart that a
/// script draws. What was carried over the wire is left out, since it is of one machine and run.
/// Stateless.
public final class NegotiationReport {
  private NegotiationReport() {}

  /// Makes it.
  ///
  /// @param options what was asked for, after `./parley lab negotiate`
  /// @param played in memory
  /// @return the report
  public static LabReport of(String options, Played played) {
    Tournament two = played.two();
    return new LabReport(
        "A tournament of negotiators",
        "./parley lab negotiate " + options,
        Written.as(
            "%d strategies bargain with each other in %d domains, %d rounds each: %,d sessions of two,"
                + " and %,d tables of three.",
            two.strategies().size(),
            two.arenas().size(),
            two.rounds(),
            two.results().size(),
            played.three().results().size()),
        List.of(
            NegotiationTables.strategies(two)
                .with(
                    chart(two),
                    "The chart has the part of sessions that ended with an agreement, the utility,"
                        + " and how near to the Nash point that was. What the measures are, and what"
                        + " came of the same over the wire, is in docs/negotiation.md."),
            NegotiationTables.pairs(two),
            NegotiationTables.model(two),
            NegotiationTables.three(played.three()),
            NegotiationTables.domains(two)));
  }

  private static Chart chart(Tournament tournament) {
    return new Chart(
        Chart.Kind.BARS,
        "Agreements, utility and Nash optimality of each strategy",
        tournament.strategies().stream().map(Strategy::title).toList(),
        List.of(
            series("Agreements", tournament, Measures::agreement),
            series("Utility", tournament, Measures::utility),
            series("Nash", tournament, Measures::nash)),
        BigDecimal.ONE,
        Optional.empty());
  }

  private static Chart.Series series(
      String name, Tournament tournament, ToDoubleFunction<Measures> measure) {
    return new Chart.Series(
        name,
        tournament.strategies().stream()
            .map(strategy -> measure.applyAsDouble(tournament.mean(strategy)))
            .map(figure -> Written.drawn(figure, 3))
            .toList());
  }
}
