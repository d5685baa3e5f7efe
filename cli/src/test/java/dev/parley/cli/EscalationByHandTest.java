package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.Agent;
import dev.parley.client.KeyFile;
import dev.parley.client.NodeConnection;
import dev.parley.client.OwnMandate;
import dev.parley.client.Pledge;
import dev.parley.client.Say;
import dev.parley.client.SendResult;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Mandate;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.StateName;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.config.People;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent asks, and a person decides with nothing but the command line.
final class EscalationByHandTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://beta.test/shop/beta";
  private static final String BOSS = "agent://acme.example/boss";

  @TempDir private Path folder = Path.of("");

  /// Nobody listens where it tells.
  private final Node node =
      Node.start(
          NodeConfiguration.development()
              .onPort(0)
              .dealing(new People(20, List.of(URI.create("http://127.0.0.1:1/hook")), 1)));

  private String session = "";

  @BeforeEach
  void talk() {
    Typed.ok("agent", "keygen", keys("alpha"), "--id", ALPHA);
    Typed.ok("agent", "keygen", keys("beta"), "--id", BETA, "--offers", "tea");
    Typed.ok("agent", "keygen", keys("boss"), "--id", BOSS);
    for (String name : List.of("alpha", "beta", "boss")) {
      Typed.ok(at(name, "agent", "register"));
    }
    session =
        Typed.objects(
                Typed.ok(
                        at(
                            "alpha",
                            "session",
                            "open",
                            "--with",
                            BETA,
                            "--subject",
                            "tea",
                            "--json"))
                    .out())
            .getFirst()
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", session));
    String terms = "{\"type\":\"service-agreement\",\"subject\":\"tea\",\"terms\":{\"cups\":2}}";
    Typed.ok(at("alpha", "session", "send", session, "PROPOSE", "--body", terms));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Utterance plan() {
    return Say.commit(
        Pledge.until(node.clock().now().plus(Duration.ofMinutes(30)))
            .owes(new AgentUri(ALPHA), "two cups of tea"));
  }

  /// Alpha asks whether it may say something; then somebody decides; then alpha says it.
  private void asks(Utterance ask, Utterance plan, Runnable decision) {
    try (NodeConnection connection = NodeConnection.to(node.address());
        Session talk =
            Agent.at(connection, KeyFile.open(Path.of(keys("alpha"))))
                .join(SessionId.parse(session).orElseThrow())) {
      talk.escalate(ask, plan);
      decision.run();
      while (talk.state().name() == StateName.ESCALATED) {
        talk.next(Duration.ofSeconds(1));
      }
      talk.send(plan, WhenOvertaken.repeat(5)).orThrow();
    }
  }

  @Test
  void theOperatorApprovesWhatWasShown() {
    Utterance plan = plan();
    Utterance ask = Say.escalate("more than I may", plan).with("escalationId", "e1");
    asks(
        ask,
        plan,
        () -> {
          assertThat(Typed.ok(operator("escalation", "list")).out())
              .contains(session, "e1", "more than I may", ALPHA);
          JsonObject shown =
              Typed.objects(Typed.ok(operator("escalation", "show", session, "e1", "--json")).out())
                  .getFirst();
          assertThat(shown.object("shown")).contains(plan.body());
          String hash = shown.string("bodyHash").orElseThrow();
          Typed blind = Typed.parley(operator("escalation", "decide", session, "e1", "--approve"));
          assertThat(blind.code()).isEqualTo(Parley.FAILURE);
          assertThat(blind.err()).contains("bodyHash is not the hash of what was shown");
          Typed.ok(
              operator(
                  "escalation",
                  "decide",
                  session,
                  "e1",
                  "--approve",
                  "--hash",
                  hash,
                  "--reason",
                  "fits"));
          assertThat(Typed.ok(operator("escalation", "list")).out()).contains("Nothing waits");
        });
  }

  @Test
  void anAuthorityDecidesWithItsOwnKeys() {
    Utterance plan = plan();
    Utterance ask =
        Say.escalate("more than I may", plan).with("escalationId", "e1").with("to", BOSS);
    asks(
        ask,
        plan,
        () -> {
          assertThat(Typed.ok(operator("escalation", "list")).out()).contains("Nothing waits");
          assertThat(Typed.ok(at("boss", "escalation", "list")).out()).contains("e1");
          Typed shown = Typed.ok(at("boss", "escalation", "show", session, "e1"));
          assertThat(shown.out()).contains("two cups of tea", "WAITING");
          String hash =
              Typed.objects(
                      Typed.ok(at("boss", "escalation", "show", session, "e1", "--json")).out())
                  .getFirst()
                  .string("bodyHash")
                  .orElseThrow();
          Typed.ok(at("boss", "escalation", "decide", session, "e1", "--approve", "--hash", hash));
        });
  }

  @Test
  void aMandateHoldsAtTheNodeAndInTheSdk() throws Exception {
    Path limits = folder.resolve("limits.json");
    String above = "{\"approvalAbove\":{\"amount\":\"5\",\"currency\":\"USD\"}}";
    Files.writeString(limits, above);
    assertThat(Typed.parley(at("alpha", "agent", "mandate")).err()).contains("no mandate");
    assertThat(Typed.ok(at("alpha", "agent", "mandate", "--limits", limits.toString())).out())
        .contains(above);
    assertThat(Typed.ok(at("alpha", "agent", "mandate")).out()).contains(above);
    try (NodeConnection connection = NodeConnection.to(node.address());
        Session talk =
            Agent.at(connection, KeyFile.open(Path.of(keys("alpha"))))
                .join(SessionId.parse(session).orElseThrow())) {
      int before = talk.history().size();
      assertThat(talk.send(plan(), WhenOvertaken.repeat(5)))
          .isInstanceOfSatisfying(
              SendResult.Refused.class,
              refused ->
                  assertThat(refused.refusal().code()).isEqualTo(ErrorCode.ESCALATION_REQUIRED));
      OwnMandate own = Agent.at(connection, KeyFile.open(Path.of(keys("alpha")))).mandate();
      Mandate kept = Mandate.decode(own.show().object("mandate").orElseThrow()).orThrow();
      Thread.sleep(5); // a mandate replaces one that was signed before it
      own.lodge(JsonObject.EMPTY);
      assertThat(talk.keepTo(kept).send(plan(), WhenOvertaken.repeat(5)))
          .as("what this side holds it to, the node no more")
          .isInstanceOf(SendResult.Refused.class);
      assertThat(talk.history()).hasSize(before);
    }
  }

  @Test
  void whatTheNodeCouldNotTellIsListedAndTriedAnew() throws Exception {
    assertThat(Typed.ok(operator("webhook", "dead-letters")).out()).contains("No dead letters");
    Typed.ok(
        at(
            "alpha",
            "session",
            "send",
            session,
            "ESCALATE",
            "--body",
            "{\"escalationId\":\"e1\",\"reason\":\"may I\"}"));
    String event = "";
    for (int tries = 0; tries < 200 && event.isEmpty(); tries++) {
      Thread.sleep(50);
      event =
          Typed.objects(Typed.ok(operator("webhook", "dead-letters", "--json")).out())
              .getFirst()
              .array("deadLetters")
              .orElseThrow()
              .values()
              .stream()
              .findFirst()
              .flatMap(letter -> ((JsonObject) letter).string("eventId"))
              .orElse("");
    }
    assertThat(Typed.ok(operator("webhook", "dead-letters")).out())
        .contains(event, "http://127.0.0.1:1/hook");
    assertThat(Typed.ok(operator("webhook", "replay", event)).out()).contains("tried anew");
    Typed nothing = Typed.parley(operator("webhook", "replay", "none"));
    assertThat(nothing.code()).isEqualTo(Parley.FAILURE);
    assertThat(nothing.err()).contains("no dead letter");
  }

  @Test
  void saysWhatIsWrongWithWhatWasTyped() {
    assertThat(Typed.parley(operator("escalation", "show", "none", "e1")).code())
        .isEqualTo(Parley.USAGE);
    assertThat(Typed.parley(operator("escalation", "decide", session, "e1")).code())
        .isEqualTo(Parley.USAGE);
    Typed both =
        Typed.parley(at("alpha", "escalation", "list", "--operator", operatorFile().toString()));
    assertThat(both.code()).isEqualTo(Parley.USAGE);
    assertThat(both.err()).contains("not both");
    Typed nothing = Typed.parley(operator("escalation", "show", session, "e9"));
    assertThat(nothing.code()).isEqualTo(Parley.FAILURE);
    assertThat(nothing.err()).contains("no such escalation");
  }

  private Path operatorFile() {
    return node.dataDirectory().resolve(OperatorToken.FILE);
  }

  private String keys(String name) {
    return folder.resolve(name + ".json").toString();
  }

  private String[] at(String name, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("--keys", keys(name), "--node", node.address().toString()));
    return line.toArray(String[]::new);
  }

  private String[] operator(String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(
        List.of("--operator", operatorFile().toString(), "--node", node.address().toString()));
    return line.toArray(String[]::new);
  }
}
