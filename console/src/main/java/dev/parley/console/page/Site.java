package dev.parley.console.page;

import dev.parley.console.people.Person;
import dev.parley.console.people.SignIns;
import dev.parley.core.message.SessionId;
import dev.parley.server.http.Bodies;
import dev.parley.server.http.NodeBinding;
import dev.parley.server.http.Pages;
import dev.parley.server.sessions.Oversight;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.store.OverviewStore;
import dev.parley.server.store.Reach;
import dev.parley.server.streams.Streams;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// What all pages stand on. Immutable.
///
/// @param ground the node under it
/// @param signIns who is signed in
/// @param html writes pages
/// @param door lets people in
public record Site(Pages.Ground ground, SignIns signIns, Html html, Door door) {
  /// Where the pages are.
  public static final String ROOT = "/console";

  /// Puts it together.
  ///
  /// @param ground the node
  /// @return a site with nobody signed in
  public static Site on(Pages.Ground ground) {
    SignIns signIns = new SignIns(ground.node().nanos());
    Html html = new Html(ground.about().domain());
    return new Site(ground, signIns, html, new Door(ground, signIns, html));
  }

  /// What the node stands on.
  ///
  /// @return the same each time
  public NodeBinding.Parts node() {
    return ground.node();
  }

  /// Reads forms.
  ///
  /// @return the same each time
  public Bodies bodies() {
    return ground.bodies();
  }

  /// The streams that may be open.
  ///
  /// @return the same each time
  public Streams streams() {
    return ground.streams();
  }

  /// What people see of the store.
  ///
  /// @return the same each time
  public OverviewStore overview() {
    return node().store().people().overview();
  }

  /// Whether somebody may see a session.
  ///
  /// @param person who
  /// @param session its id
  /// @return false when it is not theirs to see, and when there is none
  public boolean sees(Person person, UUID session) {
    Reach reach = person.scope().reach();
    return node()
        .store()
        .session(session)
        .filter(stored -> stored.participants().stream().anyMatch(reach::covers))
        .isPresent();
  }

  /// The session as a person may know it.
  ///
  /// @param person who
  /// @param session its id
  /// @return nothing when there is none for this person
  public Optional<SessionReader> reader(Person person, String session) {
    return SessionId.parse(session)
        .filter(id -> sees(person, id.value()))
        .flatMap(id -> Oversight.reader(node().sessions(), id));
  }

  /// A text as one part of a path, or as a value in a query, whatever is in it.
  ///
  /// @param text the text
  /// @return percent-encoded
  public static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
