package dev.parley.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Received;
import dev.parley.core.message.Inform;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A person decides with nothing but the keyboard.
@ExtendWith(OnStage.class)
final class KeyboardTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MOST_STEPS = 40;

  private final Stage stage;

  KeyboardTest(Stage stage) {
    this.stage = stage;
  }

  /// Goes from one thing to the next until it is at the one that is looked for.
  private static void goTo(Visitor visitor, String wanted) {
    for (int step = 0; step < MOST_STEPS; step++) {
      visitor.page().keyboard().press("Tab");
      Object at =
          visitor
              .page()
              .evaluate("selector => document.activeElement?.matches(selector) ?? false", wanted);
      if (Boolean.TRUE.equals(at)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not come to " + wanted);
  }

  @Test
  void approvesWithoutAPointer() {
    Cast.Asked asked = stage.cast().ask("May I bind 900 USD?");
    try (Visitor visitor = stage.visitor(Stage.OPERATOR, Looks.LIGHT)) {
      visitor.open("/console/escalations");
      goTo(visitor, "a[href='" + asked.path() + "']");
      visitor.page().keyboard().press("Enter");
      visitor.page().waitForURL("**" + asked.path());
      goTo(visitor, "textarea[name=reason]");
      visitor.page().keyboard().type("within the quarter's budget");
      goTo(visitor, "button[value=approve]");
      visitor.page().keyboard().press("Enter");
      visitor.find(".mark.good").waitFor();
      assertThat(visitor.find("main").innerText()).contains("approved");
      assertThat(visitor.complaints()).isEmpty();
    }
    assertThat(decision(asked)).isEqualTo(Inform.Approval.APPROVED);
  }

  /// What the one who asked hears.
  private static Inform.Approval decision(Cast.Asked asked) {
    while (true) {
      Optional<Received> next = asked.talk().one().next(SOON);
      if (next.orElseThrow().message() instanceof Inform(_, _, Inform.Content.Resolution said)) {
        return said.approval();
      }
    }
  }
}
