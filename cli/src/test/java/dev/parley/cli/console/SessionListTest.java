package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Finding sessions, with scripts and without.
@ExtendWith(OnStage.class)
final class SessionListTest {
  private static final int PAGE = 50;
  private static final String ROWS = "tbody tr";

  private final Stage stage;

  SessionListTest(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void crowd() {
    stage.cast().crowd();
  }

  private static void fill(Visitor visitor, String agent) {
    visitor.find("input[name=agent]").fill(agent);
    visitor.find(".filters button").click();
  }

  private static List<String> sessions(Visitor visitor) {
    return visitor.find(ROWS + " a").allInnerTexts();
  }

  @Test
  void turnsThePagesOfALongList() {
    for (Looks looks : List.of(Looks.LIGHT, Looks.WITHOUT_SCRIPTS)) {
      Visitor visitor = stage.operator(looks);
      visitor.open("/console/sessions");
      fill(visitor, "crowd.example");
      assertThat(visitor.find(ROWS).last()).containsText("crowd.example/opening");
      assertThat(visitor.find(ROWS)).hasCount(PAGE);
      List<String> all = new ArrayList<>(sessions(visitor));
      older(visitor).click();
      assertThat(visitor.find(ROWS)).hasCount(Cast.CROWD - PAGE);
      assertThat(older(visitor)).hasCount(0);
      all.addAll(sessions(visitor));
      assertThat(new HashSet<>(all)).hasSize(Cast.CROWD);
      assertThat(visitor.find("input[name=agent]")).hasValue("crowd.example");
      // The newest first.
      assertThat(all).isSortedAccordingTo(Comparator.reverseOrder());
    }
  }

  private static Locator older(Visitor visitor) {
    return visitor.find("a.button").filter(new Locator.FilterOptions().setHasText("Older ones"));
  }

  @Test
  void filtersByStateAndByWhoTakesPart() {
    for (Looks looks : List.of(Looks.LIGHT, Looks.WITHOUT_SCRIPTS)) {
      Visitor visitor = stage.operator(looks);
      visitor.open("/console/sessions");
      fill(visitor, "acme.example");
      assertThat(visitor.find("#rows")).containsText(stage.cast().ongoing().toString());
      assertThat(visitor.find("#rows")).not().containsText("crowd.example");
      visitor.find("select").selectOption("EXECUTING");
      visitor.find(".filters button").click();
      assertThat(visitor.find("#rows")).not().containsText(stage.cast().haggled().toString());
      assertThat(visitor.find("#rows")).containsText(stage.cast().ongoing().toString());
      assertThat(visitor.find(ROWS).first()).containsText("executing");
      fill(visitor, "agent://acme.example/procurement/nobody");
      assertThat(visitor.find("#rows")).containsText("No sessions of that kind");
      fill(visitor, "acme.example/procurement/buyer");
      assertThat(visitor.find("#rows")).containsText(stage.cast().ongoing().toString());
      fill(visitor, "no domain");
      assertThat(visitor.find("[role=alert]")).containsText("Neither an agent");
    }
  }

  @Test
  void theWayBackLeadsToTheWholePage() {
    Visitor visitor = stage.operator(Looks.LIGHT);
    visitor.open("/console/sessions");
    fill(visitor, "acme.example");
    assertThat(visitor.find("#rows")).not().containsText("crowd.example");
    assertThat(visitor.at()).contains("agent=acme.example");
    visitor.find("#rows a.id").first().click();
    assertThat(visitor.find(".talk")).isVisible();
    visitor.page().goBack();
    assertThat(visitor.find("h1")).hasText("Sessions");
    assertThat(visitor.find("nav")).isVisible();
    assertThat(visitor.find("input[name=agent]")).hasValue("acme.example");
    visitor.page().goBack();
    assertThat(visitor.find("h1")).hasText("Sessions");
    assertThat(visitor.find("#rows")).containsText("crowd.example");
    assertThat(visitor.complaints()).isEmpty();
  }

  @Test
  void aNumberOfSessionsLeadsToThem() {
    Visitor visitor = stage.operator(Looks.LIGHT);
    visitor.open("/console");
    visitor
        .find("#states + table a")
        .filter(new Locator.FilterOptions().setHasText("executing"))
        .click();
    assertThat(visitor.find("select")).hasValue("EXECUTING");
    assertThat(visitor.find("#rows")).containsText(stage.cast().ongoing().toString());
  }
}
