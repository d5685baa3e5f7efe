package dev.parley.server.sessions;

import static dev.parley.server.rehearsal.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.chain.VerifiedEnvelope;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.SessionMachine;
import dev.parley.core.session.SessionState;
import dev.parley.core.session.StateName;
import dev.parley.core.session.Step;
import dev.parley.core.transcript.TranscriptReplay;
import dev.parley.server.rehearsal.NodeParts;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.Content;
import dev.parley.server.store.EscalationChange;
import dev.parley.server.store.WakeUp;
import dev.parley.server.time.VirtualClock;
import dev.parley.server.timers.Timekeeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session that an integrity failure has ended while something was owed: the node goes on to wait
/// for the deadline, also after a restart, and files what was not kept.
final class IntegrityFailureTest {
  private static final JsonObject FATAL =
      JsonObject.builder()
          .put("informType", "error")
          .put("code", "hash_mismatch")
          .put("reason", "a stored message does not hash to its hash")
          .put("fatal", JsonBoolean.TRUE)
          .build();

  @TempDir Path directory;
  private final VirtualClock clock = NodeParts.clock();
  private NodeParts node;
  private Scene scene;
  private Timekeeper keeper;

  @BeforeEach
  void failASessionInWhichSomethingIsOwed() {
    open();
    scene = Scene.of(node, clock);
    scene.introduce(JsonObject.EMPTY);
    scene.said(scene.beta, Performative.COMMIT, scene.commitment("c-1", Duration.ofHours(1)));
    scene.said(scene.alpha, Performative.ACCEPT, JsonObject.EMPTY.with("commitmentId", "c-1"));
    fail();
    restart();
    assertThat(scene.state().name()).isEqualTo(StateName.FAILED);
  }

  @AfterEach
  void closeNode() {
    keeper.close();
    node.close();
  }

  private void open() {
    node = NodeParts.open(directory, clock);
    keeper = new Timekeeper(node.store(), clock, node.sessions());
  }

  private void restart() {
    closeNode();
    open();
    scene.on(node);
  }

  /// The steward says so, as it says everything.
  private void fail() {
    SessionState before = scene.state();
    StewardActs steward =
        new StewardActs(
            node.steward(), node.registry().stewardCard(), new FreshIds(), node.store().calls());
    VerifiedEnvelope message = steward.sign(before, FATAL, clock.now());
    Step step =
        new SessionMachine(clock.kind()).apply(before, message, clock.now(), node.registry());
    assertThat(step).isInstanceOf(Step.Moved.class);
    Content canonical = Content.of(CanonicalJson.bytes(message.envelope().json()));
    AppendOutcome stored =
        node.store()
            .append(
                new Filing(
                        node.store().epoch(),
                        node.registry().stewardCard(),
                        new EscalationChange.Budget(20, Duration.ofHours(24)))
                    .append(
                        before,
                        new Ready(message, canonical, Content.EMPTY),
                        (Step.Moved) step,
                        clock.now(),
                        List.of(),
                        Optional.empty()))
            .join();
    assertThat(stored).isInstanceOf(AppendOutcome.Appended.class);
  }

  private ObligationStatus owed() {
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

  private void advance(Duration by) {
    clock.advance(by);
    assertThat(keeper.recordDue()).isEqualTo(Timekeeper.Pass.COMPLETE);
  }

  @Test
  void theDeadlineIsRecordedAndTheBreachIsFiled() throws IOException {
    int messages = scene.messages().size();
    advance(Duration.ofHours(1).minusMillis(1));
    assertThat(owed()).isEqualTo(ObligationStatus.OPEN);
    advance(Duration.ofMillis(1));
    assertThat(owed()).isEqualTo(ObligationStatus.BREACHED);
    assertThat(scene.messages()).hasSize(messages + 1);
    assertThat(scene.lastBody().string("informType")).contains("breach");
    assertThat(node.store().disputeRecords(scene.id().value())).hasSize(1);
    assertThat(replayed()).isEqualTo(scene.state());
  }

  @Test
  void thePartiesCanSayNoMoreInTheSession() {
    JsonObject claim =
        JsonObject.builder()
            .put("informType", "fulfillment")
            .put("fulfillmentId", "f-1")
            .put("commitmentId", "c-1")
            .put("obligation", 0)
            .build();
    refused(scene.say(scene.beta, Performative.INFORM, claim), ErrorCode.INVALID_TRANSITION);
    advance(Duration.ofHours(1));
    refused(scene.say(scene.beta, Performative.INFORM, claim), ErrorCode.INVALID_TRANSITION);
  }

  @Test
  void theDisputeGoesToItsEndAndNothingIsDueAfterIt() {
    advance(Duration.ofHours(1));
    advance(Duration.ofDays(1));
    advance(Duration.ofDays(30));
    assertThat(owed()).isEqualTo(ObligationStatus.BREACHED);
    restart();
    advance(Duration.ofDays(1));
    assertThat(node.store().wakeUps(WakeUp.FIRST, Instant.ofEpochMilli(Long.MAX_VALUE), 10))
        .isEmpty();
  }

  private SessionState replayed() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    node.sessions().reader(scene.alpha.uri(), scene.id()).orElseThrow().transcript(file);
    TranscriptReplay replay = new TranscriptReplay(CryptoProviders.verifying().verifier());
    for (String line : file.toString(StandardCharsets.UTF_8).lines().toList()) {
      assertThat(replay.take(replay.check(line.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }
    assertThat(replay.ended()).isPresent();
    return replay.state();
  }
}
