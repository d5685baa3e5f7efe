package dev.parley.server.sessions;

import static dev.parley.server.rehearsal.Scene.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.rehearsal.ScriptedAgent;
import dev.parley.server.store.Content;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A cursor gives every message once, in order, wherever it starts.
final class FollowingTest extends NodeTest {
  private static final JsonObject NOTE = JsonObject.EMPTY.with("informType", "status");
  private static final Duration LONG = Duration.ofMinutes(1);

  private SessionReader reader(ScriptedAgent agent) {
    return node.sessions().reader(agent.uri(), scene.id()).orElseThrow();
  }

  @Test
  void givesWhatComesAfterEveryPosition() throws InterruptedException {
    scene.introduce(JsonObject.EMPTY);
    List<Delivered> all = scene.messages();
    for (int from = 0; from <= all.size(); from++) {
      try (Following following = reader(scene.beta).follow(from)) {
        assertThat(following.next(Duration.ZERO)).isEqualTo(all.subList(from, all.size()));
        assertThat(following.next(Duration.ZERO)).isEmpty();
        assertThat(following.ended()).isEmpty();
      }
    }
  }

  @Test
  void losesAndRepeatsNothingWhileMessagesCome() throws Exception {
    scene.introduce(JsonObject.EMPTY);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> followers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        followers.add(threads.submit(this::followToTheEnd));
      }
      for (int i = 0; i < 100; i++) {
        scene.said(i % 2 == 0 ? scene.alpha : scene.beta, Performative.INFORM, NOTE);
      }
      scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
      List<Long> expected = new ArrayList<>();
      for (long position = 0; position < 106; position++) {
        expected.add(position);
      }
      for (Future<List<Long>> follower : followers) {
        assertThat(follower.get()).isEqualTo(expected);
      }
    }
  }

  private List<Long> followToTheEnd() throws InterruptedException {
    List<Long> positions = new ArrayList<>();
    try (Following following = reader(scene.beta).follow(0)) {
      while (following.ended().isEmpty()) {
        following.next(LONG).forEach(message -> positions.add(message.position()));
      }
    }
    return positions;
  }

  @Test
  void saysWhereASessionEnded() throws InterruptedException {
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    scene.said(scene.alpha, Performative.WITHDRAW, JsonObject.EMPTY.with("proposalId", "p-invite"));
    restart();
    try (Following following = reader(scene.beta).follow(2)) {
      assertThat(following.next(LONG)).isEmpty();
      assertThat(following.ended()).contains("FAILED");
    }
  }

  @Test
  void wakesWhoFollowsWhenTheNodeEnds() throws Exception {
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Following following = reader(scene.beta).follow(1);
        InboxFollowing inbox = node.sessions().inbox(scene.beta.uri(), 1)) {
      Future<List<Delivered>> messages = threads.submit(() -> following.next(Duration.ofDays(1)));
      Future<List<InboxItem>> items = threads.submit(() -> inbox.next(Duration.ofDays(1)));
      node.sessions().close();
      assertThat(messages.get()).isEmpty();
      assertThat(items.get()).isEmpty();
    }
  }

  @Test
  void putsEverybodyWhoIsAskedOnNoticeInItsOwnInboxOnly() throws InterruptedException {
    ScriptedAgent gamma = new ScriptedAgent("agent://other.example/gamma", "org_other");
    ScriptedAgent boss = new ScriptedAgent("agent://acme.example/boss", "org_acme");
    node.register(gamma);
    node.register(boss);
    scene.introduce(JsonObject.of("openDelegation", JsonBoolean.TRUE));
    scene.said(
        scene.alpha,
        Performative.DELEGATE,
        JsonObject.builder()
            .put("delegationId", "d-1")
            .put("targetAgent", gamma.uri().text())
            .put("scope", "price")
            .put("authority", "negotiate")
            .build());
    scene.said(
        scene.alpha,
        Performative.ESCALATE,
        JsonObject.builder()
            .put("escalationId", "e-1")
            .put("reason", "too dear")
            .put("to", boss.uri().text())
            .build());
    restart();
    assertThat(kinds(scene.beta)).containsExactly("invitation@0");
    assertThat(kinds(gamma)).containsExactly("delegation@5");
    assertThat(kinds(boss)).containsExactly("escalation@6");
    assertThat(kinds(scene.alpha)).isEmpty();
  }

  private List<String> kinds(ScriptedAgent agent) throws InterruptedException {
    try (InboxFollowing inbox = node.sessions().inbox(agent.uri(), 0)) {
      return inbox.next(Duration.ZERO).stream()
          .map(item -> item.kind() + "@" + item.message().position())
          .toList();
    }
  }

  @Test
  void resumesAnInboxWhereItStopped() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      Scene next = new Scene(node, clock, scene.alpha, scene.beta);
      accepted(next.open(next.invite(JsonObject.EMPTY)));
    }
    for (int from = 0; from <= 3; from++) {
      try (InboxFollowing inbox = node.sessions().inbox(scene.beta.uri(), from)) {
        List<InboxItem> items = inbox.next(Duration.ZERO);
        assertThat(items).hasSize(3 - from);
        if (from < 3) {
          assertThat(items.getFirst().number()).isEqualTo(from);
        }
      }
    }
  }

  @Test
  void deliversMessagesWithTheirPlace() {
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    Delivered first = scene.messages().getFirst();
    JsonObject wire = Scene.json(Content.of(first.json()));
    assertThat(wire.names()).containsExactly("acceptedAt", "envelope", "position");
    assertThat(wire.object("envelope")).contains(Scene.json(first.envelope()));
    assertThat(wire.string("acceptedAt")).contains("2026-01-01T00:00:00.000Z");
  }
}
