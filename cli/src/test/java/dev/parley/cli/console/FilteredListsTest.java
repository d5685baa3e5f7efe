package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is looked for in the lists of what waits and of disputes.
@ExtendWith(OnStage.class)
final class FilteredListsTest {
  private static final String NEITHER =
      "Neither an agent (agent://acme.example/buyer) nor a domain";

  private final Stage stage;

  FilteredListsTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void whatWaitsIsLookedForByAgentOrOrganisation() {
    Visitor visitor = stage.operator(Looks.LIGHT);
    visitor.open("/console/escalations");
    visitor.find("input[name=agent]").fill("acme.example");
    visitor.find(".filters button").click();
    assertThat(visitor.find("main")).containsText("900 USD is more than I may bind");
    assertThat(visitor.find("input[name=agent]")).hasValue("acme.example");
    visitor.open("/console/escalations?agent=agent://other.example/left");
    assertThat(visitor.find("main")).containsText("Nothing waits for you");
    visitor.open("/console/escalations?agent=a%20b");
    assertThat(visitor.find("[role=alert]")).containsText(NEITHER);
    visitor.open("/console/escalations?agent=" + "a".repeat(301));
    assertThat(visitor.find("[role=alert]")).containsText(NEITHER);
    assertThat(visitor.find("main")).not().containsText("900 USD");
  }

  @Test
  void soAreDisputes() {
    Visitor visitor = stage.judge(Looks.LIGHT);
    visitor.open("/console/disputes");
    visitor.find("input[name=agent]").fill("accused.example/seller");
    visitor.find("select").selectOption("PERSON");
    visitor.find(".filters button").click();
    assertThat(visitor.find("tbody tr")).hasCount(1);
    assertThat(visitor.find("select")).hasValue("PERSON");
    visitor.open("/console/disputes?agent=nobody.example");
    assertThat(visitor.find("main")).containsText("No disputes of that kind");
    visitor.open("/console/disputes?agent=%3Cb%3E");
    assertThat(visitor.find("[role=alert]")).containsText(NEITHER);
    assertThat(visitor.find("input[name=agent]")).hasValue("<b>");
  }
}
