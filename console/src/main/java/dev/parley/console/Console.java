package dev.parley.console;

import dev.parley.console.agents.AgentPages;
import dev.parley.console.disputes.DisputePages;
import dev.parley.console.escalations.EscalationPages;
import dev.parley.console.lab.LabPages;
import dev.parley.console.learning.LearnPages;
import dev.parley.console.overview.OverviewPages;
import dev.parley.console.page.RefusalPage;
import dev.parley.console.page.Site;
import dev.parley.console.people.Person;
import dev.parley.console.sessions.SessionPages;
import dev.parley.console.signin.LinkDesk;
import dev.parley.console.signin.SignInPages;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Pages;
import dev.parley.server.http.Request;
import dev.parley.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pages of one node. Thread-safe once the node has started.
public final class Console implements Pages {
  /// Where they are.
  public static final String PATH = Site.ROOT;

  private volatile @Nullable LinkDesk desk;
  private volatile @Nullable RefusalPage refusals;

  /// Pages that no node serves yet.
  public Console() {}

  @Override
  public List<Route> routes(Ground ground) {
    Site site = Site.on(ground);
    LinkDesk links = new LinkDesk(site);
    desk = links;
    refusals = new RefusalPage(site);
    List<Route> routes = new ArrayList<>();
    routes.add(site.html().assets().route(site.html()));
    routes.addAll(links.routes());
    routes.addAll(new SignInPages(site).routes());
    routes.addAll(new OverviewPages(site).routes());
    routes.addAll(new SessionPages(site).routes());
    routes.addAll(new EscalationPages(site).routes());
    routes.addAll(new DisputePages(site).routes());
    routes.addAll(new AgentPages(site).routes());
    routes.addAll(new LearnPages(site).routes());
    routes.addAll(new LabPages(site).routes());
    return List.copyOf(routes);
  }

  @Override
  public Answer forPeople(Request request, Answer answer) {
    String path = request.rawPath();
    RefusalPage pages = refusals;
    return pages == null
            || path.equals(LinkDesk.PATH)
            || !(path.equals(PATH) || path.startsWith(PATH + "/"))
        ? answer
        : pages.of(request, answer);
  }

  /// The path of a link that signs somebody in once.
  ///
  /// @param person who
  /// @return nothing before the node has started
  public Optional<String> link(Person person) {
    return Optional.ofNullable(desk).map(links -> links.link(person));
  }
}
