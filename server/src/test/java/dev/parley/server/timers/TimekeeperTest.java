package dev.parley.server.timers;

import static dev.parley.server.rehearsal.Scene.accepted;
import static dev.parley.server.rehearsal.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.StateName;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.rehearsal.FaultyStore;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.sessions.Following;
import dev.parley.server.store.Unavailable;
import dev.parley.server.store.WakeUp;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The steward records what is due, when it is due, also after a restart.
final class TimekeeperTest {
  private static final JsonObject NOTE = JsonObject.EMPTY.with("informType", "status");

  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private final FaultyStore faults = new FaultyStore();
  private NodeParts node;
  private Scene scene;
  private Timekeeper keeper;

  @BeforeEach
  void openNode() {
    node = NodeParts.open(directory, clock, faults::before);
    keeper = new Timekeeper(node.store(), clock, node.sessions());
    scene = Scene.of(node, clock);
  }

  @AfterEach
  void closeNode() {
    keeper.close();
    node.close();
  }

  private void advance(Duration by) {
    clock.advance(by);
    assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
  }

  private void restart() {
    keeper.close();
    node.close();
    node = NodeParts.open(directory, clock, faults::before);
    keeper = new Timekeeper(node.store(), clock, node.sessions());
    scene.on(node);
  }

  private JsonObject record() {
    return scene.lastBody().object("data").orElseThrow();
  }

  @Test
  void failsASessionWhoseInvitationNobodyAnswers() {
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    advance(Duration.ofMillis(29_999));
    assertThat(scene.state().name()).isEqualTo(StateName.INVITED);
    advance(Duration.ofMillis(1));
    assertThat(scene.state().name()).isEqualTo(StateName.FAILED);
    assertThat(record().string("timer")).contains("invitation");
    assertThat(record().string("due")).contains(Timestamp.format(NodeParts.START.plusSeconds(30)));
    assertThat(record().array("atFault").orElseThrow().toString())
        .isEqualTo("[\"" + scene.beta.uri() + "\"]");
  }

  @Test
  void failsASessionInWhichSomebodyDoesNotShowItsCard() {
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    scene.said(scene.beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-invite"));
    scene.identify(scene.alpha);
    advance(Duration.ofSeconds(30));
    assertThat(scene.state().name()).isEqualTo(StateName.FAILED);
    assertThat(record().string("timer")).contains("identity");
  }

  @Test
  void endsASilentTalk() {
    scene.introduce(JsonObject.EMPTY);
    advance(Duration.ofMinutes(9));
    scene.said(scene.alpha, Performative.INFORM, NOTE);
    advance(Duration.ofMinutes(9));
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    advance(Duration.ofMinutes(1));
    assertThat(scene.state().name()).isEqualTo(StateName.FAILED);
    assertThat(record().string("timer")).contains("silence");
  }

  @Test
  void lapsesACommitmentThatNobodyAccepts() {
    scene.introduce(JsonObject.EMPTY);
    scene.said(scene.beta, Performative.COMMIT, scene.commitment("c-1", Duration.ofHours(1)));
    advance(Duration.ofSeconds(60));
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    assertThat(record().string("timer")).contains("agreeing");
  }

  private void agree(Duration deadline) {
    scene.introduce(JsonObject.EMPTY);
    scene.said(scene.beta, Performative.COMMIT, scene.commitment("c-1", deadline));
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "c-1"));
  }

  private ObligationStatus obligation() {
    return scene
        .state()
        .said()
        .orElseThrow()
        .promises()
        .byId("c-1")
        .orElseThrow()
        .obligations()
        .getFirst()
        .status();
  }

  @Test
  void recordsTheBreachOfAnObligation() {
    agree(Duration.ofHours(1));
    advance(Duration.ofHours(1).minusMillis(1));
    assertThat(obligation()).isEqualTo(ObligationStatus.OPEN);
    advance(Duration.ofMillis(1));
    assertThat(obligation()).isEqualTo(ObligationStatus.BREACHED);
    assertThat(scene.lastBody().string("informType")).contains("dispute");
    assertThat(record().string("commitmentId")).contains("c-1");
    assertThat(record().string("finding")).contains("filed");
  }

  @Test
  void takesAClaimThatNobodyExaminesAsVerified() {
    agree(Duration.ofHours(1));
    scene.said(
        scene.beta,
        Performative.INFORM,
        JsonObject.builder()
            .put("informType", "fulfillment")
            .put("fulfillmentId", "f-1")
            .put("commitmentId", "c-1")
            .put("obligation", 0)
            .build());
    advance(Duration.ofHours(24));
    assertThat(obligation()).isEqualTo(ObligationStatus.FULFILLED);
  }

  @Test
  void resumesWhenNoAuthorityDecides() {
    scene.introduce(JsonObject.of("timers", JsonObject.EMPTY.with("escalation", 60_000)));
    scene.said(
        scene.alpha,
        Performative.ESCALATE,
        JsonObject.builder().put("escalationId", "e-1").put("reason", "too dear").build());
    assertThat(scene.state().name()).isEqualTo(StateName.ESCALATED);
    advance(Duration.ofMinutes(1));
    assertThat(record().string("timer")).contains("escalation");
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
  }

  @Test
  void recordsWhatIsDueBeforeItTakesAMessage() {
    agree(Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1));
    JsonObject late = scene.alpha.sign(scene.next(scene.alpha, Performative.INFORM, NOTE));
    refused(scene.send(scene.alpha, late), ErrorCode.CHAIN_CONFLICT);
    assertThat(obligation()).isEqualTo(ObligationStatus.BREACHED);
    scene.said(scene.alpha, Performative.INFORM, NOTE);
  }

  @Test
  void findsWhatBecameDueWhileTheNodeWasDown() {
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    clock.advance(Duration.ofMinutes(5));
    restart();
    assertThat(scene.state().name()).isEqualTo(StateName.INVITED);
    assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
    assertThat(scene.state().name()).isEqualTo(StateName.FAILED);
    assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
    assertThat(scene.messages()).hasSize(2);
  }

  @Test
  void triesAgainWhatTheStoreDidNotTake() {
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    clock.advance(Duration.ofSeconds(30));
    faults.answerNext(new Unavailable(Unavailable.Cause.DISK_FULL, "for a test"));
    assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.INCOMPLETE);
    assertThat(scene.state().name()).isEqualTo(StateName.INVITED);
    assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
    assertThat(scene.state().name()).isEqualTo(StateName.FAILED);
  }

  @Test
  void putsOffAWakeUpThatCameTooSoonAndKeepsNoneForAnEndedSession() {
    scene.introduce(JsonObject.EMPTY);
    clock.advance(Duration.ofMinutes(5));
    scene.said(scene.alpha, Performative.INFORM, NOTE);
    advance(Duration.ofMinutes(5));
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    List<WakeUp> wakeUps =
        node.store().wakeUps(WakeUp.FIRST, Instant.ofEpochMilli(Long.MAX_VALUE), 10);
    assertThat(wakeUps).extracting(WakeUp::at).containsExactly(clock.now().plusSeconds(300));
    scene.said(scene.alpha, Performative.CLOSE, JsonObject.EMPTY.with("reason", "no-agreement"));
    advance(Duration.ofHours(2));
    assertThat(node.store().wakeUps(WakeUp.FIRST, Instant.ofEpochMilli(Long.MAX_VALUE), 10))
        .isEmpty();
  }

  @Test
  void recordsManySessionsOfOneMoment() {
    List<Scene> scenes = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      Scene next = new Scene(node, clock, scene.alpha, scene.beta);
      accepted(next.open(next.invite(JsonObject.EMPTY)));
      scenes.add(next);
    }
    advance(Duration.ofSeconds(30));
    assertThat(scenes).allMatch(s -> s.state().name() == StateName.FAILED);
  }

  @Test
  void keepsTimeOnItsOwnThread() throws InterruptedException {
    keeper.start();
    accepted(scene.open(scene.invite(JsonObject.EMPTY)));
    try (Following following =
        node.sessions().reader(scene.alpha.uri(), scene.id()).orElseThrow().follow(1)) {
      clock.advance(Duration.ofSeconds(30));
      assertThat(following.next(Duration.ofMinutes(1))).hasSize(1);
      assertThat(following.next(Duration.ofMinutes(1))).isEmpty();
      assertThat(following.ended()).contains("FAILED");
    }
  }

  @Test
  void endsATalkThatHasUsedUpItsRounds() {
    scene.introduce(JsonObject.EMPTY.with("maxRounds", 2));
    scene.said(scene.alpha, Performative.PROPOSE, Scene.proposal("p-1", 1));
    scene.said(scene.beta, Performative.PROPOSE, Scene.proposal("p-2", 2));
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    refused(
        scene.say(scene.alpha, Performative.PROPOSE, Scene.proposal("p-3", 3)),
        ErrorCode.INVALID_TRANSITION);
    assertThat(scene.state().name()).isEqualTo(StateName.CLOSED);
    assertThat(scene.lastBody().string("informType")).contains("impasse");
  }

  @Test
  void endsATalkWhoseLastOfferIsRejected() {
    scene.introduce(JsonObject.EMPTY.with("maxRounds", 1));
    scene.said(scene.alpha, Performative.PROPOSE, Scene.proposal("p-1", 1));
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    scene.said(
        scene.beta,
        Performative.REJECT,
        JsonObject.builder()
            .put("proposalId", "p-1")
            .put("code", "budget_exceeded")
            .put("reason", "too dear")
            .build());
    assertThat(scene.state().name()).isEqualTo(StateName.CLOSED);
    assertThat(scene.lastBody().string("informType")).contains("impasse");
  }

  @Test
  void letsTheLastOfferBeAcceptedAndCommitted() {
    scene.introduce(JsonObject.EMPTY.with("maxRounds", 1));
    scene.said(scene.alpha, Performative.PROPOSE, Scene.proposal("p-1", 1));
    scene.said(scene.beta, Performative.ACCEPT, JsonObject.EMPTY.with("proposalId", "p-1"));
    assertThat(scene.state().name()).isEqualTo(StateName.CONVERSING);
    scene.said(scene.beta, Performative.COMMIT, scene.commitment("c-1", Duration.ofHours(1)));
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "c-1"));
    assertThat(scene.state().name()).isEqualTo(StateName.EXECUTING);
  }
}
