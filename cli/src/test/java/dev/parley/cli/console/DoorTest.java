package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.parley.console.people.SignIns;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who gets in, and who does not.
@ExtendWith(OnStage.class)
final class DoorTest {
  private static final String SIGN_OUT = "/console/sign-out";

  private final Stage stage;
  private final Http http;

  DoorTest(Stage stage) {
    this.stage = stage;
    this.http = stage.http();
  }

  @Test
  void aLinkSignsInOnceAndSigningOutEndsIt() {
    String link = stage.link(Stage.OPERATOR);
    try (Visitor visitor = stage.stranger(Looks.LIGHT);
        Visitor second = stage.stranger(Looks.LIGHT)) {
      visitor.open(link);
      assertThat(visitor.find("h1")).hasText("Sign in as Olga Operator");
      second.open(link);
      visitor.find("main button").click();
      assertThat(visitor.find("nav a[aria-current]")).hasText("Overview");
      assertThat(visitor.at()).isEqualTo("/console");

      second.find("main button").click();
      assertThat(second.find("[role=alert]")).containsText("This link was used");
      assertThat(second.context().cookies()).isEmpty();
      second.open(link);
      assertThat(second.find("[role=alert]")).containsText("This link was used");

      Cookie cookie = visitor.context().cookies().getFirst();
      visitor.find(".person button").click();
      assertThat(visitor.find("h1")).hasText("Sign in");
      assertThat(visitor.context().cookies()).isEmpty();
      assertThat(refused("Cookie", cookie.name + "=" + cookie.value)).isTrue();
    }
  }

  @Test
  void onlyTheButtonUsesALinkUp() {
    String link = stage.link(Stage.OPERATOR);
    for (int i = 0; i < 3; i++) {
      assertThat(http.get(link).headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(http.post(link, "", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(refused(http.signIn(link).header())).isFalse();
    assertThat(http.post(link, "").headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aLinkThatNeverWasOneDoesNotDo() {
    for (String made : new String[] {"0".repeat(64), "x", "%00", "..%2f"}) {
      String path = "/console/sign-in/" + made;
      assertThat(http.post(path, "").headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(Http.text(http.get(path))).doesNotContain("Sign in as");
    }
  }

  @Test
  void noScriptSeesTheCookieAndNoOtherSiteGetsIt() {
    Http.Session session = stage.signIn(Stage.OPERATOR);
    assertThat(session.attributes()).contains("HttpOnly", "SameSite=Lax", "Path=/");
    try (Visitor visitor = stage.stranger(Looks.LIGHT)) {
      visitor.open(stage.link(Stage.OPERATOR));
      visitor.find("main button").click();
      assertThat(visitor.find("nav")).isVisible();
      Cookie cookie = visitor.context().cookies().getFirst();
      assertThat(cookie.httpOnly).isTrue();
      assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
      assertThat(visitor.page().evaluate("() => document.cookie")).isEqualTo("");
    }
  }

  @Test
  void aCookieThatNobodyWasGivenIsAStrangers() {
    Http.Session session = stage.signIn(Stage.OPERATOR);
    String name = session.name() + "=";
    String value = session.value();
    String forged = (value.charAt(0) == '0' ? '1' : '0') + value.substring(1);
    assertThat(refused(session.header())).isFalse();
    assertThat(refused()).isTrue();
    assertThat(refused("Cookie", name + forged)).isTrue();
    assertThat(refused("Cookie", name)).isTrue();
    assertThat(refused("Cookie", name + value.substring(1))).isTrue();
    assertThat(refused("Cookie", name + value + "; " + name + forged)).isTrue();
    assertThat(refused("Cookie", "__Host-" + name + value)).isTrue();
  }

  /// Whether a request is sent to where people sign in, by every page.
  private boolean refused(String... headers) {
    boolean refused = http.get("/console", headers).statusCode() == 303;
    for (String path : new String[] {"/sessions", "/events", "/sessions/x"}) {
      boolean to =
          refused
              ? http.get("/console" + path, headers)
                  .headers()
                  .firstValue("Location")
                  .orElse("")
                  .startsWith("/console/sign-in")
              : http.status("/console" + path, headers) != 303;
      assertThat(to).as(path).isTrue();
    }
    return refused;
  }

  @Test
  void linksAndCookiesGetOld() {
    AtomicLong nanos = new AtomicLong();
    SignIns signIns = new SignIns(nanos::get);
    String early = signIns.link(Stage.OPERATOR);
    String late = signIns.link(Stage.OPERATOR);
    nanos.addAndGet(SignIns.LINK_LIFE.minus(Duration.ofSeconds(1)).toNanos());
    String cookie = signIns.use(early).orElseThrow();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(signIns.of(late)).isEmpty();
    assertThat(signIns.use(late)).isEmpty();
    nanos.addAndGet(SignIns.LIFE.minus(Duration.ofSeconds(2)).toNanos());
    assertThat(signIns.who(cookie)).isPresent();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(signIns.who(cookie)).isEmpty();
  }

  @Test
  void aFormThatIsNotOursChangesNothing() {
    Http.Session session = stage.signIn(Stage.OPERATOR);
    String token = "token=" + http.token(session);
    String others = "token=" + http.token(stage.signIn(Stage.OPERATOR));
    for (String form : new String[] {"", "token=", "token=0", others, "tokens" + token}) {
      assertThat(http.post(SIGN_OUT, form, session.header()).statusCode()).as(form).isEqualTo(403);
    }
    for (String site : new String[] {"cross-site", "same-site", "else"}) {
      assertThat(
              http.post(SIGN_OUT, token, "Sec-Fetch-Site", site, "Cookie", session.header()[1])
                  .statusCode())
          .as(site)
          .isEqualTo(403);
    }
    assertThat(refused(session.header())).isFalse();
    assertThat(
            http.post(
                    SIGN_OUT, token, "Sec-Fetch-Site", "same-origin", "Cookie", session.header()[1])
                .statusCode())
        .isEqualTo(303);
    assertThat(refused(session.header())).isTrue();
  }

  @Test
  void aPageOfAnotherSiteCannotPostInSomebodysName() {
    Http.Session session = stage.signIn(Stage.OPERATOR);
    String page =
        "<form method=post action='%s%s'><input name=token value='%s'><button>Win</button></form>"
            .formatted(http.address(), SIGN_OUT, http.token(session));
    try (Visitor visitor = stage.stranger(Looks.LIGHT).with(session)) {
      visitor
          .page()
          .route(
              "http://elsewhere.test/",
              route ->
                  route.fulfill(
                      new Route.FulfillOptions().setContentType("text/html").setBody(page)));
      visitor.page().navigate("http://elsewhere.test/");
      visitor.find("button").click();
      visitor.page().waitForURL(http.address() + SIGN_OUT);
      assertThat(visitor.find("main")).not().containsText("Sign in as");
      assertThat(refused(session.header())).isFalse();
    }
  }

  @Test
  void whoWasSentToSignInIsToldNothingElse() {
    try (Visitor visitor = stage.stranger(Looks.LIGHT)) {
      visitor.open(Stage.path(stage.cast().haggled()));
      assertThat(visitor.at()).isEqualTo("/console/sign-in");
      assertThat(visitor.find("h1")).hasText("Sign in");
      assertThat(visitor.find("nav")).hasCount(0);
    }
  }
}
