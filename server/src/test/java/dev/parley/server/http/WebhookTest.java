package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parley.core.dispute.Bond;
import dev.parley.core.dispute.DisputeAct;
import dev.parley.core.dispute.DisputeReason;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.ledger.Amount;
import dev.parley.core.message.Performative;
import dev.parley.server.Node;
import dev.parley.server.config.ConfigurationException;
import dev.parley.server.config.ConfigurationReader;
import dev.parley.server.config.Mode;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.config.People;
import dev.parley.server.people.Webhooks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Webhooks against an HTTP server of another program.
final class WebhookTest {
  private static final String DEAD = "/v1/operator/webhooks/dead-letters";
  private static final long PATIENCE_SECONDS = 30;

  @TempDir private Path directory = Path.of("");

  /// What came in.
  private record Told(String signature, String event, String body) {
    JsonObject json() {
      return Json.object(body);
    }
  }

  /// The statuses of the first answers; then 204.
  private final Queue<Integer> answers = new ArrayDeque<>();

  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final HttpServer server = server();

  private HttpServer server() {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
      made.createContext("/hook", this::answer);
      made.start();
      return made;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int status;
      synchronized (answers) {
        status = answers.isEmpty() ? 204 : answers.remove();
      }
      exchange.sendResponseHeaders(status, -1);
      told.add(
          new Told(
              exchange.getRequestHeaders().getFirst("Parley-Signature"),
              exchange.getRequestHeaders().getFirst("Parley-Event"),
              body));
    }
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void answers(Integer... statuses) {
    synchronized (answers) {
      answers.addAll(List.of(statuses));
    }
  }

  private URI hook() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?a=1");
  }

  private NodeConfiguration telling(NodeConfiguration node, URI url) {
    return node.dealing(new People(20, List.of(url), 2)).keeping(directory);
  }

  private Told next() throws InterruptedException {
    Told found = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(found).as("what a webhook is told").isNotNull();
    return found;
  }

  /// Time passes until it is told again. How often is open: the pause begins only when the node has
  /// noted that the last attempt has failed.
  private void again(Quarrel quarrel) throws InterruptedException {
    for (int tries = 0; tries < 60; tries++) {
      quarrel.stage.time.advance(Duration.ofSeconds(10));
      if (told.poll(500, TimeUnit.MILLISECONDS) != null) {
        return;
      }
    }
    throw new AssertionError("it was not told again");
  }

  private static void escalates(Talk talk, Caller by) {
    talk.say(
        by,
        Performative.ESCALATE,
        JsonObject.EMPTY.with("escalationId", "e").with("reason", "a secret reason"));
  }

  @Test
  void tellsUntilItIsTakenAndSignsWhatItTells() throws Exception {
    answers(500);
    try (Quarrel quarrel = Quarrel.on(node -> telling(node, hook()))) {
      Talk talk = quarrel.stage.talk();
      escalates(talk, quarrel.stage.alpha);
      Told first = next();
      assertThat(first.json().string("kind")).contains("escalation");
      assertThat(first.json().string("sessionId")).contains(talk.id().toString());
      assertThat(first.json().string("escalationId")).contains("e");
      assertThat(first.json().string("due")).isPresent();
      assertThat(first.json().toString()).doesNotContain("secret reason");
      assertThat(told.poll(3, TimeUnit.SECONDS)).as("before the pause is over").isNull();
      quarrel.stage.time.advance(Duration.ofSeconds(10));
      Told second = next();
      assertThat(second.event()).isEqualTo(first.event());
      assertThat(second.body()).isEqualTo(first.body());
      String secret = Files.readString(directory.resolve(Webhooks.SECRET)).strip();
      long seconds = Long.parseLong(second.signature().substring(2).split(",", 2)[0]);
      assertThat(second.signature())
          .isEqualTo(
              "t="
                  + seconds
                  + ",v1="
                  + Webhooks.signature(
                      secret.getBytes(StandardCharsets.UTF_8),
                      seconds,
                      second.body().getBytes(StandardCharsets.UTF_8)));
      quarrel.stage.time.advance(Duration.ofHours(2));
      assertThat(told.poll(3, TimeUnit.SECONDS)).as("after it was taken").isNull();
    }
  }

  @Test
  void theSignatureIsAnHmacOfTimeAndBody() {
    // Computed by another implementation.
    assertThat(
            Webhooks.signature(
                "Jefe".getBytes(StandardCharsets.UTF_8),
                1,
                "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("a9049465ce89cfb8e9aac62333abda66f80e3403f51f57f6bae3c3a4485eca38");
  }

  @Test
  void whatIsGivenUpIsListedAndTriedAnew() throws Exception {
    answers(500, 302);
    try (Quarrel quarrel = Quarrel.on(node -> telling(node, hook()))) {
      escalates(quarrel.stage.talk(), quarrel.stage.alpha);
      String event = next().event();
      again(quarrel);
      JsonObject letter = deadLetter(quarrel);
      assertThat(letter.string("eventId")).contains(event);
      assertThat(letter.string("fault")).contains("status 302");
      assertThat(letter.integer("attempts")).hasValue(2);
      HttpResponse<String> replayed =
          quarrel.operator("POST", DEAD + "/" + event + "/replay", JsonObject.EMPTY);
      assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
      assertThat(next().event()).isEqualTo(event);
      assertThat(Json.code(quarrel.operator("POST", DEAD + "/none/replay", JsonObject.EMPTY)))
          .isEqualTo(ErrorCode.INVALID_REFERENCE.wire());
      assertThat(quarrel.operator("GET", DEAD, JsonObject.EMPTY).body())
          .isEqualTo("{\"deadLetters\":[]}");
    }
  }

  private static JsonObject deadLetter(Quarrel quarrel) throws InterruptedException {
    for (int tries = 0; tries < 300; tries++) {
      JsonArray letters =
          Json.object(quarrel.operator("GET", DEAD, JsonObject.EMPTY))
              .array("deadLetters")
              .orElseThrow();
      if (letters.size() == 1) {
        return (JsonObject) letters.get(0);
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing was given up");
  }

  @Test
  void whatWasNotTakenIsToldAfterARestart() throws Exception {
    answers(500);
    NodeConfiguration kept = telling(NodeConfiguration.development().onPort(0), hook());
    Stage before = new Stage(kept);
    escalates(before.talk(), before.alpha);
    String event = next().event();
    before.close();
    before.time.advance(Duration.ofSeconds(10));
    try (Node _ = before.time.node(kept)) {
      assertThat(next().event()).isEqualTo(event);
    }
  }

  @Test
  void tellsOfADisputeThatWaitsForAPerson() throws Exception {
    try (Quarrel quarrel = Quarrel.on(node -> telling(node, hook()))) {
      Caller alpha = quarrel.stage.alpha;
      Caller beta = quarrel.stage.beta;
      quarrel.fund(alpha, "100.00");
      quarrel.fund(beta, "5.00");
      Talk talk = quarrel.promised("60.00", Optional.empty());
      quarrel.claims(talk, JsonObject.EMPTY);
      quarrel.declines(talk);
      DisputeAct.Filed complaint =
          DisputeTest.complaint(beta, alpha, DisputeReason.ESCROW_VIOLATION);
      assertThat(quarrel.files(beta, talk, "d-2", complaint).statusCode()).isEqualTo(201);
      quarrel.adds(alpha, "d-2", DisputeTest.denies());
      DisputeAct bond =
          new DisputeAct.Bonded(new Bond(new Amount(100, "USD"), Bond.Source.ACCOUNT));
      quarrel.adds(beta, "d-2", bond);
      quarrel.adds(alpha, "d-2", bond);
      quarrel.passes(Duration.ofHours(12));
      quarrel.at(alpha, "d-2", "PERSON");
      JsonObject event = next().json();
      assertThat(event.string("kind")).contains("dispute");
      assertThat(event.string("disputeId")).contains("d-2");
    }
  }

  @Test
  void connectsToNoAddressOfTheInside() throws Exception {
    URI metadata = URI.create("http://169.254.169.254/latest/meta-data/");
    try (Quarrel quarrel = Quarrel.on(node -> telling(node, metadata))) {
      escalates(quarrel.stage.talk(), quarrel.stage.alpha);
      TimeUnit.SECONDS.sleep(2);
      quarrel.stage.time.advance(Duration.ofSeconds(10));
      assertThat(deadLetter(quarrel).string("fault").orElseThrow())
          .contains("an address that is not allowed");
    }
  }

  @Test
  void tellsNobodyWithoutEncryptionOutsideOfDevelopment() {
    for (String url : List.of("ftp://127.0.0.1/x", "http://user@127.0.0.1/x", "nonsense")) {
      assertThatThrownBy(() -> configured(Mode.DEVELOPMENT, url))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("webhooks.urls");
    }
    assertThatThrownBy(() -> configured(Mode.PRODUCTION, "http://hooks.example/x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("webhooks.urls");
    assertThat(configured(Mode.DEVELOPMENT, "http://127.0.0.1/x").people().webhooks()).hasSize(1);
  }

  private static NodeConfiguration configured(Mode mode, String url) {
    return ConfigurationReader.read(
        mode,
        Optional.empty(),
        Map.of("PARLEY_WEBHOOKS_URLS", url, "PARLEY_DOMAIN", "node.example"),
        Map.of());
  }
}
