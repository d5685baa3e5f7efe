package dev.parley.console.page;

import dev.parley.console.people.Role;
import dev.parley.console.people.SignIns;
import dev.parley.console.people.SignedIn;
import dev.parley.server.http.Access;
import dev.parley.server.http.Answer;
import dev.parley.server.http.Call;
import dev.parley.server.http.Pages;
import dev.parley.server.http.Request;
import dev.parley.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lets people in: by a cookie that only this site gets and no script sees, and, where something is
/// to be changed, by a token in the form that a page of another site does not know. Thread-safe.
public final class Door {
  /// Where people sign in.
  public static final String SIGN_IN = Site.ROOT + "/sign-in";

  private static final String BARE_COOKIE = "parley-console";

  private final Pages.Ground ground;
  private final SignIns signIns;
  private final Html html;
  private final boolean secure;

  Door(Pages.Ground ground, SignIns signIns, Html html) {
    this.ground = ground;
    this.signIns = signIns;
    this.html = html;
    this.secure = ground.about().address().startsWith("https:");
  }

  /// A page.
  ///
  /// @param path its path
  /// @param handler answers who is signed in
  /// @return its route
  public Route get(String path, Visit.Handler handler) {
    return new Route(
        "GET",
        path,
        Access.OPEN,
        call ->
            who(call.request())
                .map(who -> handler.answer(new Visit(call, who, Map.of())))
                .orElseGet(() -> stranger(call)));
  }

  /// What a form leads to.
  ///
  /// @param path its path
  /// @param roles who may send it
  /// @param handler answers who may
  /// @return its route
  public Route post(String path, Set<Role> roles, Visit.Handler handler) {
    return new Route(
        "POST",
        path,
        Access.OPEN,
        call ->
            who(call.request())
                .map(who -> sent(call, who, roles, handler))
                .orElseGet(() -> stranger(call)));
  }

  private Answer sent(Call call, SignedIn who, Set<Role> roles, Visit.Handler handler) {
    if (!fromHere(call.request())) {
      return foreign();
    }
    return ground
        .bodies()
        .form(
            call,
            fields ->
                !who.owns(fields.get("token"))
                    ? foreign()
                    : !roles.contains(who.person().role())
                        ? html.sorry(
                            403,
                            Optional.of(who),
                            "Not yours to do",
                            "You are signed in as "
                                + who.person().role().wire()
                                + ", and that is for others to decide.")
                        : handler.answer(new Visit(call, who, fields)),
            html.sorry(400, Optional.of(who), "Not understood", "The form is not well formed."));
  }

  /// What a request gets that another site has made.
  ///
  /// @return the answer
  public Answer foreign() {
    return html.sorry(
        403,
        Optional.empty(),
        "Not from here",
        "This did not come from a page of this console, so nothing was changed. Go back, load the"
            + " page anew, and try again.");
  }

  /// Browsers say where a form comes from; what they do not say is held against nobody, since the
  /// token decides.
  ///
  /// @param request the request
  /// @return false when the browser says that another site made it
  public static boolean fromHere(Request request) {
    return request.header("Sec-Fetch-Site").stream()
        .allMatch(site -> site.equals("same-origin") || site.equals("none"));
  }

  /// Who makes a request.
  ///
  /// @param request the request
  /// @return nothing for who is not signed in
  public Optional<SignedIn> who(Request request) {
    return cookie(request).flatMap(signIns::who);
  }

  /// What the cookie carries.
  ///
  /// @param request the request
  /// @return nothing unless there is exactly one
  public Optional<String> cookie(Request request) {
    String begin = cookieName() + "=";
    List<String> found =
        request.header("Cookie").stream()
            .flatMap(header -> List.of(header.split(";", -1)).stream())
            .map(String::strip)
            .filter(pair -> pair.startsWith(begin))
            .map(pair -> pair.substring(begin.length()))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private String cookieName() {
    return secure ? "__Host-" + BARE_COOKIE : BARE_COOKIE;
  }

  /// The header that gives a cookie, or takes it away.
  ///
  /// @param value what it carries; empty to take it away
  /// @return the value of `Set-Cookie`
  public String giving(String value) {
    return "%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%d%s"
        .formatted(
            cookieName(),
            value,
            value.isEmpty() ? 0 : SignIns.LIFE.toSeconds(),
            secure ? "; Secure" : "");
  }

  private Answer stranger(Call call) {
    Request request = call.request();
    if (!request.method().equals("GET") || !request.header("HX-Request").isEmpty()) {
      return html.sorry(401, Optional.empty(), "Signed out", "Sign in again; nothing was changed.");
    }
    return seeOther(SIGN_IN);
  }

  /// Goes somewhere else with a GET.
  ///
  /// @param path where
  /// @return the answer
  public static Answer seeOther(String path) {
    return new Answer.Whole(303, new byte[0], List.of(new Answer.Field("Location", path)));
  }
}
