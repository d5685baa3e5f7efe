package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever an agent writes is words, wherever it stands.
@ExtendWith(OnStage.class)
final class HostileTextTest {
  private final Stage stage;

  HostileTextTest(Stage stage) {
    this.stage = stage;
  }

  /// What of it became part of the page, instead of its text.
  private static Object alive(Visitor visitor) {
    return found(visitor, "body script, img, svg, textarea, [onerror], [onload]");
  }

  /// The same where there is a form, with one place to write in.
  private static Object aliveBesidesForms(Visitor visitor) {
    return found(visitor, "body script, img, svg, textarea ~ textarea, [onerror], [onload]");
  }

  /// The same where there are pictures of ours.
  private static Object aliveBesidesDrawings(Visitor visitor) {
    return found(visitor, "body script, img, svg:not(.graph, .key), textarea, [onerror], [onload]");
  }

  private static Object found(Visitor visitor, String selector) {
    return visitor
        .page()
        .evaluate(
            """
            (selector) => [...document.querySelectorAll(selector)]
              .map((place) => place.outerHTML)""",
            selector);
  }

  /// What cannot be seen, in texts, in attributes, in the title.
  private static List<String> unseen(Visitor visitor) {
    String all = visitor.page().content();
    return Hostile.UNSEEN.stream().filter(all::contains).toList();
  }

  @Test
  void aConversationOfMarkupIsText() {
    Visitor visitor = Sight.HOSTILE.open(stage, Looks.LIGHT);
    assertThat(visitor.find(".entry .says").filter(containing(Hostile.SCRIPT)).first()).isVisible();
    for (String said :
        List.of(Hostile.SCRIPT, Hostile.IMAGE, Hostile.QUOTE, "pay \ufffd001 USD\ufffd")) {
      assertThat(visitor.find("h1")).containsText(said);
      assertThat(visitor.page().title()).contains(said);
      assertThat(visitor.find(".terms th").filter(containing(said)).first()).isVisible();
      assertThat(visitor.find(".terms td").filter(containing(said)).first()).isVisible();
      assertThat(visitor.find("aside h2").filter(containing(said)).first()).isVisible();
      assertThat(visitor.find("aside li").filter(containing(said)).first()).isVisible();
    }
    // Each kind of message that carries words of an agent's choice.
    for (String sentence :
        List.of(
            "invites to talk about ",
            "proposes an offer: ",
            "asks back: ",
            "explains: ",
            "rejects the offer #",
            "asks (ask",
            "says “note",
            "records a failure: ",
            "asks a person to decide: ")) {
      assertThat(
              visitor
                  .find(".entry .says")
                  .filter(containing(sentence))
                  .filter(containing(Hostile.SCRIPT)))
          .isVisible();
    }
    assertThat(alive(visitor)).isEqualTo(List.of());
    assertThat(unseen(visitor)).isEmpty();
    assertThat(visitor.complaints()).isEmpty();
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void soIsAMessageInFullAloneAndInItsPlace() {
    Visitor visitor = Sight.HOSTILE.open(stage, Looks.LIGHT);
    visitor.find("#m4 .marks a").click();
    assertThat(visitor.find("#m4 .raw pre")).containsText(Hostile.SCRIPT);
    assertThat(visitor.find("#m4 .raw pre")).containsText("pay \\u202e001 USD\\u202c");
    assertThat(alive(visitor)).isEqualTo(List.of());
    assertThat(unseen(visitor)).isEmpty();
    Sight.HOSTILE_MESSAGE.open(stage, Looks.LIGHT);
    assertThat(visitor.find("main pre")).containsText(Hostile.SCRIPT);
    assertThat(alive(visitor)).isEqualTo(List.of());
    assertThat(unseen(visitor)).isEmpty();
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void soIsADisputeWithAllThatBothSidesSay() {
    Visitor visitor = Sight.DISPUTE.open(stage, Looks.LIGHT);
    for (String said : List.of(Hostile.SCRIPT, Hostile.IMAGE, Hostile.QUOTE)) {
      assertThat(visitor.find("section").first())
          .containsText("write three reports " + Hostile.SCRIPT);
      assertThat(visitor.find(".columns section").nth(0)).containsText(said);
      assertThat(visitor.find(".columns section").nth(1)).containsText(said);
    }
    assertThat(visitor.find("textarea")).hasCount(1);
    assertThat(aliveBesidesForms(visitor)).isEqualTo(List.of());
    assertThat(unseen(visitor)).isEmpty();
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void soIsWhatAPersonTypesIntoARuling() {
    Visitor visitor = Sight.DISPUTE.open(stage, Looks.LIGHT);
    visitor.find("input[name=upheld][value=yes]").check();
    visitor.find("textarea[name=grounds]").fill(Hostile.ALL);
    visitor.find("input[name=share]").fill("0.25");
    visitor.find("button[value=preview]").click();
    assertThat(visitor.find("form .notice")).containsText("10.00 USD out of the escrow");
    assertThat(visitor.find("textarea[name=grounds]")).hasValue(Hostile.ALL);
    assertThat(aliveBesidesForms(visitor)).isEqualTo(List.of());
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void soIsAnEscalationAndTheQueueOfThem() {
    Visitor visitor = stage.operator(Looks.LIGHT);
    visitor.open("/console/escalations");
    Locator asked = visitor.find("table a").filter(containing(Hostile.SCRIPT)).first();
    assertThat(asked).containsText(Hostile.IMAGE + Hostile.QUOTE);
    assertThat(alive(visitor)).isEqualTo(List.of());
    assertThat(unseen(visitor)).isEmpty();
    asked.click();
    assertThat(visitor.find("h1")).containsText(Hostile.SCRIPT + Hostile.IMAGE + Hostile.QUOTE);
    assertThat(visitor.page().title()).isNotEmpty();
    assertThat(aliveBesidesForms(visitor)).isEqualTo(List.of());
    assertThat(unseen(visitor)).isEmpty();
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void soIsAnAgentAndTheListOfThem() {
    Visitor visitor = Sight.AGENTS.open(stage, Looks.LIGHT);
    assertThat(visitor.find("td").filter(containing(Hostile.SCRIPT)).first()).isVisible();
    assertThat(alive(visitor)).isEqualTo(List.of());
    Sight.AGENT.open(stage, Looks.LIGHT);
    assertThat(visitor.find("h1")).containsText(Hostile.SCRIPT + Hostile.IMAGE + Hostile.QUOTE);
    assertThat(aliveBesidesDrawings(visitor)).isEqualTo(List.of());
    assertThat(unseen(visitor)).isEmpty();
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void soIsWhatArrivesWhileSomebodyLooks() {
    try (Cast.Talk talk = stage.cast().meet("Words that arrive");
        Visitor visitor = stage.visitor(Stage.OPERATOR, Looks.LIGHT)) {
      visitor.open(Stage.path(talk.id()));
      Hostile.say(talk);
      assertThat(visitor.find(".entry .says").filter(containing("asks a person to decide")))
          .isVisible();
      assertThat(visitor.find("aside h2").filter(containing(Hostile.SCRIPT)).first()).isVisible();
      assertThat(alive(visitor)).isEqualTo(List.of());
      assertThat(unseen(visitor)).isEmpty();
      assertThat(visitor.complaints()).isEmpty();
    }
  }

  @Test
  void soIsWhatIsTypedIntoTheFilter() {
    Visitor visitor = stage.operator(Looks.LIGHT);
    visitor.open("/console/sessions");
    visitor.find("input[name=agent]").fill(Hostile.SCRIPT + Hostile.IMAGE);
    visitor.find(".filters button").click();
    assertThat(visitor.find("[role=alert]")).isVisible();
    visitor.page().reload();
    assertThat(visitor.find("input[name=agent]")).hasValue(Hostile.SCRIPT + Hostile.IMAGE);
    assertThat(alive(visitor)).isEqualTo(List.of());
    assertThat(visitor.complaints()).isEmpty();
  }
}
