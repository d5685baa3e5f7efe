package dev.parley.cli.queue;

import static dev.parley.cli.queue.Scene.ALPHA;
import static dev.parley.cli.queue.Scene.BETA;
import static dev.parley.cli.queue.Scene.GAMMA;
import static dev.parley.cli.queue.Scene.SOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.Agent;
import dev.parley.client.ConnectionSettings;
import dev.parley.client.FoundAgent;
import dev.parley.client.Received;
import dev.parley.client.RefusedException;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.Performative;
import dev.parley.nats.QueueSettings;
import dev.parley.nats.QueueWire;
import dev.parley.nats.Subjects;
import dev.parley.server.Node;
import dev.parley.server.config.ConfigurationReader;
import dev.parley.server.config.Mode;
import io.nats.client.api.MessageInfo;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way over the queue: nobody notices that it is none of HTTP.
final class QueueTalkTest {
  private final NatsServer server;
  private final Scene scene;
  private final NodeQueue queue;

  QueueTalkTest(@TempDir Path folder) {
    server = NatsServer.start(folder.resolve("nats"));
    scene = new Scene(folder);
    queue =
        NodeQueue.start(Optional.of(server.broker()), QueueSettings.DEFAULT, scene.node, _ -> {});
  }

  @AfterEach
  void stop() {
    queue.close();
    scene.close();
    server.close();
  }

  @Test
  void carriesASessionFromDiscoveryToItsTranscript() throws Exception {
    Agent alpha = scene.queued(server.url(), ALPHA);
    Agent beta = scene.queued(server.url(), BETA);
    assertThat(alpha.discover("gpu-compute", 0)).extracting(FoundAgent::agentId).contains(BETA);
    try (Scene.Talk talk = Scene.talk(alpha, beta)) {
      for (int i = 0; i < 5; i++) {
        Received said = Scene.propose(talk.alphas(), 100 + i).orThrow();
        assertThat(talk.betas().next(SOON).map(Received::hash)).contains(said.hash());
        Received answer = Scene.propose(talk.betas(), 200 - i).orThrow();
        assertThat(talk.alphas().next(SOON).map(Received::hash)).contains(answer.hash());
      }
      talk.alphas().send(Say.close("cancelled")).orThrow();
      Scene.read(talk.betas(), talk.alphas().history().size());
      assertThat(talk.betas().history()).isEqualTo(talk.alphas().history());
      ByteArrayOutputStream overQueue = new ByteArrayOutputStream();
      alpha.transcript(talk.alphas().id(), overQueue);
      assertThat(overQueue.size()).isGreaterThan(10_000);
    }
  }

  @Test
  void mixesWithHttpInOneSession() {
    Agent alpha = scene.queued(server.url(), ALPHA);
    Agent beta = scene.direct(BETA);
    try (Scene.Talk talk = Scene.talk(alpha, beta)) {
      Received said = Scene.propose(talk.alphas(), 100).orThrow();
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(said.hash());
      Received answer = Scene.propose(talk.betas(), 99).orThrow();
      assertThat(talk.alphas().next(SOON).map(Received::hash)).contains(answer.hash());
    }
  }

  @Test
  void publishesEveryMessageUnderThePublishedNamesInOrder() throws Exception {
    Agent alpha = scene.queued(server.url(), ALPHA);
    Agent beta = scene.queued(server.url(), BETA);
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        Somebody somebody = server.somebody()) {
      Scene.propose(talk.alphas(), 100).orThrow();
      String id = talk.alphas().id().toString();
      int count = talk.alphas().history().size();
      var streams = somebody.streams();
      Eventually.holds(
          () ->
              streams
                      .getStreamInfo(
                          "ASP_OUT",
                          io.nats.client.api.StreamInfoOptions.filterSubjects("asp.session." + id))
                      .getStreamState()
                      .getSubjectMap()
                      .getOrDefault("asp.session." + id, 0L)
                  == count);
      long at = 1;
      for (int position = 0; position < count; position++) {
        MessageInfo found = streams.getNextMessage("ASP_OUT", at, "asp.session." + id);
        at = found.getSeq() + 1;
        assertThat(requireNonNull(found.getHeaders()).getFirst("Nats-Msg-Id"))
            .isEqualTo(id + ":" + position);
        assertThat(new String(requireNonNull(found.getData()), StandardCharsets.UTF_8))
            .contains("\"position\":" + position + "}")
            .contains(talk.alphas().history().get(position).hash().text());
      }
      MessageInfo invitation = streams.getLastMessage("ASP_OUT", Subjects.inbox(BETA));
      assertThat(new String(requireNonNull(invitation.getData()), StandardCharsets.UTF_8))
          .contains(id);
    }
  }

  @Test
  void keepsStrangersOut() {
    Agent alpha = scene.queued(server.url(), ALPHA);
    Agent beta = scene.queued(server.url(), BETA);
    Agent gamma = scene.queued(server.url(), GAMMA);
    try (Scene.Talk talk = Scene.talk(alpha, beta)) {
      assertThatThrownBy(() -> gamma.join(talk.alphas().id()))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND));
    }
  }

  @Test
  void takesUpASessionAndAnInboxWhereTheyWereLeft() {
    Agent alpha = scene.queued(server.url(), ALPHA);
    Agent beta = scene.queued(server.url(), BETA);
    try (Scene.Talk talk = Scene.talk(alpha, beta)) {
      talk.betas().close();
      long before = talk.alphas().history().size();
      Received said = Scene.propose(talk.alphas(), 100).orThrow();
      try (Session again = beta.joinFrom(talk.alphas().id(), before)) {
        assertThat(again.next(SOON).map(Received::hash)).contains(said.hash());
        assertThat(Scene.propose(again, 90).orThrow().performative())
            .isEqualTo(Performative.PROPOSE);
      }
    }
  }

  @Test
  void belongsToOneNode() {
    try (Node second =
        Node.start(
            ConfigurationReader.read(
                Mode.DEVELOPMENT,
                Optional.empty(),
                Map.of("PARLEY_DOMAIN", "second.localhost", "PARLEY_PORT", "0"),
                Map.of()))) {
      assertThatThrownBy(
              () ->
                  NodeQueue.start(
                      Optional.of(server.broker()), QueueSettings.DEFAULT, second, _ -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(scene.node.steward().text());
    }
  }

  @Test
  void proofsNameTheNodeAndNoOtherWillTakeThem() throws Exception {
    URI other = URI.create(server.url() + "/elsewhere.example");
    try (var connection =
        QueueWire.connect(other, ALPHA, Optional.empty(), ConnectionSettings.DEFAULT)) {
      scene.direct(ALPHA);
      Agent alpha = Agent.at(connection, scene.keys(ALPHA));
      assertThatThrownBy(alpha::statement)
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().code().wire()).isEqualTo("invalid_client"));
    }
  }
}
