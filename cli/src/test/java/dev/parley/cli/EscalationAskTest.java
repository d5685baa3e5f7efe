package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody asks a person with nothing but the command line, and goes on with the decision.
final class EscalationAskTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://beta.test/shop/beta";

  @TempDir private Path folder = Path.of("");

  private final Node node = Node.start(NodeConfiguration.development().onPort(0));
  private String session = "";

  @BeforeEach
  void talk() throws Exception {
    Typed.ok("agent", "keygen", keys("alpha"), "--id", ALPHA);
    Typed.ok("agent", "keygen", keys("beta"), "--id", BETA, "--offers", "tea");
    Typed.ok(at("alpha", "agent", "register"));
    Typed.ok(at("beta", "agent", "register"));
    session =
        first(
                Typed.ok(
                    at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json")))
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", session));
    String terms = "{\"type\":\"service-agreement\",\"subject\":\"tea\",\"terms\":{\"cups\":2}}";
    Typed.ok(at("alpha", "session", "send", session, "PROPOSE", "--body", terms));
    String due = Timestamp.format(node.clock().now().plus(Duration.ofMinutes(30)));
    Files.writeString(
        folder.resolve("commit.json"),
        """
        {"terms": {"obligations": [{"party": "%s", "action": "two cups", "deadline": "%s", "verificationMethod": "taste"}]},
         "deadline": "%s"}
        """
            .formatted(ALPHA, due, due));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  /// What is typed to ask.
  private String[] asking(String... more) {
    List<String> line = new ArrayList<>(List.of("escalation", "ask", session, "COMMIT"));
    line.addAll(List.of("--body", "@" + folder.resolve("commit.json"), "--reason", "beyond me"));
    line.addAll(List.of(more));
    return at("alpha", line.toArray(String[]::new));
  }

  /// Waits until it is asked.
  private JsonObject asked() throws InterruptedException {
    for (int tries = 0; tries < 300; tries++) {
      List<JsonObject> waiting =
          first(Typed.ok(operator("escalation", "list", "--json")))
              .array("escalations")
              .orElseThrow()
              .values()
              .stream()
              .map(JsonObject.class::cast)
              .toList();
      if (!waiting.isEmpty()) {
        String id = waiting.getFirst().string("escalationId").orElseThrow();
        JsonObject shown = first(Typed.ok(operator("escalation", "show", session, id, "--json")));
        if (shown.has("shown")) {
          return shown;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing was asked");
  }

  private static Typed later(CompletableFuture<Typed> typed) throws Exception {
    return typed.get(60, TimeUnit.SECONDS);
  }

  private CompletableFuture<Typed> asks(String... more) {
    String[] line = asking(more);
    return CompletableFuture.supplyAsync(
        () -> Typed.parley(line), task -> Thread.ofVirtual().start(task));
  }

  @Test
  void saysExactlyWhatWasApproved() throws Exception {
    CompletableFuture<Typed> asking = asks("--wait", "60");
    JsonObject shown = asked();
    JsonObject planned = shown.object("shown").orElseThrow();
    assertThat(planned.string("commitmentId")).as("made before it is asked").isPresent();
    Typed.ok(
        operator(
            "escalation",
            "decide",
            session,
            shown.string("escalationId").orElseThrow(),
            "--approve",
            "--hash",
            shown.string("bodyHash").orElseThrow()));
    Typed typed = later(asking);
    assertThat(typed.code()).as(typed.out() + typed.err()).isEqualTo(Parley.SUCCESS);
    assertThat(typed.out()).contains("Approved, and said:", "AGREEING");
    JsonObject said = first(Typed.ok(at("beta", "session", "show", session, "--json")));
    assertThat(said.toString()).contains(planned.string("commitmentId").orElseThrow());
  }

  @Test
  void saysNothingThatWasRefused() throws Exception {
    CompletableFuture<Typed> asking = asks("--wait", "60");
    String id = asked().string("escalationId").orElseThrow();
    Typed.ok(operator("escalation", "decide", session, id, "--refuse"));
    Typed typed = later(asking);
    assertThat(typed.code()).isEqualTo(Parley.FAILURE);
    assertThat(typed.err()).contains("refused", "nothing was said");
  }

  @Test
  void leavesTheDecisionForLater() throws Exception {
    Typed typed = Typed.ok(asking());
    JsonObject shown = asked();
    String id = shown.string("escalationId").orElseThrow();
    assertThat(typed.out())
        .contains(id, shown.string("bodyHash").orElseThrow(), "parley escalation show " + session);
    assertThat(Typed.ok(at("alpha", "escalation", "show", session, id)).out()).contains("WAITING");
  }

  @Test
  void saysThatNobodyHasDecided() {
    Typed typed = Typed.parley(asking("--wait", "0"));
    assertThat(typed.code()).isEqualTo(Parley.FAILURE);
    assertThat(typed.err()).contains("nobody has decided yet", "parley escalation show");
  }

  @Test
  void saysThatItTookTooLong() {
    Typed typed = Typed.parley(asking("--within", "1", "--wait", "60"));
    assertThat(typed.code()).isEqualTo(Parley.FAILURE);
    assertThat(typed.err()).contains("nobody decided in time");
  }

  @Test
  void saysWhatIsWrongWithWhatWasTyped() {
    Typed none = Typed.parley(at("alpha", "escalation", "ask", session, "COMMIT"));
    assertThat(none.code()).isEqualTo(Parley.USAGE);
    assertThat(none.err()).contains("--reason");
    Typed stranger = Typed.parley(asking("--decider", "somebody"));
    assertThat(stranger.code()).isEqualTo(Parley.USAGE);
    Typed missing =
        Typed.parley(
            at(
                "alpha",
                "escalation",
                "ask",
                session,
                "COMMIT",
                "--reason",
                "r",
                "--body",
                "@" + folder.resolve("none.json")));
    assertThat(missing.code()).isEqualTo(Parley.USAGE);
  }

  private static JsonObject first(Typed typed) {
    return Typed.objects(typed.out()).getFirst();
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
    Path token = node.dataDirectory().resolve(OperatorToken.FILE);
    line.addAll(List.of("--operator", token.toString(), "--node", node.address().toString()));
    return line.toArray(String[]::new);
  }
}
