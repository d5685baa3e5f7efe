package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.ClockKind;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.config.People;
import dev.parley.server.organization.WebServer;
import dev.parley.server.people.Webhooks;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Webhooks over HTTPS, as anybody but a developer has them; and that old ones are forgotten.
final class WebhookByHttpsTest {
  private static final String DEAD = "/v1/operator/webhooks/dead-letters";
  private static final long PATIENCE_SECONDS = 30;
  private static final Duration LONG_AGO = Duration.ofDays(31);

  @TempDir private Path keys = Path.of("");
  @TempDir private Path directory = Path.of("");

  private Stage telling(WebServer server, String host) {
    URI url = URI.create("https://" + host + ":" + server.port() + "/hook");
    return Stage.telling(
        NodeConfiguration.development()
            .onPort(0)
            .on(ClockKind.VIRTUAL)
            .dealing(new People(20, List.of(url), 1))
            .keeping(directory),
        server.reach(Duration.ofSeconds(20)));
  }

  private static void escalates(Talk talk, Caller by) {
    talk.say(
        by,
        Performative.ESCALATE,
        JsonObject.EMPTY.with("escalationId", "e").with("reason", "a secret reason"));
  }

  private JsonArray dead(Stage stage) throws Exception {
    String token = Files.readString(directory.resolve(OperatorToken.FILE));
    HttpResponse<String> answer =
        Caller.exchange(
            stage
                .alpha
                .request("GET", DEAD, null)
                .header("Authorization", "Bearer " + token)
                .build());
    return Json.object(answer).array("deadLetters").orElseThrow();
  }

  /// Waits until there are so many dead letters.
  private JsonArray dead(Stage stage, int number) throws Exception {
    for (int tries = 0; tries < 600; tries++) {
      JsonArray letters = dead(stage);
      if (letters.size() == number) {
        return letters;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not " + number + " dead letters: " + dead(stage));
  }

  @Test
  void tellsOverTlsAndSignsWhatItTells() throws Exception {
    try (WebServer server = WebServer.start(keys, "hooks.example")) {
      server.put(
          "hooks.example:" + server.port() + "/hook",
          WebServer.raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
      try (Stage stage = telling(server, "hooks.example")) {
        Talk talk = stage.talk();
        escalates(talk, stage.alpha);
        WebServer.Post post = server.posts().poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(post).isNotNull();
        JsonObject event = Json.object(post.body());
        assertThat(event.string("sessionId")).contains(talk.id().toString());
        assertThat(post.body()).doesNotContain("secret reason");
        String signed = header(post, "Parley-Signature");
        long seconds = Long.parseLong(signed.substring(2).split(",", 2)[0]);
        byte[] secret =
            Files.readString(directory.resolve(Webhooks.SECRET))
                .strip()
                .getBytes(StandardCharsets.UTF_8);
        assertThat(signed)
            .isEqualTo(
                "t="
                    + seconds
                    + ",v1="
                    + Webhooks.signature(
                        secret, seconds, post.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(header(post, "Parley-Event")).isEqualTo(event.string("eventId").orElseThrow());
        assertThat(dead(stage)).isEmpty();
      }
    }
  }

  private static String header(WebServer.Post post, String name) {
    return post.head().stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tellsNobodyWhoseCertificateIsForAnotherName() throws Exception {
    try (WebServer server = WebServer.start(keys, "hooks.example");
        Stage stage = telling(server, "other.example")) {
      escalates(stage.talk(), stage.alpha);
      JsonObject letter = (JsonObject) dead(stage, 1).get(0);
      assertThat(letter.string("fault").orElseThrow()).contains("other.example");
      assertThat(server.posts()).isEmpty();
    }
  }

  @Test
  void forgetsAfterAMonthWhatWaitsForNobodyAnyMore() throws Exception {
    try (WebServer server = WebServer.start(keys, "hooks.example");
        Stage stage = telling(server, "other.example")) {
      Talk talk = stage.talk();
      escalates(talk, stage.alpha);
      dead(stage, 1);
      stage.time.advance(LONG_AGO);
      TimeUnit.SECONDS.sleep(3);
      assertThat(dead(stage)).as("it still waits, and would be told anew").hasSize(1);
      refuses(stage, talk);
      stage.time.advance(Duration.ofHours(2));
      dead(stage, 0);
    }
  }

  /// The operator decides.
  private void refuses(Stage stage, Talk talk) throws Exception {
    String token = Files.readString(directory.resolve(OperatorToken.FILE));
    HttpResponse<String> answer =
        Caller.exchange(
            stage
                .alpha
                .request(
                    "POST",
                    "/v1/operator/escalations/" + talk.id() + "/e/decision",
                    JsonObject.EMPTY.with("decision", "resume").with("approve", JsonBoolean.FALSE))
                .header("Authorization", "Bearer " + token)
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }
}
