package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.console.Http;
import dev.parley.console.Console;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.ClockKind;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.Node;
import dev.parley.server.auth.OperatorToken;
import dev.parley.server.config.NodeConfiguration;
import dev.parley.server.time.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people quarrel, and an operator rules, with nothing but the command line.
final class DisputeByHandTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://beta.test/shop/beta";

  @TempDir private Path folder = Path.of("");

  private final Console console = new Console();
  private final Node node =
      Node.start(NodeConfiguration.development().onPort(0).on(ClockKind.VIRTUAL), console);

  private String session = "";

  @BeforeEach
  void agree() {
    Typed.ok("agent", "keygen", keys("alpha"), "--id", ALPHA);
    Typed.ok("agent", "keygen", keys("beta"), "--id", BETA, "--offers", "tea");
    Typed.ok(at("alpha", "agent", "register"));
    Typed.ok(at("beta", "agent", "register"));
    Typed.ok(operator("ledger", "fund", ALPHA, "100.00", "USD"));
    Typed.ok(operator("ledger", "fund", BETA, "10.00", "USD"));
    session =
        object(at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json"))
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", session));
    String terms = "{\"type\":\"service-agreement\",\"subject\":\"tea\",\"terms\":{\"cups\":2}}";
    Typed.ok(at("alpha", "session", "send", session, "PROPOSE", "--body", terms));
    JsonObject owed = JsonObject.EMPTY.with("party", BETA).with("action", "two cups of tea");
    JsonObject commit =
        JsonObject.builder()
            .put("commitmentId", "tea")
            .put("deadline", Timestamp.format(node.clock().now().plus(Duration.ofHours(1))))
            .put("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed))))
            .put("escrow", JsonObject.EMPTY.with("amount", "40.00").with("currency", "USD"))
            .build();
    Typed.ok(at("beta", "session", "send", session, "COMMIT", "--body", commit.toString()));
    Typed.ok(
        at("alpha", "session", "send", session, "ACCEPT", "--body", "{\"commitmentId\":\"tea\"}"));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whoMissedTheDeadlineConcedesAndTheMoneyReturns() {
    ((VirtualClock) node.clock()).advance(Duration.ofHours(2));
    String dispute = onlyDispute();
    assertThat(Typed.ok(at("alpha", "dispute", "list")).out()).contains(dispute, "FILED", BETA);
    assertThat(Typed.ok(at("beta", "dispute", "show", dispute)).out())
        .contains("timeout-breach", "held", "40.00 USD", "(answer) for " + BETA);
    Typed.ok(at("beta", "dispute", "answer", dispute, "--concede", "--statement", "no tea left"));
    assertThat(Typed.ok(at("alpha", "dispute", "show", dispute)).out())
        .contains("FINAL", "BREACHED", "\"no tea left\"", "rules by concession");
    assertThat(Typed.ok(at("alpha", "ledger", "own")).out()).contains("100.00");
    assertThat(Typed.ok(operator("ledger", "audit")).out()).contains("The ledger agrees");
    String file = folder.resolve("t.ndjson").toString();
    Typed.ok(at("beta", "dispute", "transcript", dispute, "-o", file));
    assertThat(Typed.ok("inspect", file).out()).contains("files timeout-breach", "concedes");
  }

  @Test
  void whatNobodyCanReadIsRuledByTheOperator() {
    String evidence =
        "{\"informType\":\"fulfillment\",\"fulfillmentId\":\"f\",\"commitmentId\":\"tea\",\"obligation\":0,\"evidence\":{}}";
    Typed.ok(at("beta", "session", "send", session, "INFORM", "--body", evidence));
    String dispute =
        object(
                at(
                    "alpha",
                    "dispute",
                    "file",
                    session,
                    "tea",
                    "--against",
                    BETA,
                    "--reason",
                    "fulfillment-mismatch",
                    "--severity",
                    "2",
                    "--json"))
            .string("disputeId")
            .orElseThrow();
    Typed.ok(at("beta", "dispute", "answer", dispute, "--deny"));
    Typed.ok(at("alpha", "dispute", "bond", dispute));
    Typed.ok(at("beta", "dispute", "bond", dispute, "--from-escrow"));
    Typed.ok(at("alpha", "dispute", "seal", dispute));
    Typed.ok(at("beta", "dispute", "seal", dispute));
    Typed.ok(at("alpha", "dispute", "reveal", dispute));
    Typed.ok(at("beta", "dispute", "reveal", dispute));
    ((VirtualClock) node.clock()).advance(Duration.ofDays(1));
    waitFor(dispute, "PERSON");
    assertThat(Typed.ok(operator("dispute", "open", "--stage", "PERSON")).out()).contains(dispute);
    rule(dispute);
    // Alpha gets a quarter of 40 and its bond back; beta pays its bond of 1 out of its 30.
    assertThat(Typed.ok(at("alpha", "ledger", "own")).out()).contains("70.50");
    assertThat(Typed.ok(operator("ledger", "audit")).out()).contains("The ledger agrees");
    Typed.ok(at("alpha", "dispute", "forgive", dispute));
    assertThat(Typed.parley(at("beta", "dispute", "forgive", dispute)).err())
        .contains("forgiven is not for who made it");
  }

  /// At the console, which shows before what it would come to; then the command says that it is
  /// done.
  private void rule(String dispute) {
    String link = console.link(new Person("Ada", Role.OPERATOR, new Scope.Node())).orElseThrow();
    AtConsole operator = AtConsole.signedIn(node.address(), link);
    String path = "/console/disputes/" + dispute;
    assertThat(operator.page("/console/disputes?stage=PERSON")).contains(path);
    assertThat(operator.page(path))
        .contains("two cups of tea", "In escrow for it: <b>40.00 USD</b>", "Your ruling");
    Map<String, String> ruling =
        Map.of("upheld", "yes", "severity", "2", "share", "0.25", "grounds", "half cold");
    assertThat(operator.post(path, with(ruling, "share", "1.5")).statusCode()).isEqualTo(400);
    assertThat(Http.text(operator.post(path, with(ruling, "act", "preview"))))
        .contains(
            "The obligation counts as broken.",
            "acme.example/alpha gets 10.00 USD out of the escrow.",
            "beta.test/shop/beta: a breach of severity 2 enters its record.",
            "Rule so");
    assertThat(operator.page(path)).as("nothing was ruled").contains("Your ruling");
    assertThat(operator.post(path, with(ruling, "act", "rule")).statusCode()).isEqualTo(303);
    assertThat(operator.page(path)).contains("half cold (Ada)", "the complaint is right");
    assertThat(operator.post(path, with(ruling, "act", "rule")).statusCode()).isEqualTo(409);
    String late = "--uphold --share 0.25 --grounds late";
    assertThat(
            Typed.parley(operator(("dispute rule " + dispute + " " + late).split(" ", -1))).code())
        .isEqualTo(Parley.FAILURE);
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    Map<String, String> all = new HashMap<>(fields);
    all.put(name, value);
    return all;
  }

  @Test
  void saysWhatIsWrongWithWhatWasTyped() {
    String[] wrong =
        at("alpha", "dispute", "file", session, "tea", "--against", BETA, "--reason", "x");
    assertThat(Typed.parley(wrong).err()).contains("timeout-breach");
    assertThat(Typed.parley(wrong).code()).isEqualTo(Parley.USAGE);
    Typed nothing = Typed.parley(at("alpha", "dispute", "show", "none"));
    assertThat(nothing.code()).isEqualTo(Parley.FAILURE);
    assertThat(nothing.err()).contains("no such dispute");
  }

  private String onlyDispute() {
    for (int tries = 0; tries < 200; tries++) {
      JsonArray all =
          object(at("beta", "dispute", "list", "--json")).array("disputes").orElseThrow();
      if (all.size() > 0) {
        return ((JsonObject) all.get(0)).string("disputeId").orElseThrow();
      }
    }
    throw new AssertionError("no dispute was filed");
  }

  private void waitFor(String dispute, String stage) {
    for (int tries = 0; tries < 200; tries++) {
      if (Typed.ok(at("alpha", "dispute", "show", dispute)).out().contains(stage)) {
        return;
      }
    }
    throw new AssertionError("not at " + stage);
  }

  private String keys(String name) {
    return folder.resolve(name + ".json").toString();
  }

  private String[] at(String agent, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--keys", keys(agent), "--node", node.address().toString()));
    return all.toArray(String[]::new);
  }

  private String[] operator(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of(
            "--node",
            node.address().toString(),
            "--operator",
            node.dataDirectory().resolve(OperatorToken.FILE).toString()));
    return all.toArray(String[]::new);
  }

  private static JsonObject object(String... command) {
    return Typed.ok(command).objects().getFirst();
  }
}
