package dev.parley.console.sessions;

import dev.parley.console.page.Drawn;
import dev.parley.console.words.Plain;
import dev.parley.console.words.TermRows;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.Matter;
import dev.parley.core.session.Talk;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the numbers in the terms moved from offer to offer: one chart for each number that moved,
/// one line in it for each side.
///
/// @param name the path of the number in the terms
/// @param offers the offers that have it, in order
public record Curves(String name, List<Offer> offers) {
  private static final int CHARTS = 4;
  private static final int OFFERS = 200;

  /// A number in an offer.
  ///
  /// @param position the offer's position
  /// @param by who made it
  /// @param value the number
  public record Offer(long position, AgentUri by, BigDecimal value) {}

  static List<Curves> of(Talk talk) {
    List<Matter.Proposal> proposals =
        talk.matters().values().stream()
            .filter(Matter.Proposal.class::isInstance)
            .map(Matter.Proposal.class::cast)
            .filter(p -> p.kind() == Matter.Proposal.Kind.TALK)
            .sorted(Comparator.comparingLong(p -> p.origin().position()))
            .toList();
    Map<String, List<Offer>> byName = new LinkedHashMap<>();
    for (Matter.Proposal proposal :
        proposals.subList(Math.max(0, proposals.size() - OFFERS), proposals.size())) {
      TermRows.numbers(proposal.terms())
          .forEach(
              (name, value) ->
                  byName
                      .computeIfAbsent(name, _ -> new ArrayList<>())
                      .add(
                          new Offer(
                              proposal.origin().position(), proposal.origin().agent(), value)));
    }
    return byName.entrySet().stream()
        .filter(e -> e.getValue().stream().map(Offer::value).distinct().count() > 1)
        .limit(CHARTS)
        .map(e -> new Curves(e.getKey(), e.getValue()))
        .toList();
  }

  /// What a script draws.
  ///
  /// @return `{labels, series: [{name, values}]}`, with null where another side spoke
  public String json() {
    return new Drawn(
            offers.stream().map(offer -> "#" + offer.position()).toList(),
            offers.stream().map(Offer::by).distinct().map(this::line).toList())
        .json();
  }

  private JsonObject line(AgentUri by) {
    return Drawn.line(
        Plain.agent(by),
        offers.stream()
            .map(offer -> Optional.of(offer).filter(o -> o.by().equals(by)).map(Offer::value))
            .toList());
  }
}
