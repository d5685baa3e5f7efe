package dev.parley.cli.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Somebody at a window, with all that the browser complained about in it: errors of scripts,
/// breaches of the page's policy, what could not be loaded, and windows that a script opened. For
/// one thread.
final class Visitor implements AutoCloseable {
  private static final String AXE = read();

  private final BrowserContext context;
  private final String address;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private Map<String, String> headers = Map.of();

  Visitor(BrowserContext context, String address) {
    this.context = context;
    this.address = address;
    context.setDefaultTimeout((double) Chromium.PATIENCE.toMillis());
    this.page = context.newPage();
    page.onPageError(error -> complaints.add("error: " + error));
    page.onConsoleMessage(this::said);
    page.onDialog(this::opened);
  }

  private static String read() {
    try {
      return Files.readString(Chromium.axe());
    } catch (IOException e) {
      throw new UncheckedIOException("axe is brought by .ci/provide", e);
    }
  }

  private void said(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      complaints.add(message.type() + ": " + message.text());
    }
  }

  private void opened(Dialog dialog) {
    complaints.add("a script opened a window: " + dialog.message());
    dialog.dismiss();
  }

  /// Signs in by showing the cookie.
  Visitor with(Http.Session session) {
    context.addCookies(
        List.of(
            new Cookie(session.name(), session.value())
                .setUrl(address)
                .setHttpOnly(true)
                .setSameSite(SameSiteAttribute.LAX)));
    return this;
  }

  /// Goes to a path; what was complained about before is forgotten.
  Response open(String path) {
    complaints.clear();
    Response response = page.navigate(address + path);
    if (response == null) {
      throw new AssertionError("nothing was loaded: " + path);
    }
    headers = response.headers();
    return response;
  }

  /// Leaves the page.
  void rest() {
    page.navigate("about:blank");
  }

  /// What the node said about the page that was opened last.
  Map<String, String> headers() {
    return headers;
  }

  /// Changes the colours, as a machine does in the evening.
  void turn(ColorScheme colours) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /// The path at which it is, with the query.
  String at() {
    return page.url().replaceFirst("^[a-z]+://[^/]+", "");
  }

  List<String> complaints() {
    // Lets the browser say what it has not said yet.
    page.evaluate("() => new Promise((done) => setTimeout(done))");
    return List.copyOf(complaints);
  }

  /// What axe holds to be a serious or critical obstacle.
  List<String> obstacles() {
    page.evaluate(AXE);
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
              .filter((found) => ["serious", "critical"].includes(found.impact))
              .map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`)
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
