package dev.parley.cli.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.a2a.bound.BoundMessage;
import dev.parley.a2a.call.A2aClient;
import dev.parley.a2a.call.CallLimits;
import dev.parley.a2a.call.CardCheck;
import dev.parley.a2a.serve.A2aServer;
import dev.parley.a2a.task.Executor;
import dev.parley.a2a.task.TaskEvent;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.Outcome;
import dev.parley.a2a.wire.TaskState;
import dev.parley.cli.a2a.Deal.Promise;
import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.a2a.SessionReference;
import dev.parley.core.commitment.CommitmentStatus;
import dev.parley.core.commitment.ObligationStatus;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tasks that belong to a session: what they say of it is checked, what is done is told there, and
/// what becomes of the commitment shows on the task, never the other way round.
final class BoundTaskTest {
  private static final Executor WORKER =
      work -> {
        work.status(TaskState.WORKING, "begun");
        String words = Report.words(work.message());
        if (words.equals("wait")) {
          new CountDownLatch(1).await();
        }
        work.artifact(
            MessageForm.artifact(
                "result", "the result", words.repeat(words.equals("large") ? 20_000 : 1)),
            TaskEvent.Extent.WHOLE);
      };

  @TempDir private static Path folder;
  private static Deal deal;
  private static A2aServer endpoint;

  @BeforeAll
  static void begin() {
    deal = new Deal(folder);
    endpoint = deal.endpoint(WORKER);
  }

  @AfterAll
  static void end() {
    endpoint.close();
    deal.close();
  }

  /// What a session heard of tasks.
  private static final class Report {
    static String words(JsonObject message) {
      return message.array("parts").orElse(JsonArray.EMPTY).get(0) instanceof JsonObject part
          ? part.string("text").orElse("")
          : "";
    }

    static JsonObject of(Received said) {
      return said.body().object("data").flatMap(d -> d.object("a2a")).orElse(JsonObject.EMPTY);
    }

    static boolean says(Received said, TaskState state) {
      return of(said).string("state").filter(state.wire()::equals).isPresent();
    }
  }

  private static A2aClient client() {
    return A2aClient.to(
            URI.create(endpoint.address() + A2aServer.CARD),
            CardCheck.NONE,
            Set.of(SessionExtension.URI),
            CallLimits.USUAL)
        .orThrow();
  }

  private static JsonObject message(String words) {
    return MessageForm.text(UUID.randomUUID().toString(), "ROLE_USER", words);
  }

  private static JsonObject task(Outcome<JsonObject> answer) {
    return answer.orThrow().object("task").orElseThrow();
  }

  /// A task that goes on until somebody stops it.
  private static String begun(A2aClient client, SessionReference reference) {
    return task(client.begin(BoundMessage.of(message("wait"), reference)))
        .string("id")
        .orElseThrow();
  }

  private static String state(JsonObject task) {
    return task.object("status").flatMap(s -> s.string("state")).orElse("");
  }

  private static Optional<String> commitment(JsonObject task) {
    return task.object("metadata")
        .flatMap(m -> m.object(SessionExtension.URI))
        .flatMap(m -> m.object("commitment"))
        .flatMap(c -> c.string("status"));
  }

  /// Asks until a task stands where it is waited for; the session has to be heard first.
  private static JsonObject awaited(A2aClient client, String id, TaskState state) {
    Outcome<A2aClient.StreamEnd> _ = client.subscribe(id, _ -> true);
    JsonObject task = client.task(id).orThrow();
    assertThat(state(task)).isEqualTo(state.wire());
    return task;
  }

  @ParameterizedTest
  @CsvSource({"JSONRPC,send", "JSONRPC,stream", "HTTP+JSON,send", "HTTP+JSON,stream"})
  void tellsTheSessionWhatTheSdksClientIsTold(String binding, String how) {
    Promise promise = deal.promised();
    SessionReference reference = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    JsonObject answer =
        Script.answer(
            "bound.mjs",
            endpoint.address().toString(),
            binding,
            how,
            JsonObject.of("message", BoundMessage.of(message("work"), reference)).toString());
    assertThat(answer.toString()).contains("TASK_STATE_COMPLETED", promise.commitmentId());
    Received done = promise.until(m -> Report.says(m, TaskState.COMPLETED));
    assertThat(done.sender()).isEqualTo(Deal.PROVIDER);
    assertThat(done.body().object("data").flatMap(d -> d.string("commitmentId")))
        .contains(promise.commitmentId());
    assertThat(promise.buyers().history())
        .anyMatch(m -> Report.says(m, TaskState.WORKING))
        .anyMatch(m -> Report.of(m).has("artifact"));
    assertThat(promise.commitment().status()).isEqualTo(CommitmentStatus.ACTIVE);
    assertThat(promise.commitment().obligations().getFirst().status())
        .as("a task that is done fulfils nothing")
        .isEqualTo(ObligationStatus.OPEN);
  }

  @Test
  void isFoundByTheCardThatItsNodePublishes() {
    String published = deal.published(endpoint);
    Promise promise = deal.promised();
    SessionReference reference = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    JsonObject answer =
        Script.answer(
            "bound.mjs",
            published,
            "HTTP+JSON",
            "send",
            JsonObject.of("message", BoundMessage.of(message("work"), reference)).toString());
    assertThat(answer.toString()).contains("TASK_STATE_COMPLETED", promise.commitmentId());
  }

  @Test
  void tellsALargeArtifactByItsHash() {
    Promise promise = deal.promised();
    SessionReference reference = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    try (A2aClient client = client()) {
      JsonObject task = task(client.send(BoundMessage.of(message("large"), reference)));
      JsonObject artifact = (JsonObject) task.array("artifacts").orElseThrow().get(0);
      Received told = promise.until(m -> Report.of(m).has("artifact"));
      JsonObject stands = Report.of(told).object("artifact").orElseThrow();
      assertThat(stands.has("parts")).isFalse();
      assertThat(stands.string("hash")).contains(Hash.of(CanonicalJson.bytes(artifact)).text());
    }
  }

  @Test
  void showsOnTheTaskWhatBecomesOfTheCommitment() {
    Promise promise = deal.promised();
    SessionReference reference = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    try (A2aClient client = client()) {
      String id = begun(client, reference);
      promise.until(m -> Report.says(m, TaskState.WORKING));
      promise
          .providers()
          .send(Say.fulfill(promise.commitmentId(), 0, JsonObject.EMPTY), WhenOvertaken.repeat(20))
          .orThrow();
      Received claim =
          promise.until(
              m -> m.body().string("informType").filter("fulfillment"::equals).isPresent());
      promise.buyers().send(Say.verify(claim), WhenOvertaken.repeat(20)).orThrow();
      JsonObject task = awaited(client, id, TaskState.COMPLETED);
      assertThat(commitment(task)).contains("SETTLED");
    }
  }

  @Test
  void failsWithTheCommitment() {
    Promise promise = deal.promised();
    SessionReference reference = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    try (A2aClient client = client()) {
      String id = begun(client, reference);
      promise.until(m -> Report.says(m, TaskState.WORKING));
      deal.clock.advance(Duration.ofHours(2));
      JsonObject task = awaited(client, id, TaskState.FAILED);
      assertThat(task.toString()).contains("BREACHED");
    }
  }

  @Test
  void leavesTheCommitmentAsItIsWhenATaskIsCancelled() {
    Promise promise = deal.promised();
    SessionReference reference = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    try (A2aClient client = client()) {
      String id = begun(client, reference);
      assertThat(state(client.cancel(id).orThrow())).isEqualTo("TASK_STATE_CANCELED");
      promise.until(m -> Report.says(m, TaskState.CANCELED));
      assertThat(promise.commitment().status()).isEqualTo(CommitmentStatus.ACTIVE);
      assertThat(promise.commitment().obligations().getFirst().status())
          .isEqualTo(ObligationStatus.OPEN);
    }
  }

  private static Fault refused(A2aClient client, SessionReference reference) {
    Outcome<JsonObject> answer = client.send(BoundMessage.of(message("work"), reference));
    assertThat(answer).isInstanceOf(Outcome.Refused.class);
    return answer instanceof Outcome.Refused<JsonObject>(Fault fault)
        ? fault
        : Fault.asp(ErrorCode.UNSPECIFIED, "");
  }

  private static Optional<String> code(Fault fault) {
    return Optional.ofNullable(fault.metadata().get(Fault.ASP_CODE));
  }

  @Test
  void refusesWhatContradictsTheSession() {
    Promise promise = deal.promised();
    SessionReference good = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    Hash other = Hash.of(new byte[] {1});
    try (A2aClient client = client()) {
      assertThat(
              code(
                  refused(
                      client,
                      new SessionReference(
                          good.session(),
                          good.commitmentId(),
                          good.termsHash(),
                          good.chainHead(),
                          good.deadline().plusSeconds(1)))))
          .contains("invalid_reference");
      assertThat(
              code(
                  refused(
                      client,
                      new SessionReference(
                          good.session(),
                          good.commitmentId(),
                          good.termsHash(),
                          other,
                          good.deadline()))))
          .contains("chain_conflict");
      assertThat(promise.buyers().history()).noneMatch(m -> Report.of(m).size() > 0);
    }
  }

  @Test
  void answersWhoKnowsNothingAsIfThereWereNoSession() {
    Promise promise = deal.promised();
    SessionReference good = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    SessionId nowhere = SessionId.parse("019ab3a7-1100-7000-8000-00000000dead").orElseThrow();
    try (A2aClient client = client()) {
      Fault unknown =
          refused(
              client,
              new SessionReference(
                  nowhere, "c", good.termsHash(), good.chainHead(), good.deadline()));
      assertThat(code(unknown)).contains("session_not_found");
      Fault wrongHash =
          refused(
              client,
              new SessionReference(
                  good.session(),
                  good.commitmentId(),
                  Hash.of(new byte[] {1}),
                  good.chainHead(),
                  good.deadline()));
      Fault noSuchCommitment =
          refused(
              client,
              new SessionReference(
                  good.session(), "c", good.termsHash(), good.chainHead(), good.deadline()));
      assertThat(wrongHash).isEqualTo(unknown);
      assertThat(noSuchCommitment).isEqualTo(unknown);
    }
  }

  @Test
  void workUnderAnothersCommitmentIsRefused() {
    Promise theirs = deal.promised(Deal.BUYER);
    SessionReference reference = BoundMessage.disclose(theirs.buyers(), theirs.commitmentId());
    try (A2aClient client = client();
        Deal elsewhere = new Deal(folder.resolve("elsewhere"))) {
      assertThat(code(refused(client, reference))).contains("invalid_reference");
      Promise strangers = elsewhere.promised(Deal.PROVIDER);
      SessionReference foreign =
          BoundMessage.disclose(strangers.buyers(), strangers.commitmentId());
      assertThat(code(refused(client, foreign))).contains("session_not_found");
    }
  }

  @Test
  void bindsNothingToACommitmentThatIsOver() {
    Promise promise = deal.promised();
    SessionReference reference = BoundMessage.disclose(promise.buyers(), promise.commitmentId());
    promise
        .buyers()
        .send(Say.release(promise.commitmentId(), 0), WhenOvertaken.repeat(20))
        .orThrow();
    try (A2aClient client = client()) {
      assertThat(code(refused(client, reference))).contains("invalid_reference");
    }
  }

  @Test
  void anAnswerToATaskKeepsToItsCommitment() {
    Promise one = deal.promised();
    Promise other = deal.promised();
    SessionReference first = BoundMessage.disclose(one.buyers(), one.commitmentId());
    SessionReference second = BoundMessage.disclose(other.buyers(), other.commitmentId());
    try (A2aClient client = client()) {
      String id = begun(client, first);
      Outcome<JsonObject> answer =
          client.send(BoundMessage.of(message("more").with("taskId", id), second));
      assertThat(
              answer instanceof Outcome.Refused<JsonObject>(Fault f) ? code(f) : Optional.empty())
          .contains("invalid_reference");
    }
  }
}
