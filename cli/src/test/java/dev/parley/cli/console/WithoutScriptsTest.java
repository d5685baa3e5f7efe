package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What can be done in a browser that runs no scripts: everything but watching and checking.
@ExtendWith(OnStage.class)
final class WithoutScriptsTest {
  private final Stage stage;

  WithoutScriptsTest(Stage stage) {
    this.stage = stage;
  }

  @Test
  void everythingCanBeRead() {
    Visitor visitor = stage.operator(Looks.WITHOUT_SCRIPTS);
    visitor.open("/console");
    assertThat(visitor.find(".tile").first()).containsText("sessions go on");
    assertThat(visitor.find("#health + dl")).containsText("takes what comes");
    visitor.find("nav a").nth(1).click();
    assertThat(visitor.find("h1")).hasText("Sessions");
    visitor.open(Stage.path(stage.cast().haggled()));
    assertThat(visitor.find(".entry .says").last()).isVisible();
    assertThat(visitor.find("#m4")).containsText("proposes an offer: GPU hours");
    assertThat(visitor.find("aside")).containsText("In escrow: 260");
    assertThat(visitor.find("button[data-verify]")).isHidden();
    visitor.find("aside summary").first().click();
    assertThat(visitor.find("aside details table").first()).isVisible();
    visitor.find("#m4 .marks a").click();
    assertThat(visitor.find("main pre")).containsText("\"performative\": \"PROPOSE\"");
    visitor.find(".crumbs a").last().click();
    assertThat(visitor.find("#m4")).isVisible();
  }

  @Test
  void oneCanComeAndGo() {
    try (Visitor visitor = stage.stranger(Looks.WITHOUT_SCRIPTS)) {
      visitor.open(stage.link(Stage.OPERATOR));
      visitor.find("main button").click();
      assertThat(visitor.find("nav")).isVisible();
      visitor.find(".person button").click();
      assertThat(visitor.find("h1")).hasText("Sign in");
    }
  }
}
