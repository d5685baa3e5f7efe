package dev.parley.server.sessions;

import static dev.parley.server.rehearsal.Scene.accepted;
import static dev.parley.server.rehearsal.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.rehearsal.ScriptedAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Many messages for one head: exactly one wins.
final class RaceTest extends NodeTest {
  private static final JsonObject NOTE = JsonObject.EMPTY.with("informType", "status");
  private static final int RACERS = 16;
  private static final int RACES = Boolean.getBoolean("parley.test.full") ? 10_000 : 60;

  private List<Outcome> race(List<Callable<Outcome>> racers)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(racers.size());
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Callable<Outcome> racer : racers) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return racer.call();
                }));
      }
      for (Future<Outcome> one : running) {
        outcomes.add(one.get());
      }
    }
    return outcomes;
  }

  @Test
  void letsExactlyOneMessageFollowAHead() throws Exception {
    scene.introduce(JsonObject.EMPTY);
    for (int round = 0; round < RACES; round++) {
      int before = (int) node.sessions().view(scene.alpha.uri(), scene.id()).orElseThrow().length();
      List<Callable<Outcome>> racers = new ArrayList<>();
      for (int i = 0; i < RACERS; i++) {
        ScriptedAgent agent = i % 2 == 0 ? scene.alpha : scene.beta;
        JsonObject envelope = agent.sign(scene.next(agent, Performative.INFORM, NOTE));
        racers.add(() -> scene.send(agent, envelope));
      }
      List<Outcome> outcomes = race(racers);
      assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Accepted).hasSize(1);
      assertThat(outcomes)
          .filteredOn(Outcome.Refused.class::isInstance)
          .extracting(o -> ((Outcome.Refused) o).refusal().code())
          .isSubsetOf(ErrorCode.CHAIN_CONFLICT, ErrorCode.NOT_YOUR_TURN);
      assertThat(node.sessions().view(scene.alpha.uri(), scene.id()).orElseThrow().length())
          .isEqualTo(before + 1);
    }
  }

  @Test
  void takesOneMessageSentManyTimesAtOnceOnce() throws Exception {
    scene.introduce(JsonObject.EMPTY);
    JsonObject envelope = scene.alpha.sign(scene.next(scene.alpha, Performative.INFORM, NOTE));
    List<Callable<Outcome>> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      racers.add(() -> scene.send(scene.alpha, envelope));
    }
    List<Outcome> outcomes = race(racers);
    Delivered first =
        outcomes.stream()
            .filter(Outcome.Accepted.class::isInstance)
            .map(o -> ((Outcome.Accepted) o).delivered())
            .findFirst()
            .orElseThrow();
    assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Accepted).hasSize(1);
    assertThat(outcomes)
        .filteredOn(o -> !(o instanceof Outcome.Accepted))
        .containsOnly(new Outcome.Repeated(first));
  }

  @Test
  void opensASessionOnceWhoeverRaces() throws Exception {
    List<Callable<Outcome>> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      Submission different =
          Scene.submission(
              scene.alpha.sign(
                  scene.invite(JsonObject.EMPTY.with("proposedDuration", 3_600_000 + i))));
      racers.add(() -> node.sessions().open(scene.alpha.uri(), different));
    }
    List<Outcome> outcomes = race(racers);
    assertThat(outcomes).filteredOn(o -> o instanceof Outcome.Accepted).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .hasSize(RACERS - 1)
        .extracting(o -> ((Outcome.Refused) o).refusal().code())
        .containsOnly(ErrorCode.DUPLICATE);
    assertThat(scene.messages()).hasSize(1);
  }

  @Test
  void takesMessagesOfManySessionsAtOnce() throws Exception {
    List<Scene> scenes = new ArrayList<>();
    List<Callable<Outcome>> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      Scene one = new Scene(node, clock, scene.alpha, scene.beta);
      one.introduce(JsonObject.EMPTY);
      scenes.add(one);
      racers.add(() -> one.say(one.beta, Performative.INFORM, NOTE));
    }
    assertThat(race(racers)).allMatch(Outcome.Accepted.class::isInstance);
    assertThat(scenes).allMatch(s -> s.messages().size() == 6);
  }

  @Test
  void keepsTheHeadForWhoeverWasOvertaken() {
    AtomicLong nanos = new AtomicLong();
    Sessions sessions =
        new Sessions(
            node.store(),
            clock,
            node.steward(),
            node.registry(),
            CryptoProviders.verifying().verifier(),
            node.registry()::score,
            Filing.USUAL,
            nanos::get);
    Scene played = new Scene(node.playing(sessions), clock, scene.alpha, scene.beta);
    played.introduce(JsonObject.EMPTY);
    JsonObject overtaken = scene.beta.sign(played.next(scene.beta, Performative.INFORM, NOTE));
    played.said(scene.alpha, Performative.INFORM, NOTE);
    refused(played.send(scene.beta, overtaken), ErrorCode.CHAIN_CONFLICT);
    Outcome early = played.say(scene.alpha, Performative.INFORM, NOTE);
    refused(early, ErrorCode.NOT_YOUR_TURN);
    assertThat(((Outcome.Refused) early).retryAfter()).contains(Duration.ofSeconds(1));
    played.said(scene.beta, Performative.INFORM, NOTE);
    refused(played.say(scene.beta, Performative.INFORM, NOTE), ErrorCode.NOT_YOUR_TURN);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    accepted(played.say(scene.beta, Performative.INFORM, NOTE));
  }
}
