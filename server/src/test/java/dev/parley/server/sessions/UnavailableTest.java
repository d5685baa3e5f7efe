package dev.parley.server.sessions;

import static dev.parley.server.rehearsal.Scene.accepted;
import static dev.parley.server.rehearsal.Scene.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Performative;
import dev.parley.core.session.SessionState;
import dev.parley.server.rehearsal.FaultyStore;
import dev.parley.server.rehearsal.Scene;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.NodeStore;
import dev.parley.server.store.StoreFailure;
import dev.parley.server.store.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// When the store does not take a message, it was never said.
final class UnavailableTest extends NodeTest {
  private static final JsonObject NOTE = JsonObject.EMPTY.with("informType", "status");
  private final FaultyStore faults = new FaultyStore();

  @Override
  NodeStore wrap(NodeStore store) {
    return faults.before(store);
  }

  @ParameterizedTest
  @EnumSource(Unavailable.Cause.class)
  void changesNothingWhenTheStoreTakesNothing(Unavailable.Cause cause) {
    scene.introduce(JsonObject.EMPTY);
    SessionState before = scene.state();
    JsonObject envelope = scene.alpha.sign(scene.next(scene.alpha, Performative.INFORM, NOTE));
    faults.answerNext(new Unavailable(cause, "for a test"));
    Outcome outcome = scene.send(scene.alpha, envelope);
    refused(outcome, ErrorCode.UNAVAILABLE);
    assertThat(((Outcome.Refused) outcome).retryAfter()).isPresent();
    assertThat(scene.state()).isSameAs(before);
    assertThat(scene.messages()).hasSize(5);
    accepted(scene.send(scene.alpha, envelope));
  }

  @Test
  void opensNoSessionThatIsNotStored() {
    JsonObject envelope = scene.alpha.sign(scene.invite(JsonObject.EMPTY));
    faults.answerNext(new Unavailable(Unavailable.Cause.DISK_FULL, "for a test"));
    refused(node.sessions().open(scene.alpha.uri(), submission(envelope)), ErrorCode.UNAVAILABLE);
    assertThat(node.sessions().view(scene.alpha.uri(), scene.id())).isEmpty();
    accepted(node.sessions().open(scene.alpha.uri(), submission(envelope)));
  }

  private static Submission submission(JsonObject envelope) {
    return Scene.submission(envelope);
  }

  @Test
  void refusesWhenAnotherNodeHasTakenOver() {
    scene.introduce(JsonObject.EMPTY);
    faults.answerNext(new AppendOutcome.Fenced(99));
    refused(scene.say(scene.alpha, Performative.INFORM, NOTE), ErrorCode.UNAVAILABLE);
    assertThat(scene.messages()).hasSize(5);
  }

  @Test
  void loadsTheSessionAnewWhenTheStoreHasAnother() {
    scene.introduce(JsonObject.EMPTY);
    faults.answerNext(new AppendOutcome.Conflict(5, Hash.ZERO));
    accepted(scene.say(scene.alpha, Performative.INFORM, NOTE));
    assertThat(scene.messages()).hasSize(6);
  }

  @Test
  void givesUpWhenTheStoreNeverAgrees() {
    scene.introduce(JsonObject.EMPTY);
    for (int i = 0; i < 20; i++) {
      faults.answerNext(new AppendOutcome.Conflict(5, Hash.ZERO));
    }
    refused(scene.say(scene.alpha, Performative.INFORM, NOTE), ErrorCode.UNAVAILABLE);
  }

  @Test
  void refusesWhatTheStoreCannotTake() {
    scene.introduce(JsonObject.EMPTY);
    faults.failNext(new StoreFailure("for a test"));
    refused(scene.say(scene.alpha, Performative.INFORM, NOTE), ErrorCode.UNAVAILABLE);
    accepted(scene.say(scene.alpha, Performative.INFORM, NOTE));
  }
}
