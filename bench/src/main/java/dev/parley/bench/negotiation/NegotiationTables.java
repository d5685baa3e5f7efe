package dev.parley.bench.negotiation;

import dev.parley.bench.tables.Written;
import dev.parley.client.negotiation.FrequencyModel.Accuracy;
import dev.parley.client.negotiation.Landscape;
import dev.parley.client.negotiation.Landscape.Point;
import dev.parley.client.negotiation.Measures;
import dev.parley.client.negotiation.Strategy;
import dev.parley.console.lab.Column;
import dev.parley.console.lab.Section;
import dev.parley.console.lab.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a tournament came to: from here both the page and the report are written. Stateless.
final class NegotiationTables {
  private NegotiationTables() {}

  static Section domains(Tournament tournament) {
    List<Column> columns =
        Stream.of(
                Stream.of(Column.words("Domain")),
                Stream.of("Issues", "Outcomes", "Rational", "Pareto").map(Column::number),
                Stream.of("Nash", "Kalai", "Kalai-Smorodinsky").map(Column::words),
                Stream.of("Welfare", "Opposition").map(Column::number))
            .flatMap(part -> part)
            .toList();
    return Section.of(
            "The domains",
            "Utilities are shown as 0 to 1, a pair is the first side's and the other's. Rational: the"
                + " part of the outcomes in which neither side is worse off than without an"
                + " agreement. Opposition: the smallest distance of an outcome from (1, 1).",
            new Table(
                columns, tournament.arenas().stream().map(NegotiationTables::domain).toList()))
        .with(
            tournament.arenas().stream()
                .map(arena -> arena.name() + ": " + arena.scenario().about())
                .toList());
  }

  private static List<String> domain(Arena arena) {
    Landscape land = arena.landscape();
    return List.of(
        arena.name(),
        Written.as("%d", arena.scenario().domain().issues().size()),
        Written.as("%,d", land.outcomes()),
        Written.as("%.3f", land.rational()),
        Written.as("%d", land.pareto().size()),
        pair(land.nash()),
        pair(land.kalai()),
        pair(land.kalaiSmorodinsky()),
        Written.as("%.3f", land.welfare()),
        Written.as("%.3f", land.opposition()));
  }

  private static String pair(Point point) {
    return Written.as("%.3f, %.3f", point.first(), point.second());
  }

  static Section strategies(Tournament tournament) {
    return Section.of(
        "What each strategy reaches",
        Written.as(
            "%d domains, %d strategies against each other and themselves on both sides, %d rounds:"
                + " %,d sessions, %,d offers and answers. The mean of all sessions that a strategy"
                + " took part in, on whichever side.",
            tournament.arenas().size(),
            tournament.strategies().size(),
            tournament.rounds(),
            tournament.results().size(),
            tournament.messages()),
        new Table(
            Written.columns(
                "Strategy",
                Stream.of(
                    "Agreements",
                    "Utility",
                    "Partner's",
                    "Advantage",
                    "Pareto",
                    "Nash",
                    "Kalai",
                    "Kalai-Smorodinsky",
                    "Welfare",
                    "Rounds",
                    "Messages")),
            tournament.strategies().stream()
                .map(strategy -> row(strategy, tournament.mean(strategy)))
                .toList()));
  }

  private static List<String> row(Strategy strategy, Measures m) {
    List<String> row = new ArrayList<>(List.of(strategy.title()));
    Stream.of(
            m.agreement(),
            m.utility(),
            m.partner(),
            m.advantage(),
            m.pareto(),
            m.nash(),
            m.kalai(),
            m.kalaiSmorodinsky(),
            m.welfare())
        .forEach(figure -> row.add(Written.as("%.3f", figure)));
    row.add(Written.as("%.1f", m.rounds()));
    row.add(Written.as("%.1f", m.messages()));
    return row;
  }

  static Section pairs(Tournament tournament) {
    List<Strategy> all = tournament.strategies();
    List<List<String>> rows = new ArrayList<>();
    for (Strategy own : all) {
      List<String> row = new ArrayList<>(List.of(own.title()));
      for (Strategy other : all) {
        Measures m = tournament.against(own, other);
        row.add(Written.as("%.3f / %.2f", m.utility(), m.agreement()));
      }
      rows.add(row);
    }
    return Section.of(
        "Who reaches what against whom",
        "Utility of the strategy of the line against that of the column / part of agreements:",
        new Table(Written.columns("", all.stream().map(Strategy::title)), rows));
  }

  static Section model(Tournament tournament) {
    List<List<String>> rows = new ArrayList<>();
    for (Strategy strategy : tournament.strategies()) {
      Accuracy accuracy = tournament.guessed(strategy);
      rows.add(
          List.of(
              strategy.title(),
              Written.as("%.3f", accuracy.pearson()),
              Written.as("%.3f", accuracy.kendall())));
    }
    return Section.of(
        "Guessing what the other side wants",
        "A frequency model sees the offers of one side and guesses its utilities of all outcomes: an"
            + " issue that stays the same from offer to offer matters more, a value that is asked for"
            + " more often is better. The correlation of the guess with the truth, the mean over all"
            + " sessions; 0 where the guess has no differences.",
        new Table(
            Written.columns("Guessed strategy", Stream.of("Pearson", "Kendall tau-b")), rows));
  }

  /// Two notes: how three bargain, and how many did.
  static Section three(ThreeParties three) {
    Section how =
        Section.of(
            "Three at a table",
            "Stacked alternating offers (Aydoğan et al. 2017): in turn each accepts what stands,"
                + " offers something else, or gives up; agreed is what both others have accepted in a"
                + " row. Each knows its own preferences, the offer that stands when it is its turn,"
                + " and the number of rounds. On the wire the first to accept says ACCEPT of the"
                + " offer, its maker then commits all three to it, and both others ACCEPT that or"
                + " answer with a COUNTER: nobody is bound before all are.",
            new Table(
                Written.columns(
                    "Strategy",
                    Stream.of("Agreements", "Utility", "Others'", "Welfare", "Efficient", "Turns")),
                three.strategies().stream()
                    .map(strategy -> row(strategy, three.mean(strategy)))
                    .toList()));
    String many =
        Written.as(
            "%d domains, every strategy in every seat with every two others, %d turns each: %,d"
                + " tables, %,d offers and answers. The mean over all seats of a strategy; efficient"
                + " is the part of the agreements that left nothing that all three could have had.",
            Trio.NAMES.size(), three.rounds(), three.results().size(), three.turns());
    List<String> trios =
        Trio.all()
            .map(
                trio ->
                    Written.as(
                        "%s (%,d outcomes): %s",
                        trio.domain().name(), trio.domain().size(), trio.about()))
            .toList();
    return how.with(trios).noting(many);
  }

  private static List<String> row(Strategy strategy, ThreeParties.Mean m) {
    return List.of(
        strategy.title(),
        Written.as("%.3f", m.agreements()),
        Written.as("%.3f", m.utility()),
        Written.as("%.3f", m.others()),
        Written.as("%.3f", m.welfare()),
        Written.as("%.3f", m.efficient()),
        Written.as("%.1f", m.turns()));
  }
}
