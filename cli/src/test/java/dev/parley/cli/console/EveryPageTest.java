package dev.parley.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every page.
@ExtendWith(OnStage.class)
final class EveryPageTest {
  private static final String ICON = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";

  private static final String WIDTH = "() => document.documentElement.scrollWidth";

  /// Where the keyboard can be without the page showing it.
  private static final String BARE =
      """
      () => [...document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")]
        .filter((place) => place.checkVisibility() && place.type !== "hidden")
        .filter((place) => {
          place.focus({ focusVisible: true });
          const look = getComputedStyle(place);
          return document.activeElement !== place
            || look.outlineStyle === "none" || parseFloat(look.outlineWidth) < 2;
        })
        .map((place) => place.outerHTML)""";

  private final Stage stage;

  EveryPageTest(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @EnumSource
  void letsNothingRunThatIsNotOursAndIsForEverybodyInLightAndDark(Sight sight) {
    Visitor visitor = sight.open(stage, Looks.LIGHT);
    Map<String, String> headers = visitor.headers();
    assertThat(headers.get("content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "*");
    assertThat(headers)
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("cache-control", "no-store")
        .containsEntry("referrer-policy", "same-origin")
        .containsEntry("cross-origin-opener-policy", "same-origin");
    assertThat(visitor.obstacles()).isEmpty();
    visitor.turn(ColorScheme.DARK);
    assertThat(visitor.obstacles()).isEmpty();
    visitor.turn(ColorScheme.LIGHT);
    // A page that is not there is what the browser complains about itself.
    assertThat(visitor.complaints()).filteredOn(c -> !c.contains("status of 404")).isEmpty();
  }

  @Test
  void theBrowserSaysSoWhereThePolicyIsBroken() {
    Visitor visitor = Sight.OVERVIEW.open(stage, Looks.LIGHT);
    visitor
        .page()
        .evaluate(
            """
            () => {
              const script = document.createElement("script");
              script.textContent = "document.title = 'run'";
              document.body.append(script);
            }""");
    assertThat(visitor.complaints()).anyMatch(c -> c.contains("Content Security Policy"));
    assertThat(visitor.page().title()).isNotEqualTo("run");
  }

  @Test
  void aPlaceThatDoesNotShowTheKeyboardAndOneThatIsTooWideAreNoticed() {
    Page page = Sight.SIGN_IN.open(stage, Looks.PHONE).page();
    page.evaluate(
        """
        () => {
          const wide = document.createElement("button");
          wide.textContent = "wide";
          wide.style.outline = "none";
          wide.style.minWidth = "500px";
          document.querySelector("main").append(wide);
        }""");
    assertThat(page.evaluate(BARE).toString()).contains("wide");
    assertThat(page.evaluate(WIDTH)).isNotEqualTo(390);
  }

  @Test
  void axeSeesAnObstacleWhereThereIsOne() {
    Visitor visitor = Sight.OVERVIEW.open(stage, Looks.LIGHT);
    visitor
        .page()
        .evaluate(
            """
            (icon) => {
              const image = document.createElement("img");
              image.src = icon;
              document.querySelector("main").append(image);
            }""",
            ICON);
    assertThat(visitor.obstacles()).anyMatch(obstacle -> obstacle.startsWith("image-alt"));
  }

  @ParameterizedTest
  @EnumSource
  void fitsAPhone(Sight sight) {
    Page page = sight.open(stage, Looks.PHONE).page();
    assertThat(page.evaluate(WIDTH)).isEqualTo(390);
  }

  @ParameterizedTest
  @EnumSource
  void leadsTheKeyboardPastTheNavigationAndShowsWhereItIs(Sight sight) {
    Page page = sight.open(stage, Looks.LIGHT).page();
    page.keyboard().press("Tab");
    assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("skip");
    assertThat(page.locator(".skip").boundingBox().x).isGreaterThanOrEqualTo(0);
    page.keyboard().press("Enter");
    assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("content");
    assertThat(page.evaluate(BARE)).isEqualTo(List.of());
  }
}
