package dev.parley.console.signin;

import dev.parley.console.page.Door;
import dev.parley.console.page.Frame;
import dev.parley.console.page.Site;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.server.http.Access;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Call;
import dev.parley.server.http.Route;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Signing in by a link that works once, and signing out. The link shows a button first: programs
/// that look at links before people do would use it up.
public final class SignInPages {
  private static final String LINK = Door.SIGN_IN + "/{secret}";

  private final Site site;

  /// Makes the pages.
  ///
  /// @param site what they stand on
  public SignInPages(Site site) {
    this.site = site;
  }

  /// What the page shows.
  ///
  /// @param person for whom the link is; nothing without a link
  /// @param action where the button leads
  /// @param used whether a link was shown that does not do
  public record View(Optional<Person> person, String action, boolean used) {}

  /// Their routes.
  ///
  /// @return all of them
  public List<Route> routes() {
    return List.of(
        new Route("GET", Door.SIGN_IN, Access.OPEN, _ -> page(Optional.empty(), "", false)),
        new Route("GET", LINK, Access.OPEN, this::offer),
        new Route("POST", LINK, Access.OPEN, this::use),
        site.door()
            .post(
                Site.ROOT + "/sign-out",
                EnumSet.allOf(Role.class),
                visit -> {
                  site.door().cookie(visit.call().request()).ifPresent(site.signIns()::end);
                  return Door.seeOther(Door.SIGN_IN).with("Set-Cookie", site.door().giving(""));
                }));
  }

  private Answer page(Optional<Person> person, String action, boolean used) {
    return site.html()
        .page(
            "signIn",
            site.html().frame("Sign in", Optional.empty(), Frame.Place.NOWHERE),
            new View(person, action, used));
  }

  private Answer offer(Call call) {
    String secret = call.part("secret");
    Optional<Person> person = site.signIns().of(secret);
    return page(person, Door.SIGN_IN + "/" + secret, person.isEmpty());
  }

  private Answer use(Call call) {
    if (!Door.fromHere(call.request())) {
      return site.door().foreign();
    }
    return site.signIns()
        .use(call.part("secret"))
        .map(cookie -> Door.seeOther(Site.ROOT).with("Set-Cookie", site.door().giving(cookie)))
        .orElseGet(() -> page(Optional.empty(), "", true));
  }
}
