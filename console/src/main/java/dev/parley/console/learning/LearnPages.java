package dev.parley.console.learning;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Visit;
import dev.parley.console.people.Scope;
import dev.parley.console.words.Plain;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import dev.parley.server.learning.LearnDesk;
import dev.parley.server.store.OverviewStore.Sought;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an agent may learn from its own sessions, for the people in whose scope it is. Only a
/// report that was asked for is made, since looking back is work.
public final class LearnPages {
  /// Of how many sessions a report may be made.
  static final List<Integer> SIZES = List.of(20, 100, 300, LearnDesk.MOST);

  private static final int USUAL = 100;
  private static final int CHOICES = 30;

  private final Site site;

  /// Makes the pages.
  ///
  /// @param site what they stand on
  public LearnPages(Site site) {
    this.site = site;
  }

  /// Their routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(site.door().get(Frame.Place.LEARN.href(), this::page));
  }

  private Answer page(Visit visit) {
    String typed = visit.call().parameter("agent").map(String::strip).orElse("");
    int last =
        visit
            .call()
            .parameter("last")
            .flatMap(text -> SIZES.stream().filter(n -> n.toString().equals(text)).findFirst())
            .orElse(USUAL);
    if (typed.isEmpty()) {
      return shown(
          visit,
          new LearnView(
              "", last, choices(visit.person().scope()), Optional.empty(), Optional.empty()));
    }
    Optional<AgentUri> agent =
        AgentUri.parse("agent://" + Plain.agent(typed))
            .filter(known -> visit.person().scope().reach().covers(known.text()))
            .filter(known -> site.node().registry().current(known).isPresent());
    return agent
        .map(known -> shown(visit, report(known, last)))
        .orElseGet(() -> site.html().lost(visit.who()));
  }

  private Answer shown(Visit visit, LearnView view) {
    return site.html()
        .page(
            "learn", site.html().frame("Learn", Optional.of(visit.who()), Frame.Place.LEARN), view);
  }

  private LearnView report(AgentUri agent, int last) {
    return switch (site.node().learning().report(agent, last, Optional.empty())) {
      case LearnDesk.Answered.Made(var report) ->
          new LearnView(
              Plain.agent(agent),
              last,
              List.of(),
              Optional.of(new Lesson(report)),
              Optional.empty());
      case LearnDesk.Answered.Declined(Refusal refusal, Duration retryAfter) ->
          new LearnView(
              Plain.agent(agent),
              last,
              List.of(),
              Optional.empty(),
              Optional.of(
                  "There is no report now: %s. Ask again in %s."
                      .formatted(refusal.message(), Plain.duration(retryAfter))));
    };
  }

  /// Those with the highest scores within the scope, without the node's own.
  private List<AgentUri> choices(Scope scope) {
    return switch (scope) {
      case Scope.Agent(AgentUri agent) -> List.of(agent);
      case Scope.Organisation(String domain) -> best("agent://" + domain + "/");
      case Scope.Node() -> best("");
    };
  }

  private List<AgentUri> best(String text) {
    return site
        .overview()
        .agents(new Sought(Optional.empty(), 0, text, Optional.empty(), CHOICES))
        .stream()
        .map(row -> new AgentUri(row.card().agent()))
        .filter(agent -> !agent.equals(site.node().steward().agent()))
        .toList();
  }
}
