package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.auth.AccessTokens;
import dev.parley.server.config.HttpLimits;
import dev.parley.server.config.NodeConfiguration;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Following sessions and inboxes: whoever comes back with the last id misses nothing and hears
/// nothing twice, however the stream was cut.
@Timeout(180)
final class EventsTest {
  private static final HttpLimits USUAL = HttpLimits.DEFAULT;

  @TempDir private Path directory;

  private static HttpLimits limits(int streamsPerAgent) {
    return new HttpLimits(
        USUAL.connections(),
        USUAL.requests(),
        USUAL.streams(),
        streamsPerAgent,
        USUAL.bodyTime(),
        USUAL.idleTime(),
        Duration.ofMillis(100),
        USUAL.stall(),
        USUAL.grace());
  }

  private Stage stage = new Stage(NodeConfiguration.development().onPort(0).bearing(limits(200)));

  @AfterEach
  void end() {
    stage.close();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(0, last).boxed().toList();
  }

  private static void close(Talk talk) {
    talk.say(talk.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
  }

  @Test
  void resumesBehindAnyMessage() {
    Talk talk = stage.talk();
    close(talk);
    try (Listener all = Listener.of(stage.beta, talk.path("/events"), Optional.empty())) {
      assertThat(all.idsToTheEnd()).isEqualTo(upTo(5));
    }
    for (long seen = 0; seen <= 5; seen++) {
      try (Listener rest = Listener.of(stage.beta, talk.path("/events"), Optional.of(seen));
          Listener same =
              Listener.of(stage.beta, talk.path("/events?after=" + seen), Optional.empty())) {
        List<Long> ids = rest.idsToTheEnd();
        assertThat(ids).isEqualTo(upTo(5).subList((int) seen + 1, 6));
        assertThat(same.idsToTheEnd()).isEqualTo(ids);
      }
    }
  }

  @Test
  void refusesToResumeBehindWhatItHasNot() {
    Talk talk = stage.talk();
    Talk longer = stage.talk();
    String other = longer.ask(stage.beta, "q-longer").body();
    long position = Json.object(other).integer("position").orElseThrow();
    for (String future : List.of(Long.toString(position), "5", "999999999999999")) {
      HttpResponse<String> answer =
          stage.beta.with(Map.of("Last-Event-ID", future), "GET", talk.path("/events"));
      assertThat(answer.statusCode()).as(future).isEqualTo(422);
      assertThat(Json.code(answer)).isEqualTo("invalid_reference");
    }
    for (String garbage : List.of("-1", "abc", "1.5", "0x1", "9".repeat(30), "1 2")) {
      for (String path : List.of(talk.path("/events"), stage.beta.path("/inbox"))) {
        HttpResponse<String> answer =
            stage.beta.with(Map.of("Last-Event-ID", garbage), "GET", path);
        assertThat(answer.statusCode()).as(garbage).isEqualTo(400);
        assertThat(Json.code(answer)).isEqualTo("malformed");
      }
    }
  }

  @Test
  void losesAndRepeatsNothingHoweverOftenItIsCut() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Talk talk = stage.talk();
    CompletableFuture<Void> talking =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 24; i++) {
                talk.ask(i % 2 == 0 ? stage.alpha : stage.beta, "q-" + i);
              }
            });
    Caller reader = stage.again(stage.beta);
    List<Long> heard = new ArrayList<>();
    while (heard.size() < 29) {
      Optional<Long> seen = heard.isEmpty() ? Optional.empty() : Optional.of(heard.getLast());
      try (Listener part = Listener.of(reader, talk.path("/events"), seen)) {
        heard.addAll(part.idsWithin(1 + random.nextInt(6000)));
      }
    }
    talking.join();
    assertThat(heard).as("seed " + seed).isEqualTo(upTo(28));
  }

  @Test
  void saysWhatBecomesOfTheSessionAndEndsWithIt() {
    Talk talk = new Talk(stage.node, stage.alpha, stage.beta);
    talk.open();
    try (Listener events = Listener.of(stage.alpha, talk.path("/events"), Optional.empty())) {
      assertThat(events.next("session_state").data()).contains("\"INVITED\"");
      talk.say(stage.beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-invite"));
      talk.identify(stage.alpha);
      talk.identify(stage.beta);
      assertThat(events.next("session_state").data()).contains("\"INTRODUCED\"");
      close(talk);
      assertThat(events.next("session_state").data()).contains("\"CLOSED\"");
      assertThat(events.next()).isEmpty();
    }
  }

  @Test
  void saysThatItIsThereWhenNothingHappens() {
    Talk talk = stage.talk();
    try (Listener events = Listener.of(stage.alpha, talk.path("/events"), Optional.of(4L));
        Listener inbox = Listener.of(stage.alpha, stage.alpha.path("/inbox"), Optional.empty())) {
      assertThat(events.next("heartbeat").id()).isEmpty();
      assertThat(events.next("heartbeat").id()).isEmpty();
      assertThat(inbox.next("heartbeat").id()).isEmpty();
    }
  }

  @Test
  void bringsWhoIsInvitedEveryInvitationOnce() {
    stage.talk();
    List<Long> ids = new ArrayList<>();
    try (Listener inbox = Listener.of(stage.beta, stage.beta.path("/inbox"), Optional.empty())) {
      ids.add(inbox.next("invitation").id().orElseThrow());
      Talk second = stage.talk();
      Listener.Event invitation = inbox.next("invitation");
      assertThat(invitation.data()).contains(second.id().toString());
      ids.add(invitation.id().orElseThrow());
    }
    Talk third = stage.talk();
    try (Listener inbox =
        Listener.of(stage.beta, stage.beta.path("/inbox"), Optional.of(ids.getLast()))) {
      assertThat(inbox.next("invitation").data()).contains(third.id().toString());
    }
  }

  @Test
  void givesEachAgentOnlySoManyAndTakesBackWhatIsClosed() {
    stage.close();
    stage = new Stage(NodeConfiguration.development().onPort(0).bearing(limits(3)));
    Talk talk = stage.talk();
    String path = talk.path("/events");
    try (Listener _ = Listener.of(stage.alpha, path, Optional.empty());
        Listener _ = Listener.of(stage.alpha, path, Optional.empty())) {
      try (Listener _ = Listener.of(stage.alpha, path, Optional.empty())) {
        HttpResponse<String> full = stage.alpha.get(path);
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(Json.code(full)).isEqualTo("unavailable");
        assertThat(full.headers().firstValue("Retry-After")).contains("1");
        try (Listener other = Listener.of(stage.beta, path, Optional.empty())) {
          assertThat(other.next("message").id()).contains(0L);
        }
      }
      while (stage.alpha.get(talk.path("/transcript")).statusCode() == 503) {
        Thread.onSpinWait(); // Until the next heartbeat finds that nobody listens.
      }
    }
  }

  @Test
  void endsWithTheNodeAndGoesOnWithTheNext() {
    stage.close();
    NodeConfiguration kept =
        NodeConfiguration.development().onPort(0).bearing(limits(200)).keeping(directory);
    stage = new Stage(kept);
    Talk talk = stage.talk();
    int port = stage.node.port();
    List<Long> heard = new ArrayList<>();
    try (Listener events = Listener.of(stage.alpha, talk.path("/events"), Optional.empty());
        Listener inbox = Listener.of(stage.beta, stage.beta.path("/inbox"), Optional.empty())) {
      heard.add(events.next("message").id().orElseThrow());
      stage.node.close();
      heard.addAll(events.idsToTheEnd());
      assertThat(inbox.idsToTheEnd()).hasSize(1);
    }
    assertThat(heard).isEqualTo(upTo(4));
    try (var _ = stage.time.node(kept.onPort(port))) {
      for (Caller by : List.of(stage.alpha, stage.beta)) {
        by.remember(by.get("/.well-known/asp.json"));
      }
      try (Listener events =
          Listener.of(stage.alpha, talk.path("/events"), Optional.of(heard.getLast()))) {
        talk.ask(stage.beta, "q-later");
        assertThat(events.next("message").id()).contains(5L);
      }
    }
  }

  @Test
  void endsWhenItIsAsOldAsATokenCanBe() {
    Talk talk = stage.talk();
    try (Listener events = Listener.of(stage.alpha, talk.path("/events"), Optional.empty());
        Listener inbox = Listener.of(stage.beta, stage.beta.path("/inbox"), Optional.empty())) {
      stage.time.advance(AccessTokens.LIFE.minusSeconds(1));
      assertThat(events.next("heartbeat").id()).isEmpty();
      assertThat(inbox.next("heartbeat").id()).isEmpty();
      stage.time.advance(Duration.ofSeconds(1));
      assertThat(events.idsToTheEnd()).isEmpty();
      assertThat(inbox.idsToTheEnd()).isEmpty();
    }
    Caller again = stage.again(stage.alpha);
    try (Listener events = Listener.of(again, talk.path("/events"), Optional.of(3L))) {
      assertThat(events.next("message").id()).contains(4L);
    }
  }
}
