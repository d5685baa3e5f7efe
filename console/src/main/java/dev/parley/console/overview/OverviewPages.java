package dev.parley.console.overview;

import dev.parley.console.page.Frame;
import dev.parley.console.page.LivePart;
import dev.parley.console.page.Site;
import dev.parley.console.page.Visit;
import dev.parley.console.people.Person;
import dev.parley.console.words.TimerWords;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Timer;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import dev.parley.server.sessions.Oversight;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.OverviewStore;
import dev.parley.server.store.Reach;
import dev.parley.server.store.StoreHealth;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WakeUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// The first page: how the node is doing, live.
public final class OverviewPages {
  private static final Duration AHEAD = Duration.ofDays(2);
  private static final int DUE_SHOWN = 8;
  private static final int LOOKED_AT = 100;

  private final Site site;
  private final Pulse pulse;
  private final Counts counts;

  /// Makes the page.
  ///
  /// @param site what it stands on
  public OverviewPages(Site site) {
    this.site = site;
    this.pulse = new Pulse(site.node().sessions());
    this.counts = new Counts(site.overview()::sessionsByState, site.node().nanos());
  }

  /// Its routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(
        site.door().get(Site.ROOT, this::page),
        site.door().get(Site.ROOT + "/events", this::events));
  }

  private Answer page(Visit visit) {
    Frame frame = site.html().frame("Overview", Optional.of(visit.who()), Frame.Place.OVERVIEW);
    return site.html().page("overview", frame, view(visit.person()));
  }

  private Answer events(Visit visit) {
    return LivePart.every(
        Duration.ofSeconds(1),
        site,
        visit,
        "overview",
        () -> site.html().bytes("overviewPart", view(visit.person())));
  }

  private OverviewView view(Person person) {
    NodeStore store = site.node().store();
    SortedMap<String, Long> sessions = counts.of(person.scope().reach());
    Instant now = site.node().clock().now();
    return new OverviewView(
        now,
        Arrays.stream(StateName.values())
            .filter(state -> state != StateName.IDLE)
            .map(state -> new OverviewView.Count(state, sessions.getOrDefault(state.name(), 0L)))
            .toList(),
        pulse.perSecond(now),
        due(person, now),
        site.overview()
            .waiting(
                new OverviewStore.Waiting(
                    person.scope().reach(),
                    new Reach.Everybody(),
                    person.agent().map(AgentUri::text))),
        site.overview().openDisputes(person.scope().reach()),
        health(store.health()));
  }

  private OverviewView.Health health(StoreHealth health) {
    Unavailable trouble = health.trouble();
    return new OverviewView.Health(
        health.durability(),
        trouble == null ? Optional.empty() : Optional.of(trouble.cause() + ": " + trouble.detail()),
        health.waiting(),
        site.ground().about().crypto());
  }

  private List<OverviewView.Due> due(Person person, Instant now) {
    List<OverviewView.Due> out = new ArrayList<>();
    for (WakeUp wakeUp : site.node().store().wakeUps(WakeUp.FIRST, now.plus(AHEAD), LOOKED_AT)) {
      if (out.size() >= DUE_SHOWN) {
        break;
      }
      if (site.sees(person, wakeUp.session())) {
        next(new SessionId(wakeUp.session())).ifPresent(out::add);
      }
    }
    out.sort(Comparator.comparing(OverviewView.Due::due));
    return out;
  }

  private Optional<OverviewView.Due> next(SessionId session) {
    return Oversight.reader(site.node().sessions(), session)
        .map(SessionReader::view)
        .flatMap(view -> view.state().timers().stream().min(Timer::compareTo))
        .map(timer -> new OverviewView.Due(session.toString(), TimerWords.of(timer), timer.due()));
  }
}
