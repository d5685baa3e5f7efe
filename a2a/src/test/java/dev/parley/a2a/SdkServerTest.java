package dev.parley.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.a2a.call.A2aClient;
import dev.parley.a2a.call.CallLimits;
import dev.parley.a2a.call.CardCheck;
import dev.parley.a2a.wire.A2aError;
import dev.parley.a2a.wire.Fault;
import dev.parley.a2a.wire.MessageForm;
import dev.parley.a2a.wire.Outcome;
import dev.parley.core.a2a.CardSignature;
import dev.parley.core.a2a.SessionExtension;
import dev.parley.core.identity.AgentKeys;
import dev.parley.core.identity.CryptoProviders;
import dev.parley.core.identity.ProofKey;
import dev.parley.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our client at agents on the JavaScript SDK, among them some that do not behave.
final class SdkServerTest {
  private static final AgentKeys KEYS = AgentKeys.generate(new SecureRandom());
  private static final CallLimits LIMITS =
      new CallLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          1024 * 1024);

  private static Peer peer;
  private static String base;

  @BeforeAll
  static void begin() {
    ProofKey key = KEYS.tokenSigner().publicKey();
    JsonObject secret =
        KEYS.privateJson()
            .object("signing")
            .orElseThrow()
            .with("kid", key.thumbprint())
            .with("alg", "EdDSA");
    peer = Peer.of("server.mjs", secret.toString());
    base = peer.greeting().string("base").orElseThrow();
  }

  @AfterAll
  static void end() {
    peer.close();
  }

  private static Outcome<A2aClient> to(String agent, Set<String> extensions) {
    return A2aClient.to(
        URI.create(base + "/" + agent + "/.well-known/agent-card.json"),
        CardCheck.NONE,
        extensions,
        LIMITS);
  }

  private static A2aClient to(String agent) {
    return to(agent, Set.of()).orThrow();
  }

  private static JsonObject message(String words) {
    return MessageForm.text(UUID.randomUUID().toString(), "ROLE_USER", words);
  }

  private static JsonObject task(Outcome<JsonObject> answer) {
    return answer.orThrow().object("task").orElseThrow();
  }

  private static String state(JsonObject holder) {
    return holder.object("status").flatMap(s -> s.string("state")).orElse("");
  }

  private static <T> void refused(Outcome<T> outcome, A2aError error) {
    assertThat(
            outcome instanceof Outcome.Refused<T>(Fault fault)
                ? Optional.of(fault.error())
                : Optional.empty())
        .as("%s", outcome)
        .contains(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "rest", "plain"})
  void sendsAndAsksAgain(String agent) {
    try (A2aClient client = to(agent)) {
      JsonObject task = task(client.send(message("work")));
      assertThat(state(task)).isEqualTo("TASK_STATE_COMPLETED");
      String id = task.string("id").orElseThrow();
      assertThat(state(client.task(id).orThrow())).isEqualTo("TASK_STATE_COMPLETED");
      assertThat(client.tasks(JsonObject.EMPTY.with("pageSize", 5)).orThrow().has("tasks"))
          .isTrue();
      refused(client.task("no-such-task"), A2aError.TASK_NOT_FOUND);
      refused(client.cancel(id), A2aError.TASK_NOT_CANCELABLE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "rest"})
  void readsAStream(String agent) {
    try (A2aClient client = to(agent)) {
      List<JsonObject> events = new ArrayList<>();
      assertThat(client.stream(message("work"), events::add).orThrow())
          .isEqualTo(A2aClient.StreamEnd.WHOLE);
      assertThat(events.getFirst().has("task")).isTrue();
      assertThat(events.stream().filter(e -> e.has("artifactUpdate"))).hasSize(2);
      assertThat(state(events.getLast().object("statusUpdate").orElseThrow()))
          .isEqualTo("TASK_STATE_COMPLETED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "rest"})
  void stopsATaskAndWatchesOneThatGoesOn(String agent) {
    try (A2aClient client = to(agent)) {
      String id = task(client.begin(message("wait"))).string("id").orElseThrow();
      assertThat(client.subscribe(id, _ -> false).orThrow()).isEqualTo(A2aClient.StreamEnd.LEFT);
      assertThat(state(client.cancel(id).orThrow())).isEqualTo("TASK_STATE_CANCELED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"good", "rest"})
  void activatesTheExtensionAndSeesTheEcho(String agent) {
    try (A2aClient client = to(agent, Set.of(SessionExtension.URI)).orThrow()) {
      assertThat(state(task(client.send(message("work"))))).isEqualTo("TASK_STATE_COMPLETED");
      assertThat(client.stream(message("work"), _ -> true).orThrow())
          .isEqualTo(A2aClient.StreamEnd.WHOLE);
    }
  }

  @Test
  void takesNoEchoForNotActivated() {
    try (A2aClient client = to("silent", Set.of(SessionExtension.URI)).orThrow()) {
      refused(client.send(message("work")), A2aError.EXTENSION_SUPPORT_REQUIRED);
      refused(client.stream(message("work"), _ -> true), A2aError.EXTENSION_SUPPORT_REQUIRED);
    }
  }

  @Test
  void sendsNothingWhereItDoesNotFit() {
    refused(to("old", Set.of()), A2aError.VERSION_NOT_SUPPORTED);
    refused(to("required", Set.of()), A2aError.EXTENSION_SUPPORT_REQUIRED);
    refused(to("good", Set.of("urn:other")), A2aError.EXTENSION_SUPPORT_REQUIRED);
    refused(to("none", Set.of()), A2aError.INVALID_AGENT_RESPONSE);
    refused(
        A2aClient.to(URI.create("http://127.0.0.1:1/card.json"), CardCheck.NONE, Set.of(), LIMITS),
        A2aError.UNAVAILABLE);
  }

  @Test
  void noticesAStreamThatBreaksOff() {
    try (A2aClient client = to("broken")) {
      List<JsonObject> events = new ArrayList<>();
      refused(client.stream(message("work"), events::add), A2aError.INVALID_AGENT_RESPONSE);
      assertThat(events).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void waitsNoLongerThanItsLimits() {
    CallLimits hasty =
        new CallLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMillis(400),
            Duration.ofMinutes(1),
            1024 * 1024);
    URI card = URI.create(base + "/good/.well-known/agent-card.json");
    try (A2aClient client = A2aClient.to(card, CardCheck.NONE, Set.of(), hasty).orThrow()) {
      refused(client.stream(message("wait"), _ -> true), A2aError.INVALID_AGENT_RESPONSE);
    }
    CallLimits narrow =
        new CallLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            100);
    refused(A2aClient.to(card, CardCheck.NONE, Set.of(), narrow), A2aError.INVALID_AGENT_RESPONSE);
  }

  @Test
  void takesNoPageForAnAnswer() {
    try (A2aClient client = to("odd")) {
      refused(client.send(message("work")), A2aError.INVALID_AGENT_RESPONSE);
    }
  }

  @Test
  void believesACardThatIsSignedByAKnownKeyOnly() {
    ProofKey ours = KEYS.tokenSigner().publicKey();
    ProofKey other = AgentKeys.generate(new SecureRandom()).tokenSigner().publicKey();
    URI card = URI.create(base + "/good/.well-known/agent-card.json");
    for (ProofKey known : List.of(ours, other)) {
      CardSignature.Keys keys = (_, _) -> Optional.of(known);
      CardCheck check = CardCheck.signedBy(CryptoProviders.verifying().verifier(), keys);
      Outcome<A2aClient> client = A2aClient.to(card, check, Set.of(), LIMITS);
      if (known.equals(ours)) {
        try (A2aClient open = client.orThrow()) {
          assertThat(open.card().string("name")).contains("Jürgen 日本");
        }
      } else {
        refused(client, A2aError.INVALID_AGENT_RESPONSE);
      }
    }
  }
}
