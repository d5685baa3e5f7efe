package dev.parley.console.escalations;

import dev.parley.console.page.Door;
import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Sought;
import dev.parley.console.page.Visit;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.core.error.Refusal;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import dev.parley.server.people.AuthorityDesk;
import dev.parley.server.people.EscalationDesk;
import dev.parley.server.sessions.Outcome;
import dev.parley.server.store.OverviewStore;
import dev.parley.server.store.OverviewStore.Ended;
import dev.parley.server.store.Reach;
import dev.parley.server.store.StoredEscalation;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What waits for people: the queue, all that is needed to decide, and the decision about exactly
/// the bytes that were shown.
public final class EscalationPages {
  private static final String ONE = Site.ROOT + "/escalations/{sessionId}/{escalationId}";
  private static final int WAITING_SHOWN = 200;
  private static final int DECIDED_SHOWN = 25;
  private static final Pattern CURSOR = Pattern.compile("([0-9]{1,15})_([0-9a-f-]{36})_(.{1,256})");

  private final Site site;
  private final EscalationDesk desk;
  private final AuthorityDesk authorities;

  /// Makes the pages.
  ///
  /// @param site what they stand on
  public EscalationPages(Site site) {
    this.site = site;
    this.desk = site.node().escalations();
    this.authorities =
        new AuthorityDesk(
            desk, site.node().registry(), site.node().sessions(), site.node().clock());
  }

  /// Their routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(
        site.door().get(Frame.Place.ESCALATIONS.href(), this::queue),
        site.door().get(ONE, visit -> question(visit, Optional.empty(), 200)),
        site.door().post(ONE, EnumSet.of(Role.OPERATOR, Role.AUTHORITY), this::decide));
  }

  private Answer queue(Visit visit) {
    Person person = visit.person();
    Ended before =
        visit.call().parameter("before").flatMap(EscalationPages::cursor).orElse(Ended.NOW);
    Sought sought = Sought.of(visit);
    Optional<Reach> whose = sought.reach();
    OverviewStore overview = site.overview();
    List<StoredEscalation> waiting =
        whose
            .map(
                with ->
                    overview.waiting(
                        new OverviewStore.Waiting(
                            person.scope().reach(), with, person.agent().map(AgentUri::text)),
                        site.node().clock().now(),
                        WAITING_SHOWN + 1))
            .orElseGet(List::of);
    List<StoredEscalation> decided =
        whose
            .map(with -> overview.decided(person.scope().reach(), with, before, DECIDED_SHOWN + 1))
            .orElseGet(List::of);
    List<StoredEscalation> shown = decided.subList(0, Math.min(DECIDED_SHOWN, decided.size()));
    Queue view =
        new Queue(
            sought,
            asked(waiting.subList(0, Math.min(WAITING_SHOWN, waiting.size()))),
            waiting.size() > WAITING_SHOWN,
            asked(shown),
            decided.size() > DECIDED_SHOWN
                ? Optional.of(cursor(shown.getLast()))
                : Optional.empty());
    Frame frame =
        site.html().frame("Escalations", Optional.of(visit.who()), Frame.Place.ESCALATIONS);
    return site.html().page("escalations", frame, view);
  }

  private List<Asked> asked(List<StoredEscalation> stored) {
    return desk.lines(stored).stream().map(Asked::of).toList();
  }

  private static String cursor(StoredEscalation last) {
    Ended ended = Ended.of(last);
    return ended.at().toEpochMilli() + "_" + ended.session() + "_" + ended.escalationId();
  }

  private static Optional<Ended> cursor(String text) {
    Matcher parts = CURSOR.matcher(text);
    return parts.matches()
        ? SessionId.parse(parts.group(2))
            .map(
                session ->
                    new Ended(
                        Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                        session.value(),
                        parts.group(3)))
        : Optional.empty();
  }

  private Optional<JsonObject> found(Visit visit) {
    return site.reader(visit.person(), visit.call().part("sessionId"))
        .flatMap(reader -> desk.view(reader.view().session(), visit.call().part("escalationId")));
  }

  private Answer question(Visit visit, Optional<String> notice, int status) {
    return found(visit)
        .map(
            json ->
                site.html()
                    .page(
                        status,
                        "escalation",
                        site.html()
                            .frame("Escalation", Optional.of(visit.who()), Frame.Place.ESCALATIONS),
                        view(visit, json, notice)))
        .orElseGet(() -> site.html().lost(visit.who()));
  }

  private Question view(Visit visit, JsonObject json, Optional<String> notice) {
    Asked asked = Asked.of(json);
    List<String> deciders = Question.texts(json, "deciders");
    return new Question(
        asked,
        deciders,
        Question.texts(json, "options"),
        json.has("bodyHash"),
        json.object("shown").map(Question.Shown::of),
        json.object("about").map(Question.About::of),
        MandateRows.of(site, json.string("principal").orElse("")),
        MandateRows.budget(site, visit.person(), asked.session(), json),
        asked.waits() && mayDecide(visit.person(), deciders),
        notice,
        visit.field("reason").orElse(""));
  }

  private static boolean mayDecide(Person person, List<String> deciders) {
    return switch (person.role()) {
      case VIEWER -> false;
      case OPERATOR -> deciders.isEmpty();
      case AUTHORITY -> person.agent().filter(a -> deciders.contains(a.text())).isPresent();
    };
  }

  /// The form carries the hash of what was on the page: where something else is planned by now, the
  /// desk refuses it, and the page is shown with what is planned now.
  private Answer decide(Visit visit) {
    if (found(visit).isEmpty()) {
      return site.html().lost(visit.who());
    }
    SessionId session = SessionId.parse(visit.call().part("sessionId")).orElseThrow();
    String id = visit.call().part("escalationId");
    boolean approve = visit.field("act").filter("approve"::equals).isPresent();
    if (!approve && visit.field("act").filter("refuse"::equals).isEmpty()) {
      return question(visit, Optional.of("Say whether you approve or refuse."), 400);
    }
    Optional<String> reason = visit.field("reason");
    if (reason.isEmpty()) {
      return question(visit, Optional.of("Say why: it is kept with the decision."), 400);
    }
    JsonObject order =
        JsonObject.builder()
            .put("decision", visit.field("session").orElse("resume"))
            .put("approve", approve)
            .putIfPresent("bodyHash", visit.field("bodyHash").orElse(null))
            .put("reason", reason.get() + " (" + visit.person().name() + ")")
            .build();
    Outcome outcome =
        visit
            .person()
            .agent()
            .map((AgentUri agent) -> authorities.decide(agent, session, id, order))
            .orElseGet(() -> desk.decide(session, id, order));
    return switch (outcome) {
      case Outcome.Accepted _, Outcome.Repeated _ ->
          Door.seeOther(Asked.path(session.toString(), id));
      case Outcome.Refused(Refusal refusal, _) ->
          question(
              visit,
              Optional.of("Nothing was decided: " + refusal.message() + ". Look again."),
              409);
    };
  }
}
