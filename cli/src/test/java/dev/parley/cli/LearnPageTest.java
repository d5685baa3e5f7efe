package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonString;
import dev.parley.core.json.JsonValue;
import dev.parley.core.learning.LearnReport;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page is one file without scripts, and nobody's words become markup.
final class LearnPageTest {
  private static final String EVIL =
      "\"><script>alert(1)</script><img src=x onerror='f()'>&amp;\u202e";

  private static JsonObject subject(String words) {
    return JsonObject.builder()
        .put("capability", words)
        .put("path", "/" + words)
        .put("currency", words)
        .put("role", words)
        .build();
  }

  private static JsonArray list(JsonObject... objects) {
    return JsonArray.of(List.of(objects));
  }

  private static JsonObject flow(String words) {
    return JsonObject.EMPTY
        .with(
            "edges", list(JsonObject.EMPTY.with("from", words).with("to", words).with("times", 3)))
        .with(
            "variants",
            list(
                JsonObject.EMPTY
                    .with("steps", JsonArray.ofStrings(List.of(words)))
                    .with("outcome", words)));
  }

  /// A report in which each text is what the test says, as a lying node might make it.
  private static JsonObject report(String words) {
    JsonObject rate =
        JsonObject.EMPTY.with("hits", 1).with("of", 2).with("share", new JsonNumber(0.5));
    JsonObject dealing =
        JsonObject.EMPTY
            .with("counterparty", words)
            .with("capability", words)
            .with("sessions", 2)
            .with("agreed", rate);
    JsonObject price =
        JsonObject.EMPTY
            .with("counterparty", words)
            .with("endedAt", words)
            .with("amount", words)
            .with("lowBefore", "12345678901234567890.5")
            .with("highBefore", JsonNumber.of(9));
    return JsonObject.EMPTY
        .with("agentId", words)
        .with("from", words)
        .with("sessions", 2)
        .with("flow", flow(words))
        .with("reasons", list(JsonObject.EMPTY.with("reason", words)))
        .with("counterparties", list(dealing))
        .with("prices", list(subject(words).with("newest", list(price, price))))
        .with(
            "concessions",
            list(
                subject(words)
                    .with("counterparty", words)
                    .with("side", words)
                    .with("shares", shares())))
        .with(
            "proposals",
            list(
                JsonObject.EMPTY
                    .with("kind", words)
                    .with("advice", words)
                    .with("why", words)
                    .with("now", words)
                    .with("subject", JsonObject.EMPTY.with("counterparty", words))))
        .with(
            "predictions",
            list(
                JsonObject.EMPTY
                    .with("what", words)
                    .with("measure", words)
                    .with("verdict", words)
                    .with("error", words)
                    .with("subject", subject(words))))
        .with(
            "shared",
            JsonObject.EMPTY.with(
                "figures", list(JsonObject.EMPTY.with("figure", words).with("capability", words))));
  }

  private static JsonValue shares() {
    return JsonArray.of(
        List.of(new JsonNumber(0), new JsonNumber(7), new JsonString(EVIL), new JsonNumber(1)));
  }

  @Test
  void showsMarkupInNamesTermsAndReasonsAsWords() {
    String page = LearnPage.of(report(EVIL));
    assertThat(page)
        .doesNotContain("<script", "<img", "onerror='", "\u202e")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;amp;");
    // The same tags in the same order whatever the words are: none of them opened or closed one.
    assertThat(tags(page)).isEqualTo(tags(LearnPage.of(report("harmless"))));
  }

  private static List<String> tags(String page) {
    return Pattern.compile("</?[a-z!][a-z0-9]*")
        .matcher(page)
        .results()
        .map(m -> m.group())
        .toList();
  }

  @Test
  void isOnePageWithoutScriptsThatReadsInLightAndDark() {
    String page = LearnPage.of(report("words"));
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("prefers-color-scheme:dark", "default-src 'none'", "<svg class=chart role=img")
        .doesNotContain("http://", "https://", "url(", "javascript:", "NaN", "Infinity");
    assertThat(page.split("<svg class=chart", -1)).hasSize(3);
  }

  @Test
  void drawsAnEmptyReportToo() {
    JsonObject empty =
        LearnReport.of(new AgentUri("agent://acme.example/alpha"), List.of(), 0, new Random(1))
            .json();
    assertThat(LearnPage.of(empty)).contains("Nothing yet", "fewer").doesNotContain("null");
  }

  @Test
  void aTerminalObeysNobodysWords() {
    assertThat(LearnText.plain("a\u001b[2Jb\u202ec\nd")).isEqualTo("a\uFFFD[2Jb\uFFFDc\uFFFDd");
  }
}
