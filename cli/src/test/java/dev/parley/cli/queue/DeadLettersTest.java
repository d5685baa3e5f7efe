package dev.parley.cli.queue;

import static dev.parley.cli.queue.Scene.ALPHA;
import static dev.parley.cli.queue.Scene.BETA;
import static dev.parley.cli.queue.Scene.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Received;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.nats.DeadLetters;
import dev.parley.nats.NodeDoor;
import dev.parley.nats.QueueNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a node cannot decide comes again, and in the end lies where somebody finds it.
final class DeadLettersTest {
  private final NatsServer server;
  private final Scene scene;

  DeadLettersTest(@TempDir Path folder) {
    server = NatsServer.start(folder.resolve("nats"));
    scene = new Scene(folder);
  }

  @AfterEach
  void stop() {
    scene.close();
    server.close();
  }

  /// The node, with an ailment that strikes before a message reaches it.
  private record Ailing(ServerDoor node, Supplier<Boolean> overloaded, Runnable dying)
      implements NodeDoor {
    @Override
    public Answer submit(AgentUri presenter, String session, Act act, byte[] envelope) {
      dying.run();
      return overloaded.get()
          ? new Answer(
              503,
              Map.of(),
              CanonicalJson.bytes(ErrorCode.UNAVAILABLE.because("too much to do").json()))
          : node.submit(presenter, session, act, envelope);
    }

    @Override
    public void request(Request request, Sink sink) throws IOException {
      node.request(request, sink);
    }

    @Override
    public Log log() {
      return node.log();
    }
  }

  private QueueNode queue(Supplier<Boolean> overloaded, Runnable dying) throws IOException {
    return QueueNode.start(
        server.broker(),
        Scene.QUICK,
        scene.node.steward().text(),
        new Ailing(new ServerDoor(scene.node.queue()), overloaded, dying),
        InstantSource.system());
  }

  private DeadLetters letters() throws IOException {
    return DeadLetters.of(server.broker());
  }

  @Test
  void keepsWhatCouldNotBeDecidedUntilItIsSentAnew() throws Exception {
    var overloaded = new java.util.concurrent.atomic.AtomicBoolean();
    try (QueueNode _ = queue(overloaded::get, () -> {});
        DeadLetters letters = letters();
        Somebody somebody = server.somebody();
        Scene.Talk talk = Scene.talk(scene.direct(ALPHA), scene.direct(BETA))) {
      Pen.Written written = new Pen(scene.keys(ALPHA), talk.alphas()).status("late");
      Submitter submitter = new Submitter(somebody, ALPHA);
      overloaded.set(true);
      String attempt = submitter.queue(talk.alphas().id().toString(), written.bytes());
      Eventually.holds(() -> letters.list(10).size() == 1);
      DeadLetters.Letter letter = letters.list(10).getFirst();
      assertThat(letter.reason()).isEqualTo("undecided");
      assertThat(letter.deliveries()).isEqualTo(Scene.QUICK.deliveries());
      assertThat(letter.bytes()).isEqualTo(written.bytes());
      assertThat(letter.first()).isBefore(letter.last());
      overloaded.set(false);
      assertThat(letters.replay(letter.number())).isEqualTo(DeadLetters.Done.DONE);
      assertThat(Submitter.word(submitter.receipt(attempt))).isEqualTo("accepted");
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(written.hash());
      assertThat(letters.list(10)).isEmpty();
      assertThat(letters.replay(letter.number())).isEqualTo(DeadLetters.Done.UNKNOWN);
    }
  }

  @Test
  void decidesAgainWhatANodeTookWithItToItsGrave() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Runnable dyingOnce =
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new IllegalStateException("the node is gone, and acknowledges nothing");
          }
        };
    try (QueueNode _ = queue(() -> false, dyingOnce);
        DeadLetters letters = letters();
        Somebody somebody = server.somebody();
        Scene.Talk talk = Scene.talk(scene.direct(ALPHA), scene.direct(BETA))) {
      Pen.Written written = new Pen(scene.keys(ALPHA), talk.alphas()).status("again");
      Submitter submitter = new Submitter(somebody, ALPHA);
      assertThat(submitter.outcome(talk.alphas().id().toString(), written.bytes()))
          .isEqualTo("accepted");
      assertThat(tries).hasValueGreaterThanOrEqualTo(2);
      assertThat(talk.betas().next(SOON).map(Received::hash)).contains(written.hash());
      assertThat(letters.list(10)).isEmpty();
    }
  }

  @Test
  void givesUpWhatKillsEveryNodeThatTriesIt() throws Exception {
    Runnable dying =
        () -> {
          throw new IllegalStateException("the node is gone, and acknowledges nothing");
        };
    try (QueueNode _ = queue(() -> false, dying);
        DeadLetters letters = letters();
        Somebody somebody = server.somebody()) {
      new Submitter(somebody, ALPHA).queue("poison", "{}".getBytes(StandardCharsets.UTF_8));
      Eventually.holds(() -> letters.list(10).size() == 1);
      assertThat(letters.list(10).getFirst().reason()).isEqualTo("undecided");
      assertThat(letters.list(10).getFirst().deliveries()).isEqualTo(Scene.QUICK.deliveries() + 1L);
    }
  }

  @Test
  void areShownSentAnewAndDroppedByHand() throws Exception {
    try (QueueNode _ = queue(() -> false, () -> {});
        DeadLetters letters = letters();
        Somebody somebody = server.somebody()) {
      Submitter submitter = new Submitter(somebody, ALPHA);
      for (String agent : List.of("nobody", "=2e", "a=2F")) {
        submitter.queue(
            "asp.session.x.from." + agent,
            "\u001b[31mred".getBytes(StandardCharsets.UTF_8),
            "open");
      }
      Eventually.holds(() -> letters.list(10).size() == 3);
      Typing typing = new Typing("--nats", server.url().toString());
      assertThat(typing.ok("nats", "dead-letters", "list"))
          .contains("invalid_subject", "asp.session.x.from.=2e");
      long first = letters.list(1).getFirst().number();
      assertThat(typing.ok("nats", "dead-letters", "show", first + "", "--json"))
          .contains("\"reason\":\"invalid_subject\"", "\"deliveries\":1");
      assertThat(typing.ok("nats", "dead-letters", "show", first + "")).doesNotContain("\u001b");
      assertThat(typing.ok("nats", "dead-letters", "drop", first + "")).contains("gone");
      assertThat(letters.find(first)).isEmpty();
      long second = letters.list(1).getFirst().number();
      assertThat(typing.ok("nats", "dead-letters", "replay", second + "")).contains("queue again");
      Eventually.holds(
          () -> letters.list(10).stream().allMatch(letter -> letter.number() > second));
      assertThat(typing.failed("nats", "dead-letters", "show", "999", "--json"))
          .contains("\"code\":\"not_found\"", "list");
      assertThat(typing.failed("nats", "dead-letters", "replay", "999", "--json"))
          .contains("\"code\":\"not_found\"");
      assertThat(typing.failed("nats", "dead-letters", "drop", "999", "--json"))
          .contains("\"code\":\"not_found\"");
    }
  }
}
