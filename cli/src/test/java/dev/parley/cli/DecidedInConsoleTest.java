package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.console.Console;
import dev.parley.console.people.Person;
import dev.parley.console.people.Role;
import dev.parley.console.people.Scope;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person decides at the console while the program that asked waits in a process of its own.
final class DecidedInConsoleTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://beta.test/shop/beta";

  @TempDir private Path folder = Path.of("");

  private final Console console = new Console();
  private final Node node = Node.start(NodeConfiguration.development().onPort(0), console);
  private String session = "";

  @BeforeEach
  void talk() throws Exception {
    Typed.ok("agent", "keygen", keys("alpha"), "--id", ALPHA);
    Typed.ok("agent", "keygen", keys("beta"), "--id", BETA, "--offers", "tea");
    Typed.ok(at("alpha", "agent", "register"));
    Typed.ok(at("beta", "agent", "register"));
    session =
        Typed.ok(at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json"))
            .objects()
            .getFirst()
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", session));
    String terms = "{\"type\":\"service-agreement\",\"subject\":\"tea\",\"terms\":{\"cups\":2}}";
    Typed.ok(at("alpha", "session", "send", session, "PROPOSE", "--body", terms));
    String due = Timestamp.format(node.clock().now().plus(Duration.ofMinutes(30)));
    JsonObject owed =
        JsonObject.EMPTY.with("party", ALPHA).with("action", "two cups").with("deadline", due);
    Files.writeString(
        folder.resolve("commit.json"),
        JsonObject.EMPTY
            .with("deadline", due)
            .with("terms", JsonObject.EMPTY.with("obligations", JsonArray.of(List.of(owed))))
            .toString());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private AtConsole signedIn(Role role, Scope scope) {
    Person person = new Person("Ada", role, scope);
    return AtConsole.signedIn(node.address(), console.link(person).orElseThrow());
  }

  private Started asks() throws Exception {
    return Started.parley(
        at(
            "alpha",
            "escalation",
            "ask",
            session,
            "COMMIT",
            "--body",
            "@" + folder.resolve("commit.json"),
            "--reason",
            "beyond <me>",
            "--wait",
            "60"));
  }

  /// The path of the one escalation that waits, once what is planned was shown.
  private String waiting(AtConsole at) throws InterruptedException {
    for (int tries = 0; tries < 600; tries++) {
      List<String> links = at.links("/console/escalations", "/console/escalations/" + session);
      if (!links.isEmpty() && at.page(links.getFirst()).contains("name=\"bodyHash\"")) {
        return links.getFirst();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing waits");
  }

  @Test
  void whatIsApprovedThereIsSaidByWhoWaits() throws Exception {
    AtConsole operator = signedIn(Role.OPERATOR, new Scope.Node());
    try (Started asking = asks()) {
      String path = waiting(operator);
      String page = operator.page(path);
      assertThat(page).contains("beyond &lt;me&gt;", "two cups", "1 of 2 in this session");
      String hash = AtConsole.value(page, "bodyHash");
      String other = hash.replaceFirst("[0-9a-f]{4}$", "0000");
      assertThat(
              operator
                  .post(path, Map.of("act", "approve", "reason", "fine", "bodyHash", other))
                  .statusCode())
          .as("another page's bytes")
          .isEqualTo(409);
      assertThat(operator.post(path, Map.of("act", "approve", "bodyHash", hash)).statusCode())
          .as("without a reason")
          .isEqualTo(400);
      assertThat(
              operator
                  .post(path, Map.of("act", "approve", "reason", "fine", "bodyHash", hash))
                  .statusCode())
          .isEqualTo(303);
      Typed typed = asking.ended();
      assertThat(typed.code()).as(typed.out() + typed.err()).isEqualTo(Parley.SUCCESS);
      assertThat(typed.out()).contains("Approved, and said:");
      assertThat(operator.page(path)).contains("approved").doesNotContain("Your decision");
      assertThat(operator.page("/console/sessions/" + session))
          .contains("fine (Ada)", "decides #5: approved");
    }
  }

  @Test
  void whoMayNotDecideDoesNot() throws Exception {
    AtConsole operator = signedIn(Role.OPERATOR, new Scope.Node());
    AtConsole viewer = signedIn(Role.VIEWER, new Scope.Organisation("acme.example"));
    AtConsole stranger = signedIn(Role.OPERATOR, new Scope.Organisation("other.example"));
    try (Started asking = asks()) {
      String path = waiting(operator);
      Map<String, String> refusal = Map.of("act", "refuse", "reason", "no");
      assertThat(viewer.page(path)).contains("two cups").doesNotContain("Your decision");
      assertThat(viewer.post(path, refusal).statusCode()).isEqualTo(403);
      assertThat(stranger.post(path, refusal).statusCode()).isEqualTo(404);
      assertThat(stranger.page(path))
          .isEqualTo(stranger.page("/console/escalations/" + session + "/none"));
      assertThat(stranger.page("/console/escalations")).contains("Nothing waits for you");
      assertThat(operator.postWithout("token", path, refusal).statusCode()).isEqualTo(403);
      assertThat(operator.page(path)).as("nothing has changed").contains("Your decision");
      assertThat(operator.post(path, refusal).statusCode()).isEqualTo(303);
      Typed typed = asking.ended();
      assertThat(typed.code()).isEqualTo(Parley.FAILURE);
      assertThat(typed.err()).contains("refused", "nothing was said");
      assertThat(operator.post(path, refusal).statusCode()).as("twice").isEqualTo(409);
      assertThat(operator.page("/console/escalations")).contains("refused");
    }
  }

  private String keys(String name) {
    return folder.resolve(name + ".json").toString();
  }

  private String[] at(String name, String... command) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("--keys", keys(name), "--node", node.address().toString()));
    return line.toArray(String[]::new);
  }
}
