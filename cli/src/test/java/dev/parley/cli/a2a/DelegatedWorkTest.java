package dev.parley.cli.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.a2a.bound.DelegatedWork;
import dev.parley.a2a.call.CallLimits;
import dev.parley.a2a.call.CardCheck;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.TaskState;
import dev.parley.cli.a2a.Deal.Promise;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.WebAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// DELEGATE over A2A: a real agent of others does the work, the delegator tells the session.
final class DelegatedWorkTest {
  private static final AgentUri HELPER = new AgentUri("agent://named.example/worker");

  @TempDir private static Path folder;
  private static Deal deal;
  private static Script agents;

  @BeforeAll
  static void begin() {
    deal = new Deal(folder);
    agents = Script.run("server.mjs");
  }

  @AfterAll
  static void end() {
    agents.close();
    deal.close();
  }

  private static Received delegated(Session session, AgentUri target, String agent) {
    String base = agents.said().string("base").orElseThrow();
    return session
        .send(
            DelegatedWork.delegate(
                target,
                "do the work",
                new WebAddress(base + "/" + agent + "/.well-known/agent-card.json")),
            WhenOvertaken.repeat(20))
        .orThrow();
  }

  private static DelegatedWork.Result hand(Session session, Received delegate, String work) {
    return new DelegatedWork(session, CardCheck.NONE, CallLimits.USUAL).hand(delegate, work);
  }

  /// What the session heard of a delegation.
  private static List<JsonObject> told(Session session, Received delegate) {
    Optional<String> id = delegate.body().string("delegationId");
    return session.history().stream()
        .flatMap(m -> m.body().object("data").stream())
        .filter(d -> d.has("a2a") && d.string("delegationId").equals(id))
        .flatMap(d -> d.object("a2a").stream())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "rest", "plain", "named"})
  void handsTheWorkOutAndTellsWhatCameOfIt(String agent) {
    Promise promise = deal.promised();
    Session providers = promise.providers();
    Received delegate = delegated(providers, HELPER, agent);
    DelegatedWork.Result result = hand(providers, delegate, "dig");
    assertThat(result.fault()).isEmpty();
    assertThat(result.state()).contains(TaskState.COMPLETED);
    assertThat(result.unreported()).isZero();
    List<JsonObject> told = told(providers, delegate);
    assertThat(told.getFirst().object("agent").flatMap(a -> a.string("name")))
        .contains("Jürgen 日本");
    assertThat(told.getLast().toString()).contains("first dig", "second dig", "COMPLETED");
    assertThat(promise.buyers().next(Deal.SOON)).isPresent();
    assertThat(promise.commitment().status())
        .as("the delegator owes what it owed")
        .isEqualTo(CommitmentStatus.ACTIVE);
    assertThat(promise.commitment().obligations().getFirst().debtor()).isEqualTo(Deal.PROVIDER);
  }

  @Test
  void tellsThatAnAgentFailed() {
    Session session = deal.promised().providers();
    Received delegate = delegated(session, HELPER, "good");
    DelegatedWork.Result result = hand(session, delegate, "fail");
    assertThat(result.state()).contains(TaskState.FAILED);
    assertThat(told(session, delegate).getLast().string("state")).contains("TASK_STATE_FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"old", "none", "odd", "broken", "required"})
  void tellsThatNothingCameOfIt(String agent) {
    Session session = deal.promised().providers();
    Received delegate = delegated(session, HELPER, agent);
    DelegatedWork.Result result = hand(session, delegate, "dig");
    assertThat(result.fault()).isPresent();
    JsonObject fault = told(session, delegate).getLast().object("fault").orElseThrow();
    assertThat(fault.string("reason"))
        .contains(result.fault().map(Fault::error).map(A2aError::reason).orElseThrow());
  }

  @Test
  void handsNothingToAnotherAgentThanWasNamed() {
    Session session = deal.promised().providers();
    Received delegate = delegated(session, new AgentUri("agent://other.example/x"), "named");
    assertThat(hand(session, delegate, "dig").fault().map(f -> f.metadata().get(Fault.ASP_CODE)))
        .contains("invalid_reference");
  }

  @Test
  void handsNothingOutThatWasTakenBack() {
    Session session = deal.promised().providers();
    Received delegate = delegated(session, HELPER, "good");
    session.send(Say.withdraw(delegate), WhenOvertaken.repeat(20)).orThrow();
    assertThat(hand(session, delegate, "dig").fault().map(f -> f.metadata().get(Fault.ASP_CODE)))
        .contains("invalid_reference");
    Received other = session.history().getFirst();
    assertThatThrownBy(() -> hand(session, other, "dig"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
