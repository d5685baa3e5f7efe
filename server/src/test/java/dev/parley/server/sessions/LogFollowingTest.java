package dev.parley.server.sessions;

import static dev.parley.server.rehearsal.Scene.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A cursor on everything that a node accepts.
final class LogFollowingTest extends NodeTest {
  private static final JsonObject NOTE = JsonObject.EMPTY.with("informType", "status");
  private static final Duration LONG = Duration.ofDays(1);

  private List<LogFollowing.Logged> all(long after) throws InterruptedException {
    List<LogFollowing.Logged> all = new ArrayList<>();
    try (LogFollowing log = LogFollowing.of(node.sessions(), after)) {
      List<LogFollowing.Logged> page = log.next(Duration.ZERO);
      while (!page.isEmpty()) {
        all.addAll(page);
        page = log.next(Duration.ZERO);
      }
    }
    return all;
  }

  @Test
  void givesEveryMessageWithAllWhoAreToldOfIt() throws InterruptedException {
    scene.introduce(JsonObject.EMPTY);
    restart();
    List<LogFollowing.Logged> log = all(0);
    assertThat(log).extracting(LogFollowing.Logged::message).isEqualTo(scene.messages());
    assertThat(log).isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()));
    assertThat(log)
        .allSatisfy(
            logged -> {
              assertThat(logged.session()).isEqualTo(scene.id());
              assertThat(logged.readers()).contains(scene.alpha.uri(), scene.beta.uri());
            });
    assertThat(log.getFirst().invited())
        .singleElement()
        .satisfies(
            invited -> {
              assertThat(invited.agent()).isEqualTo(scene.beta.uri());
              assertThat(invited.item().number()).isZero();
              assertThat(invited.item().kind()).isEqualTo("invitation");
            });
    assertThat(log.subList(1, log.size())).allMatch(logged -> logged.invited().isEmpty());
    for (int i = 0; i < log.size(); i++) {
      assertThat(all(log.get(i).number())).isEqualTo(log.subList(i + 1, log.size()));
    }
  }

  @Test
  void findsThePlaceOfATime() throws InterruptedException {
    scene.introduce(JsonObject.EMPTY);
    for (int i = 0; i < 20; i++) {
      scene.said(i % 2 == 0 ? scene.alpha : scene.beta, Performative.INFORM, NOTE);
    }
    List<LogFollowing.Logged> log = all(0);
    List<Instant> times = new ArrayList<>(List.of(Instant.EPOCH, Instant.now().plus(LONG)));
    log.forEach(logged -> times.add(logged.message().acceptedAt()));
    try (LogFollowing cursor = LogFollowing.of(node.sessions(), 0)) {
      for (Instant time : times) {
        assertThat(all(cursor.before(time)))
            .isEqualTo(log.stream().filter(l -> !l.message().acceptedAt().isBefore(time)).toList());
      }
      cursor.goTo(log.get(3).number());
      assertThat(cursor.next(Duration.ZERO)).first().isEqualTo(log.get(4));
    }
  }

  @Test
  void hearsOfEverySessionAndOfTheEndOfTheNode() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        LogFollowing log = LogFollowing.of(node.sessions(), 0)) {
      Future<List<LogFollowing.Logged>> first = threads.submit(() -> log.next(LONG));
      accepted(scene.open(scene.invite(JsonObject.EMPTY)));
      assertThat(first.get()).extracting(l -> l.message().position()).containsExactly(0L);
      assertThat(log.nodeEnds()).isFalse();
      Future<List<LogFollowing.Logged>> last = threads.submit(() -> log.next(LONG));
      node.sessions().close();
      assertThat(last.get()).isEmpty();
      assertThat(log.nodeEnds()).isTrue();
    }
  }
}
