package dev.parley.cli.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the browser finds when it checks a transcript itself.
@ExtendWith(OnStage.class)
final class VerifyTest {
  private static final String BUTTON = "button[data-verify]";

  /// Checks files with the script of the page, which it has to be one with such a button.
  private static final String CHECK =
      """
      async (files) => {
        const { verify } = await import(document.querySelector("[data-script]").dataset.script);
        const out = [];
        for (const file of files) {
          const verdict = await verify(Uint8Array.from(atob(file), (c) => c.charCodeAt(0)));
          out.push(`${verdict.good} ${verdict.lines.join(" ")}`);
        }
        return out;
      }""";

  private final Stage stage;
  private final String page;
  private final String file;

  VerifyTest(Stage stage) {
    this.stage = stage;
    this.page = Stage.path(stage.cast().haggled());
    HttpResponse<byte[]> answer =
        stage.http().get(page + "/transcript", stage.signIn(Stage.OPERATOR).header());
    this.file = Http.text(answer);
  }

  private List<String> lines() {
    return file.lines().toList();
  }

  private static String of(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  /// One verdict a file.
  private List<String> verdicts(List<byte[]> files) {
    Visitor visitor = stage.operator(Looks.LIGHT);
    if (!visitor.at().equals(page)) {
      visitor.open(page);
    }
    List<String> encoded = files.stream().map(Base64.getEncoder()::encodeToString).toList();
    List<?> found = (List<?>) visitor.page().evaluate(CHECK, encoded);
    return found.stream().map(String::valueOf).toList();
  }

  private List<String> verdictsOn(List<String> files) {
    return verdicts(files.stream().map(f -> f.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private String verdictOn(String text) {
    return verdictsOn(List.of(text)).getFirst();
  }

  @Test
  void aTrueTranscriptHolds() {
    assertThat(verdictOn(file)).startsWith("true").contains("Complete: the node");
    String beginning = of(lines().subList(0, lines().size() - 1));
    assertThat(verdictOn(beginning)).startsWith("true").contains("It goes on");
  }

  @Test
  void oneOtherCharacterIsNoticed() {
    assertThat(file).contains("\"price\":240").contains("job-4711");
    assertThat(verdictOn(file.replaceFirst("\"price\":240", "\"price\":241")))
        .startsWith("false")
        .contains("states another hash than it has");
    assertThat(verdictOn(file.replaceFirst("job-4711", "job-4712"))).startsWith("false");
    assertThat(verdictOn(file.replaceFirst("\"price\":240", "\"price\": 240")))
        .startsWith("false")
        .contains("is not in canonical form");
    assertThat(verdictOn(file.replaceFirst("\"price\":240", "\"price\":240,\"price\":240")))
        .startsWith("false");
  }

  @Test
  void anyOtherByteIsNoticedWhereverItIs() {
    byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
    List<byte[]> files = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += bytes.length / 40) {
      byte[] other = bytes.clone();
      other[at] ^= 1;
      files.add(other);
      byte[] unreadable = bytes.clone();
      unreadable[at] = (byte) 0xff;
      files.add(unreadable);
    }
    assertThat(verdicts(files)).hasSizeGreaterThan(40).allMatch(v -> v.startsWith("false"));
  }

  @Test
  void aLineThatIsMissingOrInAnotherPlaceIsNoticed() {
    List<String> files = new ArrayList<>();
    for (int i = 0; i + 1 < lines().size(); i++) {
      List<String> without = new ArrayList<>(lines());
      without.remove(i);
      files.add(of(without));
      List<String> swapped = new ArrayList<>(lines());
      Collections.swap(swapped, i, i + 1);
      files.add(of(swapped));
      List<String> twice = new ArrayList<>(lines());
      twice.add(i, lines().get(i));
      files.add(of(twice));
    }
    assertThat(verdictsOn(files)).hasSizeGreaterThan(40).allMatch(v -> v.startsWith("false"));
  }

  @Test
  void whatIsNoTranscriptDoesNotHold() {
    List<String> files =
        List.of(
            "",
            "\n",
            "{}\n",
            "null\n",
            "[]\n",
            "no JSON\n",
            file.strip(),
            lines().getLast() + "\n",
            lines().getFirst() + "\n{\"type\":\"message\"}\n",
            lines().getFirst() + "\n{\"card\":{},\"type\":\"card\"}\n",
            lines().getFirst() + "\n{\"type\":\"end\"}\n");
    assertThat(verdictsOn(files)).allMatch(v -> v.startsWith("false"));
  }

  @Test
  void theButtonSaysWhatWasFound() {
    try (Visitor visitor = stage.visitor(Stage.OPERATOR, Looks.LIGHT)) {
      visitor.open(page);
      visitor.find(BUTTON).click();
      assertThat(visitor.find("#verdict b")).hasText("It holds.");
      assertThat(visitor.find("#verdict .good")).containsText("Complete: the node");

      for (Map.Entry<String, String> served :
          Map.of(
                  file.replaceFirst("\"price\":240", "\"price\":241"),
                  "It does not hold.",
                  "no transcript",
                  "It does not hold.")
              .entrySet()) {
        visitor
            .page()
            .route(
                "**/transcript",
                route -> route.fulfill(new Route.FulfillOptions().setBody(served.getKey())));
        visitor.find(BUTTON).click();
        assertThat(visitor.find("#verdict b")).hasText(served.getValue());
        assertThat(visitor.find("#verdict .bad")).isVisible();
        visitor.page().unroute("**/transcript");
      }
    }
  }

  @Test
  void theTranscriptOfAnotherSessionIsNoticed() {
    HttpResponse<byte[]> other =
        stage
            .http()
            .get(
                Stage.path(stage.cast().ongoing()) + "/transcript",
                stage.signIn(Stage.OPERATOR).header());
    try (Visitor visitor = stage.visitor(Stage.OPERATOR, Looks.LIGHT)) {
      visitor.open(page);
      visitor
          .page()
          .route(
              "**/transcript",
              route -> route.fulfill(new Route.FulfillOptions().setBodyBytes(other.body())));
      visitor.find(BUTTON).click();
      assertThat(visitor.find("#verdict b")).hasText("It does not hold.");
      assertThat(visitor.find("#verdict")).containsText("another session");
    }
  }
}
