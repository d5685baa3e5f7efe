package dev.parley.cli.queue;

import static dev.parley.cli.queue.Scene.ALPHA;
import static dev.parley.cli.queue.Scene.BETA;
import static dev.parley.cli.queue.Scene.GAMMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.ConnectionSettings;
import dev.parley.client.NodeConnection;
import dev.parley.client.Wire;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import dev.parley.nats.QueueWire;
import dev.parley.nats.Subjects;
import io.nats.client.impl.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input over the queue, and over WebSocket, has the code that it has over HTTP.
final class RefusedOverQueueTest {
  private final NatsServer server;
  private final Scene scene;
  private final NodeQueue queue;

  RefusedOverQueueTest(@TempDir Path folder) {
    server = NatsServer.start(folder.resolve("nats"));
    scene = new Scene(folder);
    queue = NodeQueue.start(Optional.of(server.broker()), Scene.QUICK, scene.node, _ -> {});
  }

  @AfterEach
  void stop() {
    queue.close();
    scene.close();
    server.close();
  }

  /// What is done to the text of a good message.
  private static Map<String, UnaryOperator<String>> faults() {
    Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
    all.put("cut off", t -> t.substring(0, t.length() / 2));
    all.put("no object", _ -> "[1]");
    all.put("empty", _ -> "");
    all.put("a member twice", t -> "{\"version\":\"asp/0.1\"," + t.substring(1));
    all.put("too large", t -> t + " ".repeat(JsonLimits.MESSAGE.maxBytes()));
    all.put("forged sender", t -> t.replace(ALPHA.text(), BETA.text()));
    all.put("altered body", t -> t.replace("\"price\":1", "\"price\":2"));
    all.put("broken signature", RefusedOverQueueTest::broken);
    all.put("unknown version", t -> t.replace("\"asp/0.1\"", "\"asp/9.9\""));
    all.put("no session", t -> t.replaceAll("\"sessionId\":\"[^\"]*\"", "\"sessionId\":\"x\""));
    return all;
  }

  private static String broken(String text) {
    int at = text.indexOf("ed25519:") + 9;
    return text.substring(0, at) + (text.charAt(at) == 'a' ? 'b' : 'a') + text.substring(at + 1);
  }

  /// The status and the code with which each fault is answered over one way.
  private Map<String, String> answers(Wire base) {
    return answers(base, ConnectionSettings.DEFAULT.attempts(2));
  }

  private Map<String, String> answers(Wire base, ConnectionSettings settings) {
    Tampered wire = new Tampered(base);
    boolean onALine = settings.talking() == ConnectionSettings.Talking.BY_SOCKET;
    var alpha = scene.at(NodeConnection.over(wire, settings), ALPHA);
    Map<String, String> answers = new LinkedHashMap<>();
    try (Scene.Talk talk = Scene.talk(alpha, scene.direct(BETA))) {
      faults()
          .forEach(
              (name, fault) -> {
                do { // A line that is closing swallows what is sent; then a request takes over.
                  if (onALine) {
                    wire.awaitLine();
                  }
                  wire.once(fault);
                  Scene.propose(talk.alphas(), 1);
                } while (wire.heard().isEmpty());
                answers.put(name, wire.heard());
              });
      if (onALine) {
        wire.awaitLine();
      }
      wire.once(text -> text);
      Scene.propose(talk.alphas(), 1).orThrow();
      answers.put("nothing wrong", wire.heard());
      wire.loseOneAnswer();
      Scene.propose(talk.alphas(), 1).orThrow();
      answers.put("the same again", wire.heard());
    }
    return answers;
  }

  @Test
  void answersEachFaultAsHttpDoes() throws Exception {
    Map<String, String> overHttp = answers(new PlainHttp(scene.node.port()));
    Map<String, String> overQueue =
        answers(
            QueueWire.to(
                URI.create(server.url() + "/" + scene.node.domain()), ALPHA, Optional.empty()));
    assertThat(overQueue).isEqualTo(overHttp);
    assertThat(overQueue.values())
        .contains("400 malformed", "413 too_large", "201 accepted", "200 accepted");
    assertThat(Arrays.asList(overQueue.get("broken signature"), overQueue.get("altered body")))
        .allMatch(
            answer -> answer.endsWith("signature_invalid") || answer.endsWith("hash_mismatch"));
  }

  @Test
  void answersEachFaultOverWebSocketAsHttpDoes() {
    int port = scene.node.port();
    Map<String, String> overHttp = answers(new PlainHttp(port));
    Map<String, String> overSocket =
        answers(new PlainSocket(port), ConnectionSettings.DEFAULT.attempts(2).overSockets());
    overHttp.replaceAll((_, answer) -> code(answer));
    overSocket.replaceAll((_, answer) -> code(answer));
    assertThat(overSocket).isEqualTo(overHttp);
    assertThat(overSocket.values()).contains("malformed", "too_large", "accepted");
  }

  private static String code(String answer) {
    return answer.substring(answer.lastIndexOf(' ') + 1);
  }

  /// Whoever has not signed hears nothing of sessions: the same bytes are answered alike for a
  /// session that there is and for one that there is not.
  @Test
  void tellsWhoeverHasNotSignedNothingOfSessions() throws Exception {
    var alpha = scene.queued(server.url(), ALPHA);
    var beta = scene.queued(server.url(), BETA);
    scene.queued(server.url(), GAMMA);
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        Somebody somebody = server.somebody()) {
      byte[] good = new Pen(scene.keys(ALPHA), talk.alphas()).status("x").bytes();
      String broken =
          new String(good, StandardCharsets.UTF_8).replaceFirst("ed25519:....", "ed25519:0000");
      String here = talk.alphas().id().toString();
      String nowhere = "0190a5c8-0000-7000-8000-000000000001";
      Submitter asAlpha = new Submitter(somebody, ALPHA);
      String real = asAlpha.outcome(here, broken.getBytes(StandardCharsets.UTF_8));
      String none =
          asAlpha.outcome(nowhere, broken.replace(here, nowhere).getBytes(StandardCharsets.UTF_8));
      assertThat(real).isEqualTo("signature_invalid");
      assertThat(none).isIn("signature_invalid", "hash_mismatch");
      assertThat(asAlpha.outcome(here, "{}".getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(asAlpha.outcome(nowhere, "{}".getBytes(StandardCharsets.UTF_8)))
          .isEqualTo("malformed");
      // A message of alpha presented by somebody else.
      Submitter asGamma = new Submitter(somebody, GAMMA);
      assertThat(asGamma.outcome(here, good)).isEqualTo("unauthorized");
      // An agent that nobody has registered.
      Submitter asNobody =
          new Submitter(
              somebody, new dev.parley.core.identity.AgentUri("agent://nobody.example/x"));
      assertThat(asNobody.outcome(here, good)).isEqualTo("unauthorized");
      // What alpha has signed, queued for another session.
      assertThat(asAlpha.outcome(nowhere, good)).isEqualTo("session_not_found");
      assertThat(asAlpha.outcome("nothing", good)).isEqualTo("session_not_found");
      // The message itself is as good as ever: nothing of this has left a trace.
      assertThat(asAlpha.outcome(here, good)).isEqualTo("accepted");
    }
  }

  /// The node has more rights on the queue than its agents: it lends them to nobody.
  @Test
  void answersNowhereButInInboxes() throws Exception {
    scene.direct(ALPHA);
    try (Somebody somebody = server.somebody()) {
      Headers asking = new Headers().put("Asp-Method", "GET").put("Asp-Target", "/health");
      var betas = somebody.subscribe(Subjects.reading(BETA, "x"));
      var answers = somebody.subscribe("_INBOX.test.1");
      for (String to :
          List.of(Subjects.reading(BETA, "x"), "$JS.API.STREAM.DELETE.ASP_OUT", "_INBOX.test.1")) {
        somebody.connection().publish(Subjects.request(ALPHA), to, asking, new byte[0]);
      }
      var answer = answers.nextMessage(Scene.SOON);
      assertThat(answer.getHeaders().getFirst("Asp-Status")).isEqualTo("200");
      assertThat(betas.getPendingMessageCount()).isZero();
      assertThat(somebody.streams().getStreamInfo("ASP_OUT")).isNotNull();
    }
  }

  private static Optional<JsonObject> object(byte[] bytes) {
    return StrictJson.read(bytes, JsonLimits.MESSAGE) instanceof Parsed.Value(JsonObject json, _)
        ? Optional.of(json)
        : Optional.empty();
  }

  static String said(Wire.Reply reply) {
    return reply.status()
        + " "
        + object(reply.body())
            .flatMap(json -> json.object("error"))
            .flatMap(error -> error.string("code"))
            .orElse("accepted");
  }
}
