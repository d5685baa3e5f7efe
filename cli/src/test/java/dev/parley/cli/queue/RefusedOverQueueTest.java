package dev.parley.cli.queue;

import static dev.parley.cli.queue.Scene.ALPHA;
import static dev.parley.cli.queue.Scene.BETA;
import static dev.parley.cli.queue.Scene.GAMMA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.nats.Subjects;
import io.nats.client.impl.Headers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the queue tells those who have proven nothing, and where it answers at all. That bad input
/// has the same code on each transport, the scripts of `scenarios/` show.
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
}
