package dev.parley.cli.queue;

import static dev.parley.cli.queue.Scene.ALPHA;
import static dev.parley.cli.queue.Scene.BETA;
import static dev.parley.cli.queue.Scene.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Agent;
import dev.parley.client.Received;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.nats.Subjects;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.impl.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong between a node and its agents: the server dies, its disk is lost, its streams
/// are emptied; messages come twice, in another order, or are never acknowledged. Nobody loses,
/// repeats or reorders anything.
final class QueueFaultsTest {
  private final NatsServer server;
  private final Scene scene;
  private final NodeQueue queue;
  private final Agent alpha;
  private final Agent beta;

  QueueFaultsTest(@TempDir Path folder) {
    server = NatsServer.start(folder.resolve("nats"));
    scene = new Scene(folder);
    queue = NodeQueue.start(Optional.of(server.broker()), Scene.QUICK, scene.node, _ -> {});
    alpha = scene.queued(server.url(), ALPHA);
    beta = scene.queued(server.url(), BETA);
  }

  @AfterEach
  void stop() {
    queue.close();
    scene.close();
    server.close();
  }

  private static void exchange(Scene.Talk talk, int rounds) {
    for (int i = 0; i < rounds; i++) {
      Received said = Scene.propose(talk.alphas(), 100 + i).orThrow();
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(said.hash());
      Received answer = Scene.propose(talk.betas(), 200 - i).orThrow();
      assertThat(talk.alphas().next(SOON).map(Received::hash)).contains(answer.hash());
    }
  }

  private static void sameHistory(Scene.Talk talk) {
    Scene.read(talk.betas(), talk.alphas().history().size());
    assertThat(talk.betas().history()).isEqualTo(talk.alphas().history());
  }

  /// How many messages of a session the queue has.
  private static long kept(Somebody somebody, Session session) throws Exception {
    String subject = Subjects.session(session.id().toString());
    try {
      return somebody
          .streams()
          .getStreamInfo("ASP_OUT", StreamInfoOptions.filterSubjects(subject))
          .getStreamState()
          .getSubjectMap()
          .getOrDefault(subject, 0L);
    } catch (io.nats.client.JetStreamApiException | java.io.IOException _) {
      return -1;
    }
  }

  @Test
  void survivesTheDeathOfTheServer() throws Exception {
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      exchange(talk, 2);
      server.kill();
      CompletableFuture<SendResult> during =
          CompletableFuture.supplyAsync(() -> Scene.propose(talk.alphas(), 150), threads);
      server.startAgain();
      Received said = during.join().orThrow();
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(said.hash());
      exchange(talk, 2);
      sameHistory(talk);
      try (Somebody somebody = server.somebody()) {
        int count = talk.alphas().history().size();
        Eventually.holds(() -> kept(somebody, talk.alphas()) >= count);
      }
    }
  }

  @Test
  void makesAnEmptyQueueAnewWhenTheDiskIsLost() throws Exception {
    try (Scene.Talk talk = Scene.talk(alpha, beta)) {
      exchange(talk, 2);
      server.kill();
      server.forget();
      server.startAgain();
      exchange(talk, 2);
      sameHistory(talk);
      try (Somebody somebody = server.somebody()) {
        int count = talk.alphas().history().size();
        Eventually.holds(() -> kept(somebody, talk.alphas()) >= count);
      }
    }
  }

  @Test
  void publishesAgainWhatWasPurged() throws Exception {
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        Somebody somebody = server.somebody()) {
      exchange(talk, 2);
      int count = talk.alphas().history().size();
      Eventually.holds(() -> kept(somebody, talk.alphas()) >= count);
      somebody.streams().purgeStream("ASP_OUT");
      Eventually.holds(() -> kept(somebody, talk.alphas()) >= count);
      exchange(talk, 1);
      sameHistory(talk);
    }
  }

  @Test
  void countsAMessageOnceHoweverOftenItComes() throws Exception {
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        Somebody somebody = server.somebody()) {
      String session = talk.alphas().id().toString();
      long before = talk.alphas().history().size();
      Pen.Written written = new Pen(scene.keys(ALPHA), talk.alphas()).status("once");
      Submitter submitter = new Submitter(somebody, ALPHA);
      List<String> outcomes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        var receipt = submitter.receipt(submitter.queue(session, written.bytes()));
        outcomes.add(Submitter.word(receipt));
        assertThat(receipt.integer("position")).hasValue(before);
        assertThat(receipt.string("hash")).contains(written.hash().text());
        assertThat(receipt.string("messageId")).contains(written.messageId());
      }
      assertThat(outcomes).containsExactly("accepted", "repeated", "repeated", "repeated");
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(written.hash());
      assertThat(talk.betas().history()).hasSize((int) before + 1);
    }
  }

  @Test
  void leavesTheOrderOfASessionToTheLog() throws Exception {
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        Somebody somebody = server.somebody()) {
      String session = talk.alphas().id().toString();
      Pen pen = new Pen(scene.keys(ALPHA), talk.alphas());
      Pen.Written first = pen.status("first");
      Pen.Written second = pen.status("second");
      Submitter submitter = new Submitter(somebody, ALPHA);
      assertThat(submitter.outcome(session, second.bytes())).isEqualTo("chain_conflict");
      String one = submitter.queue(session, first.bytes()); // Without waiting between the two.
      String two = submitter.queue(session, second.bytes());
      assertThat(Submitter.word(submitter.receipt(one))).isEqualTo("accepted");
      assertThat(Submitter.word(submitter.receipt(two))).isEqualTo("accepted");
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(first.hash());
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(second.hash());
    }
  }

  @Test
  void repairsWhatComesTwiceOutOfOrderOrNotAtAll() throws Exception {
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        Somebody somebody = server.somebody()) {
      String subject = Subjects.reading(BETA, talk.alphas().id().toString());
      List<Received> history = talk.alphas().history();
      for (Received old : history.reversed()) {
        somebody.publish(
            subject,
            new Headers()
                .put(
                    Map.of(
                        "Asp-Event",
                        List.of("message"),
                        "Asp-Number",
                        List.of(Long.toString(old.position())))),
            old.json().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      somebody.publish(
          subject,
          new Headers().put("Asp-Event", "message").put("Asp-Number", "999"),
          "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      somebody.publish(
          subject, new Headers(), "not an event".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      exchange(talk, 1);
      sameHistory(talk);
    }
  }

  @Test
  void isNotHeldUpByAReaderThatAcknowledgesNothing() throws Exception {
    try (Scene.Talk talk = Scene.talk(alpha, beta);
        Somebody somebody = server.somebody()) {
      String subject = Subjects.session(talk.alphas().id().toString());
      somebody
          .streams()
          .addOrUpdateConsumer(
              "ASP_OUT",
              ConsumerConfiguration.builder()
                  .durable("deaf")
                  .filterSubject(subject)
                  .ackWait(Duration.ofMillis(200))
                  .maxAckPending(1)
                  .build());
      JetStreamSubscription deaf =
          somebody.queue().subscribe(null, PullSubscribeOptions.bind("ASP_OUT", "deaf"));
      Message first = deaf.fetch(1, SOON).getFirst();
      Message again = deaf.fetch(1, SOON).getFirst();
      assertThat(again.metaData().streamSequence()).isEqualTo(first.metaData().streamSequence());
      assertThat(again.metaData().deliveredCount()).isGreaterThan(1);
      exchange(talk, 2);
      sameHistory(talk);
      long stuck = first.metaData().streamSequence();
      Eventually.holds(
          () -> {
            Message next = deaf.fetch(1, SOON).getFirst();
            next.ack();
            return next.metaData().streamSequence() > stuck;
          });
    }
  }
}
