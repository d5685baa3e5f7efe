package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two agents rate each other with nothing but the command line, at a node that is killed
/// meanwhile.
final class RatingByHandTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://beta.test/shop/beta";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");
  private String url = "";

  @Test
  void aNodeThatIsKilledBetweenRatingAndRevealStillReveals() throws Exception {
    String id;
    try (Started node = serve()) {
      id = closed();
      String[] rates = at("alpha", "session", "rate", id, "5", "--comment", "on time");
      assertThat(Typed.ok(rates).out()).contains(BETA + " is rated 5 of 5; sealed.");
      Typed again = Typed.parley(at("alpha", "session", "rate", id, "1"));
      assertThat(again.code()).isEqualTo(Parley.FAILURE);
      assertThat(again.err()).contains("a rating is not changed");
      assertThat(Typed.ok(at("alpha", "session", "rate", id)).out())
          .contains("sealed until", "on time");
      assertThat(Typed.ok(at("beta", "session", "rate", id)).out())
          .contains("sealed until")
          .doesNotContain("on time");
      node.process().destroyForcibly().waitFor();
    }
    try (Started node = serve()) {
      assertThat(Typed.ok(at("beta", "session", "rate", id)).out()).doesNotContain("on time");
      advance(Duration.ofHours(24));
      assertThat(revealed(id)).contains(ALPHA + " rates " + BETA + " 5 of 5 \"on time\"");
      Typed late = Typed.parley(at("beta", "session", "rate", id, "1"));
      assertThat(late.code()).isEqualTo(Parley.FAILURE);
      assertThat(late.err()).contains("the time to rate is over");
      String file = folder.resolve("t.ndjson").toString();
      Typed.ok(at("beta", "transcript", "export", id, file));
      assertThat(Typed.ok("verify", file).out())
          .contains("complete    yes", ALPHA + " rates " + BETA, "That no rating is missing");
      assertThat(node.process().isAlive()).isTrue();
    }
  }

  @Test
  void whoIsNewEndorsesNobodyAndHasNothingToTakeBack() throws Exception {
    try (Started _ = serve()) {
      register();
      Typed endorsed = Typed.parley(at("alpha", "agent", "endorse", BETA));
      assertThat(endorsed.code()).isEqualTo(Parley.FAILURE);
      assertThat(endorsed.err()).contains("at least 30");
      Typed withdrawn = Typed.parley(at("alpha", "agent", "endorse", BETA, "--withdraw"));
      assertThat(withdrawn.code()).isEqualTo(Parley.FAILURE);
      assertThat(withdrawn.err()).contains("does not endorse " + BETA);
    }
  }

  private Started serve() throws IOException {
    Started node =
        Started.parley(
            "serve",
            "--dev",
            "--json",
            "--port",
            "0",
            "--clock",
            "virtual",
            "--data",
            folder + "/node");
    JsonObject ready = node.until(line -> line.string("event").isPresent());
    url = ready.string("url").orElseThrow();
    return node;
  }

  private void register() {
    Typed.ok("agent", "keygen", keys("alpha"), "--id", ALPHA);
    Typed.ok("agent", "keygen", keys("beta"), "--id", BETA);
    Typed.ok(at("alpha", "agent", "register"));
    Typed.ok(at("beta", "agent", "register"));
  }

  /// A session of both that has ended.
  private String closed() {
    register();
    String id =
        Typed.ok(at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json"))
            .objects()
            .getFirst()
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", id));
    Typed early = Typed.parley(at("alpha", "session", "rate", id, "5"));
    assertThat(early.code()).isEqualTo(Parley.FAILURE);
    assertThat(early.err()).contains("the session goes on");
    Typed.ok(at("alpha", "session", "send", id, "CLOSE", "--body", "{\"reason\":\"completed\"}"));
    return id;
  }

  private void advance(Duration by) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/v1/dev/clock"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"advanceMs\":" + by.toMillis() + "}"))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  private String revealed(String id) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String seen = Typed.ok(at("beta", "session", "rate", id)).out();
    while (!seen.contains("revealed at") && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      seen = Typed.ok(at("beta", "session", "rate", id)).out();
    }
    return seen;
  }

  private String keys(String name) {
    return folder.resolve(name + ".json").toString();
  }

  private String[] at(String agent, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--keys", keys(agent), "--node", url));
    return all.toArray(String[]::new);
  }
}
