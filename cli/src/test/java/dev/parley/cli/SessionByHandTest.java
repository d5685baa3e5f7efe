package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.core.wire.Timestamp;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people talk through their agents with nothing but the command line and a real node.
final class SessionByHandTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://beta.test/shop/beta";

  @TempDir private Path folder = Path.of("");
  private Node node = Node.start(NodeConfiguration.development().onPort(0));

  @BeforeEach
  void registerBoth() {
    Typed.ok("agent", "keygen", keys("alpha"), "--id", ALPHA, "--name", "Alpha");
    Typed.ok(
        "agent", "keygen", keys("beta"), "--id", BETA, "--offers", "tea", "--offers", "coffee");
    Typed.ok(at("alpha", "agent", "register"));
    Typed.ok(at("beta", "agent", "register"));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void goesFromDiscoveryToAVerifiedTranscript() {
    assertThat(Typed.ok(at("alpha", "discover", "tea")).out()).contains(BETA).doesNotContain(ALPHA);
    String id =
        object(at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json"))
            .string("sessionId")
            .orElseThrow();
    assertThat(Typed.ok(at("beta", "session", "inbox")).out()).contains(id);
    assertThat(Typed.ok(at("beta", "session", "accept", id)).out()).contains("INTRODUCED");
    String terms = "{\"type\":\"service-agreement\",\"subject\":\"tea\",\"terms\":{\"cups\":2}}";
    JsonObject sent =
        object(at("alpha", "session", "send", id, "PROPOSE", "--body", terms, "--json"));
    assertThat(sent.integer("position")).hasValue(4);
    Typed late =
        Typed.parley(
            at(
                "beta",
                "session",
                "send",
                id,
                "CLOSE",
                "--after",
                "3",
                "--body",
                "{\"reason\":\"x\"}"));
    assertThat(late.code()).isEqualTo(Parley.FAILURE);
    assertThat(late.err()).contains("PROPOSE stands at position 4", "session tail " + id);
    assertThat(Typed.ok(at("beta", "session", "tail", id, "--no-follow")).out())
        .containsSubsequence("PROPOSE", "INFORM", "ACCEPT", "INFORM", "PROPOSE", "\"cups\":2");
    String reason = "{\"reason\":\"no-agreement\"}";
    Typed.ok(at("beta", "session", "send", id, "CLOSE", "--after", "4", "--body", reason));
    assertThat(Typed.ok(at("alpha", "session", "show", id)).out())
        .contains("CLOSED", "no-agreement");
    String file = folder.resolve("t.ndjson").toString();
    Typed.ok(at("alpha", "transcript", "export", id, file));
    assertThat(Typed.ok("verify", file).out()).contains("complete    yes");
  }

  @Test
  void bidsUnderSealAndRevealsAfterTheDeadline() throws Exception {
    String id =
        object(at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json"))
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", id));
    String bid = folder.resolve("bid.json").toString();
    String price = "{\"price\":\"4.20\"}";
    Typed nothing = Typed.parley(at("beta", "session", "bid", id, "--terms", price, "-o", bid));
    assertThat(nothing.code()).isEqualTo(Parley.FAILURE);
    assertThat(nothing.err()).contains("nobody has called for sealed bids");
    Instant deadline = Instant.now().plusSeconds(4);
    String call =
        "{\"queryType\":\"cfp\",\"sealed\":true,\"deadline\":\"%s\"}"
            .formatted(Timestamp.format(Timestamp.whole(deadline)));
    Typed.ok(at("alpha", "session", "send", id, "QUERY", "--body", call));
    Typed.ok(at("beta", "session", "bid", id, "--terms", price, "-o", bid));
    assertThat(Typed.parley(at("beta", "session", "bid", id, "--terms", price, "-o", bid)).err())
        .contains("exists already");
    assertThat(Typed.parley(at("beta", "session", "reveal", id, bid)).err())
        .contains("after the deadline");
    assertThat(Typed.ok(at("alpha", "session", "tail", id, "--no-follow")).out())
        .doesNotContain("\"price\"");
    Thread.sleep(Math.max(0, Duration.between(Instant.now(), deadline).toMillis() + 50));
    assertThat(Typed.ok(at("beta", "session", "reveal", id, bid)).out())
        .contains("opened together");
    assertThat(Typed.ok(at("alpha", "session", "tail", id, "--no-follow")).out())
        .contains("reveal", "\"price\":\"4.20\"");
  }

  @Test
  void keepsSecretsSecretAndNeverWritesOverThem() throws Exception {
    Path file = Path.of(keys("alpha"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    byte[] before = Files.readAllBytes(file);
    Typed again = Typed.parley("agent", "keygen", keys("alpha"), "--id", ALPHA);
    assertThat(again.code()).isEqualTo(Parley.FAILURE);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Typed.ok("agent", "show", "--keys", keys("alpha"), "--json").out())
        .contains(ALPHA, "signingPublicKey")
        .doesNotContain("\"d\":");
    assertThat(Typed.ok("agent", "show", BETA, "--node", url()).out()).contains("tea, coffee");
    assertThat(Typed.ok(at("alpha", "agent", "register", "--rotate")).out()).contains("version 2");
  }

  @Test
  void saysWhatToDoWhenSomethingIsNotThere() {
    Typed nobody = Typed.parley("agent", "show", "agent://acme.example/x", "--node", url());
    assertThat(nobody.code()).isEqualTo(Parley.FAILURE);
    assertThat(nobody.err()).contains("does not know agent://acme.example/x", "discover");
    Typed session =
        Typed.parley(
            at("alpha", "session", "show", "01890a5d-ac96-774b-bcce-b302099a8057", "--json"));
    assertThat(session.code()).isEqualTo(Parley.FAILURE);
    assertThat(session.objects().getFirst().object("error").orElseThrow().string("code"))
        .contains("session_not_found");
    Typed keyless = Typed.parley("discover", "tea", "--keys", folder + "/none", "--node", url());
    assertThat(keyless.code()).isEqualTo(Parley.FAILURE);
    assertThat(keyless.err()).contains("none", "agent keygen");
    assertThat(Typed.parley(at("alpha", "discover", "gold")).code()).isEqualTo(Parley.FAILURE);
    assertThat(Typed.parley(at("alpha", "session", "show", "7")).code()).isEqualTo(Parley.USAGE);
    assertThat(Typed.parley("agent", "keygen", "f", "--id", "alpha").code())
        .isEqualTo(Parley.USAGE);
  }

  private String keys(String name) {
    return folder.resolve(name + ".json").toString();
  }

  private String url() {
    return "http://127.0.0.1:" + node.port();
  }

  private String[] at(String agent, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--keys", keys(agent), "--node", url()));
    return all.toArray(String[]::new);
  }

  private static JsonObject object(String... command) {
    return Typed.ok(command).objects().getFirst();
  }
}
