package dev.parley.cli.queue;

import static dev.parley.cli.queue.Scene.ALPHA;
import static dev.parley.cli.queue.Scene.BETA;
import static dev.parley.cli.queue.Scene.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.Received;
import dev.parley.nats.Broker;
import dev.parley.nats.DeadLetters;
import dev.parley.nats.Subjects;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.Subscription;
import io.nats.client.api.ConsumerConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/nats-server.conf`: enough for everybody's work, and no more.
final class QueuePermissionsTest {
  private final NatsServer server;
  private final Scene scene;
  private final NodeQueue queue;

  QueuePermissionsTest(@TempDir Path folder) {
    String sample = sample();
    server =
        NatsServer.start(folder.resolve("nats"), sample.substring(sample.indexOf("accounts {")));
    scene = new Scene(folder);
    Broker node = new Broker(server.url("node", "change-me-node"), Optional.empty());
    queue = NodeQueue.start(Optional.of(node), Scene.QUICK, scene.node, _ -> {});
  }

  private static String sample() {
    try {
      return Files.readString(Path.of("..", "docs", "nats-server.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    queue.close();
    scene.close();
    server.close();
  }

  private Somebody as(String user) throws Exception {
    return NatsServer.somebody(server.url(user, "change-me-" + user));
  }

  @Test
  void areEnoughForAWholeTalk() throws Exception {
    var alpha = scene.queued(server.url("alpha", "change-me-alpha"), ALPHA);
    var beta = scene.queued(server.url("beta", "change-me-beta"), BETA);
    assertThat(alpha.discover("gpu-compute", 0)).isNotEmpty();
    try (Scene.Talk talk = Scene.talk(alpha, beta)) {
      Received said = Scene.propose(talk.alphas(), 1).orThrow();
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(said.hash());
    }
    Broker operator = new Broker(server.url("operator", "change-me-operator"), Optional.empty());
    try (DeadLetters letters = DeadLetters.of(operator)) {
      assertThat(letters.list(10)).isEmpty();
      assertThat(letters.drop(1)).isEqualTo(DeadLetters.Done.UNKNOWN);
    }
  }

  @Test
  void showNobodyWhatIsForOthers() throws Exception {
    var alpha = scene.direct(ALPHA);
    var beta = scene.direct(BETA);
    try (Somebody spy = as("alpha")) {
      List<Subscription> closed = new ArrayList<>();
      for (String subject :
          List.of(
              ">",
              "asp.>",
              "asp.session.*",
              "asp.session.*.from.*",
              "asp.agent.*.session.*",
              "asp.agent." + Subjects.token(BETA) + ".>",
              Subjects.receipt(BETA),
              "_INBOX.>")) {
        closed.add(spy.subscribe(subject));
      }
      Subscription open = spy.subscribe("asp.agent." + Subjects.token(ALPHA) + ".session.*");
      try (Scene.Talk talk = Scene.talk(alpha, beta)) {
        Scene.propose(talk.alphas(), 1).orThrow();
        int count = talk.alphas().history().size();
        for (int i = 0; i < count; i++) {
          assertThat(open.nextMessage(SOON)).as("message %d", i).isNotNull();
        }
      }
      assertThat(closed).allMatch(subscription -> subscription.getDeliveredCount() == 0);
      assertThat(closed).allMatch(subscription -> subscription.getPendingMessageCount() == 0);
    }
  }

  @Test
  void letNobodySpeakForOthers() throws Exception {
    try (Somebody liar = as("alpha")) {
      for (String subject :
          List.of(
              Subjects.submission("x", BETA),
              Subjects.request(BETA),
              Subjects.reading(BETA, "x"),
              Subjects.inbox(BETA),
              Subjects.receipt(BETA),
              Subjects.session("x"),
              "asp.dead.x")) {
        liar.publish(
            subject, new io.nats.client.impl.Headers(), "x".getBytes(StandardCharsets.UTF_8));
        liar.connection().flush(SOON);
        assertThat(Objects.requireNonNull(liar.connection().getLastError()))
            .containsIgnoringCase("permissions violation for publish")
            .containsIgnoringCase(subject);
      }
    }
  }

  @Test
  void letAProgramReadItsOwnInboxWithADurableConsumerAndNoOther() throws Exception {
    var alpha = scene.direct(ALPHA);
    var beta = scene.direct(BETA);
    try (Scene.Talk _ = Scene.talk(beta, alpha);
        Somebody plain =
            new Somebody(
                io.nats.client.Nats.connect(
                    new io.nats.client.Options.Builder()
                        .server(server.url("alpha", "change-me-alpha").toString())
                        .inboxPrefix("_INBOX." + Subjects.token(ALPHA) + ".")
                        .errorListener(new io.nats.client.ErrorListener() {})
                        .build()))) {
      plain.streams().createConsumer("ASP_OUT", named("alpha", Subjects.inbox(ALPHA)));
      JetStreamSubscription inbox =
          plain.queue().subscribe(null, PullSubscribeOptions.fastBind("ASP_OUT", "alpha"));
      var invitation = inbox.fetch(1, SOON).getFirst();
      assertThat(invitation.getSubject()).isEqualTo(Subjects.inbox(ALPHA));
      invitation.ackSync(SOON);
      for (String other : List.of(Subjects.inbox(BETA), Subjects.session("*"), "asp.>")) {
        assertThatThrownBy(() -> plain.streams().createConsumer("ASP_OUT", named("alpha", other)))
            .isInstanceOfAny(IOException.class, JetStreamApiException.class);
      }
    }
  }

  private static ConsumerConfiguration named(String name, String filter) {
    return ConsumerConfiguration.builder()
        .durable(name)
        .filterSubject(filter)
        .ackWait(Duration.ofSeconds(5))
        .build();
  }
}
