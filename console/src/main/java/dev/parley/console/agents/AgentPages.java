package dev.parley.console.agents;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Visit;
import dev.parley.console.words.Plain;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import dev.parley.server.registry.Registry;
import dev.parley.server.store.Discovery;
import dev.parley.server.store.OverviewStore.Sought;
import dev.parley.server.store.RegisteredAgent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Agents: the list, and one with its record. Cards and scores are for everybody who is signed in,
/// since all agents of the node see them too; what an agent did, with whom and for how much is for
/// those only in whose scope it is.
public final class AgentPages {
  static final int ROWS = 50;

  private static final int TYPED_MAX = 300;

  private final Site site;
  private final Portraits portraits;

  /// Makes the pages.
  ///
  /// @param site what they stand on
  public AgentPages(Site site) {
    this.site = site;
    this.portraits = new Portraits(site);
  }

  /// Where an agent is shown. Its address is one part of the path, whatever slashes it has.
  ///
  /// @param agent its URI
  /// @return a path
  public static String path(String agent) {
    return Frame.Place.AGENTS.href() + "/" + Site.part(Plain.agent(agent));
  }

  /// Their routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(
        site.door().get(Frame.Place.AGENTS.href(), this::list),
        site.door().get(Frame.Place.AGENTS.href() + "/{agent}", this::one));
  }

  private Answer list(Visit visit) {
    AgentList.Asked asked =
        new AgentList.Asked(
            typed(visit, "capability"), typed(visit, "trust"), typed(visit, "text"));
    OptionalInt least = hundredths(asked.trust());
    AgentList view =
        least.isPresent()
            ? found(asked, least.getAsInt(), visit.call().parameter("after"))
            : new AgentList(
                List.of(),
                asked,
                Optional.empty(),
                Optional.of("The least trust is a number from 0 to 100."));
    return visit.wantsPart()
        ? site.html().part("agentRows", view)
        : site.html()
            .page(
                "agents",
                site.html().frame("Agents", Optional.of(visit.who()), Frame.Place.AGENTS),
                view);
  }

  private static String typed(Visit visit, String name) {
    return visit
        .call()
        .parameter(name)
        .map(String::strip)
        .filter(text -> text.length() <= TYPED_MAX)
        .orElse("");
  }

  private static OptionalInt hundredths(String typed) {
    if (typed.isEmpty()) {
      return OptionalInt.of(0);
    }
    if (!typed.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
      return OptionalInt.empty();
    }
    int hundredths = new BigDecimal(typed).movePointRight(2).intValueExact();
    return hundredths <= 10_000 ? OptionalInt.of(hundredths) : OptionalInt.empty();
  }

  private AgentList found(AgentList.Asked asked, int least, Optional<String> after) {
    Registry registry = site.node().registry();
    registry.trust().publish();
    List<RegisteredAgent> found =
        site.overview()
            .agents(
                new Sought(
                    Optional.of(asked.capability()).filter(word -> !word.isEmpty()),
                    least,
                    asked.text(),
                    after.flatMap(AgentPages::place),
                    ROWS + 1));
    List<RegisteredAgent> shown = found.subList(0, Math.min(ROWS, found.size()));
    return new AgentList(
        shown.stream()
            .map(row -> new AgentUri(row.card().agent()))
            .flatMap(
                agent ->
                    registry.current(agent).stream()
                        .map(card -> new AgentList.Row(card, registry.trustScore(agent).total())))
            .toList(),
        asked,
        found.size() > ROWS ? Optional.of(cursor(shown.getLast())) : Optional.empty(),
        Optional.empty());
  }

  private static String cursor(RegisteredAgent last) {
    Discovery.Place place = Discovery.Place.of(last);
    return place.trustScoreHundredths() + "~" + place.agent();
  }

  private static Optional<Discovery.Place> place(String cursor) {
    int split = cursor.indexOf('~');
    return split < 1 || !cursor.substring(0, split).matches("[0-9]{1,5}")
        ? Optional.empty()
        : Optional.of(
            new Discovery.Place(
                Integer.parseInt(cursor.substring(0, split)), cursor.substring(split + 1)));
  }

  private Answer one(Visit visit) {
    long before = visit.number("before").orElse(Long.MAX_VALUE);
    return AgentUri.parse("agent://" + Plain.agent(visit.call().part("agent")))
        .flatMap(agent -> portraits.of(agent, visit.person(), before))
        .map(
            view ->
                site.html()
                    .page(
                        "agent",
                        site.html()
                            .frame(view.brief(), Optional.of(visit.who()), Frame.Place.AGENTS),
                        view))
        .orElseGet(() -> site.html().lost(visit.who()));
  }
}
