package dev.parley.cli.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Clip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Writes what the pages look like into `docs/console`, when asked to: `mvn verify -pl cli -am
/// -Dtest=ScreenshotsTest -Dsurefire.failIfNoSpecifiedTests=false -Dparley.groups=screenshots
/// -Dparley.excludedGroups=none`. It has a stage of its own, on which nobody is hostile.
@Tag("screenshots")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScreenshotsTest {
  private static final int TALLEST = 1600;

  private static final Map<String, Looks> LOOKS =
      Map.of("light", Looks.LIGHT, "dark", Looks.DARK, "phone", Looks.PHONE);

  private Stage stage;

  @BeforeAll
  void set() {
    stage = Stage.set(Tone.PLAIN);
  }

  @AfterAll
  void end() throws IOException {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "USED_LINK",
        "NO_SESSIONS",
        "WRONG_FILTER",
        "HOSTILE",
        "HOSTILE_MESSAGE",
        "MESSAGE",
        "LEARN",
        "NO_DISPUTES",
        "NOTHING"
      })
  void isWritten(Sight sight) {
    Path folder = Chromium.checkout().resolve("docs/console");
    String name = sight.name().toLowerCase(Locale.ROOT).replace('_', '-');
    LOOKS.forEach(
        (look, looks) -> {
          Page page = sight.open(stage, looks).page();
          Object height = page.evaluate("() => document.documentElement.scrollHeight");
          page.screenshot(
              new Page.ScreenshotOptions()
                  .setPath(folder.resolve(name + "-" + look + ".png"))
                  .setFullPage(true)
                  .setClip(
                      new Clip(
                          0, 0, looks.width(), Math.min(TALLEST, ((Number) height).intValue()))));
        });
  }
}
