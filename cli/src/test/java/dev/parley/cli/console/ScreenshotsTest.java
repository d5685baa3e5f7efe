package dev.parley.cli.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Clip;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Writes what every page looks like into `docs/console`, when asked to: `mvn verify -pl cli -am
/// -Dparley.groups=screenshots -Dparley.excludedGroups=none`.
@Tag("screenshots")
@ExtendWith(OnStage.class)
final class ScreenshotsTest {
  private static final int TALLEST = 1600;

  private static final Map<String, Looks> LOOKS =
      Map.of("light", Looks.LIGHT, "dark", Looks.DARK, "phone", Looks.PHONE);

  private final Stage stage;

  ScreenshotsTest(Stage stage) {
    this.stage = stage;
  }

  @ParameterizedTest
  @EnumSource
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
