package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.parley.client.Received;
import dev.parley.client.Say;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What happens while somebody looks.
@ExtendWith(OnStage.class)
final class LiveTest {
  private static final Pattern EVENTS = Pattern.compile(".*/events[?].*");

  private final Stage stage;

  LiveTest(Stage stage) {
    this.stage = stage;
  }

  private static void shows(Visitor visitor, Received said, String text) {
    assertThat(visitor.find("#m" + said.position())).containsText(text);
  }

  /// The conversation on the page is the session's, each message once and in order.
  private static void isWhole(Visitor visitor, Received last) {
    Object anchors =
        visitor
            .page()
            .evaluate("() => [...document.querySelectorAll('.entries > li')].map((li) => li.id)");
    assertThat(anchors)
        .isEqualTo(LongStream.rangeClosed(0, last.position()).mapToObj(n -> "m" + n).toList());
  }

  @Test
  void whatIsSaidAppearsAndChangesWhereItStands() {
    try (Cast.Talk talk = stage.cast().meet("A talk that is followed");
        Visitor visitor = stage.visitor(Stage.OPERATOR, Looks.LIGHT)) {
      visitor.open(Stage.path(talk.id()));
      assertThat(visitor.find(".live")).isVisible();
      shows(visitor, talk.first(Cast.offer(111)), "111");
      Received offer = talk.second(Cast.offer(222));
      shows(visitor, offer, "222");
      assertThat(visitor.find("aside .state")).hasText("conversing");
      assertThat(visitor.find("aside canvas").first()).isVisible();
      shows(visitor, talk.first(Say.accept(offer)), "accepts the offer");
      Received end = talk.first(Say.close("completed"));
      shows(visitor, end, "ends the session: completed");
      assertThat(visitor.find("aside .state")).hasText("closed");
      // Nothing more can come, and the page neither waits for it nor says that it does.
      assertThat(visitor.find(".live")).hasCount(0);
      assertThat(
              visitor
                  .page()
                  .evaluate(
                      "() => document.querySelector('[sse-connect]')['htmx-internal-data']"
                          + ".sseEventSource.readyState"))
          .isEqualTo(2);
      isWhole(visitor, end);
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  @Test
  void whatWasSaidMeanwhileIsThereOnceWhenTheLineIsBack() throws IOException {
    try (Cast.Talk talk = stage.cast().meet("A talk over a bad line");
        Cable cable = Cable.to(stage.node().port());
        Visitor visitor =
            stage
                .chromium()
                .visitor(cable.address(), Looks.LIGHT)
                .with(stage.signIn(Stage.OPERATOR))) {
      visitor.open(Stage.path(talk.id()));
      shows(visitor, talk.first(Cast.offer(111)), "111");
      cable.cut();
      Received missed = talk.second(Cast.offer(222));
      assertThat(visitor.find("#m" + missed.position())).hasCount(0);
      cable.mend();
      shows(visitor, missed, "222");
      Received next = talk.first(Cast.offer(333));
      shows(visitor, next, "333");
      isWhole(visitor, next);
    }
  }

  @Test
  void aStreamThatBeginsAnewRepeatsNothing() throws IOException {
    try (Cast.Talk talk = stage.cast().meet("A talk that is cut off");
        Cable cable = Cable.to(stage.node().port());
        Visitor visitor =
            stage
                .chromium()
                .visitor(cable.address(), Looks.LIGHT)
                .with(stage.signIn(Stage.OPERATOR))) {
      visitor.open(Stage.path(talk.id()));
      shows(visitor, talk.first(Cast.offer(111)), "111");
      // A browser gives a stream up that is refused; a new one begins where the page began.
      Page page = visitor.page();
      page.route(EVENTS, route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
      page.waitForResponse(EVENTS, cable::cut);
      Received missed = talk.second(Cast.offer(222));
      page.unroute(EVENTS);
      cable.mend();
      shows(visitor, missed, "222");
      Received next = talk.first(Cast.offer(333));
      shows(visitor, next, "333");
      isWhole(visitor, next);
    }
  }

  @Test
  void theOverviewCountsAnew() {
    try (Visitor visitor = stage.visitor(Stage.OPERATOR, Looks.LIGHT)) {
      visitor.open("/console");
      String before = visitor.find(".tile b").first().innerText();
      try (Cast.Talk _ = stage.cast().meet("One more")) {
        assertThat(visitor.find(".tile b").first()).not().hasText(before);
      }
      assertThat(visitor.complaints()).isEqualTo(List.of());
    }
  }

  @Test
  void whoSignedOutElsewhereSeesNothingMore() {
    Http.Session session = stage.signIn(Stage.OPERATOR);
    try (Cast.Talk talk = stage.cast().meet("A talk that is left");
        Visitor visitor = stage.stranger(Looks.LIGHT).with(session)) {
      visitor.open(Stage.path(talk.id()));
      shows(visitor, talk.first(Cast.offer(111)), "111");
      String token = "token=" + stage.http().token(session);
      assertThat(stage.http().post("/console/sign-out", token, session.header()).statusCode())
          .isEqualTo(303);
      Received after = talk.second(Cast.offer(222));
      // The stream ends with it, and coming back it is told so.
      visitor
          .page()
          .waitForFunction(
              "() => document.querySelector('[sse-connect]')['htmx-internal-data']"
                  + ".sseEventSource.readyState === 2");
      assertThat(visitor.find("#m" + after.position())).hasCount(0);
    }
  }
}
