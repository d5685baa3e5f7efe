package dev.parley.console.sessions;

import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.page.Sought;
import dev.parley.console.page.Visit;
import dev.parley.console.words.Plain;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Propose;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Talk;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Route;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.sessions.SessionView;
import dev.parley.server.store.OverviewStore.Wanted;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.StoredSession;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Sessions: the list, one with its conversation, one message, the transcript.
public final class SessionPages {
  static final int ROWS = 50;

  private static final String ONE = Site.ROOT + "/sessions/{sessionId}";

  private final Site site;

  /// Makes the pages.
  ///
  /// @param site what they stand on
  public SessionPages(Site site) {
    this.site = site;
  }

  /// Where a session is shown.
  ///
  /// @param session its id
  /// @return a path
  public static String path(String session) {
    return Site.ROOT + "/sessions/" + session;
  }

  /// Their routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    SessionStreams streams = new SessionStreams(site);
    return List.of(
        site.door().get(Frame.Place.SESSIONS.href(), this::list),
        site.door().get(ONE, visit -> with(visit, reader -> detail(visit, reader))),
        site.door().get(ONE + "/events", visit -> with(visit, r -> streams.events(visit, r))),
        site.door()
            .get(ONE + "/transcript", visit -> with(visit, r -> streams.transcript(visit, r))),
        site.door().get(ONE + "/messages/{position}", visit -> with(visit, r -> raw(visit, r))));
  }

  /// Answers who may see the session; everybody else hears what they hear of one that is not there.
  private Answer with(Visit visit, Function<SessionReader, Answer> then) {
    return site.reader(visit.person(), visit.call().part("sessionId"))
        .map(then)
        .orElseGet(() -> site.html().lost(visit.who()));
  }

  private Answer list(Visit visit) {
    Optional<StateName> state = visit.chosen("state", StateName.values());
    Sought sought = Sought.of(visit);
    UUID before =
        visit
            .call()
            .parameter("before")
            .flatMap(SessionId::parse)
            .map(SessionId::value)
            .orElse(SessionStore.NEWEST);
    List<StoredSession> found =
        sought
            .reach()
            .map(
                whose ->
                    site.overview()
                        .sessions(
                            new Wanted(
                                visit.person().scope().reach(),
                                state.map(StateName::name),
                                whose,
                                before,
                                ROWS + 1)))
            .orElseGet(List::of);
    List<StoredSession> shown = found.subList(0, Math.min(ROWS, found.size()));
    String steward = site.node().steward().agent().text();
    SessionList view =
        new SessionList(
            shown.stream().map(stored -> new SessionList.Row(stored, steward)).toList(),
            state,
            sought,
            found.size() > ROWS
                ? Optional.of(shown.getLast().session().toString())
                : Optional.empty());
    return visit.wantsPart()
        ? site.html().part("sessionRows", view)
        : site.html()
            .page(
                "sessions",
                site.html().frame("Sessions", Optional.of(visit.who()), Frame.Place.SESSIONS),
                view);
  }

  private Answer detail(Visit visit, SessionReader reader) {
    SessionView view = reader.view();
    Talk talk = view.state().said().orElseThrow();
    long last = Math.max(0, talk.head().nextPosition() - SessionDetail.SHOWN);
    long from = visit.number("from").orElse(last);
    List<Entry> entries =
        new Entries(reader, site.node().verifier()).from(from, SessionDetail.SHOWN);
    String title = subject(reader);
    SessionDetail detail =
        new SessionDetail(
            view.session().toString(),
            title,
            talk.opening().openedAt(),
            Standing.of(view),
            entries,
            !view.state().name().terminal());
    return site.html()
        .page(
            "session",
            site.html().frame(title, Optional.of(visit.who()), Frame.Place.SESSIONS),
            detail);
  }

  private static String subject(SessionReader reader) {
    return reader.messages(0, 1).stream()
        .map(Entries::envelope)
        .map(envelope -> envelope.message() instanceof Propose propose ? propose.subject() : "")
        .map(Plain::text)
        .findFirst()
        .orElse("");
  }

  private Answer raw(Visit visit, SessionReader reader) {
    String position = visit.call().part("position");
    Optional<Delivered> message =
        Visit.whole(position).flatMap(at -> reader.messages(at, 1).stream().findFirst());
    return message
        .map(
            found -> {
              JsonObject json = Entries.envelope(found).json();
              RawMessage view = RawMessage.of(reader.view().session().toString(), found, json);
              return visit.wantsPart()
                  ? site.html().part("rawPart", view)
                  : site.html()
                      .page(
                          "raw",
                          site.html()
                              .frame(
                                  "Message " + position,
                                  Optional.of(visit.who()),
                                  Frame.Place.SESSIONS),
                          view);
            })
        .orElseGet(() -> site.html().lost(visit.who()));
  }
}
