package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two agents talk; what that makes known is shown by the node, recomputed without it, and held
/// against the transcript.
final class TrustByHandTest {
  private static final String BETA = "agent://cloudprime.example/beta";

  @TempDir private Path folder = Path.of("");
  private final Node node = Node.start(NodeConfiguration.development().onPort(0));

  @AfterEach
  void stop() {
    node.close();
  }

  private String[] at(String agent, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    String keys = folder.resolve(agent + ".json").toString();
    all.addAll(List.of("--keys", keys, "--node", node.address().toString()));
    return all.toArray(String[]::new);
  }

  private void register(String name, String id) {
    Typed.ok("agent", "keygen", folder.resolve(name + ".json").toString(), "--id", id);
    Typed.ok(at(name, "agent", "register"));
  }

  private String talked() {
    register("alpha", "agent://acme.example/alpha");
    register("beta", BETA);
    String session =
        Typed.ok(at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json"))
            .objects()
            .getFirst()
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", session));
    Typed.ok(
        at(
            "alpha",
            "session",
            "send",
            session,
            "QUERY",
            "--body",
            "{\"queryId\":\"q\",\"queryType\":\"status\",\"subject\":\"tea\"}"));
    Typed.ok(
        at(
            "beta",
            "session",
            "send",
            session,
            "CLOSE",
            "--after",
            "4",
            "--body",
            "{\"reason\":\"completed\"}"));
    return session;
  }

  @Test
  void aScoreIsShownRecomputedAndHeldAgainstTheTranscript() throws IOException {
    String session = talked();
    String evidence = folder.resolve("evidence.json").toString();
    String transcript = folder.resolve("t.ndjson").toString();
    JsonObject shown = Typed.ok(at("alpha", "trust", "show", BETA, "--json")).objects().getFirst();
    assertThat(Typed.ok(at("alpha", "trust", "show", BETA)).out()).contains("IV ", "Unverified");
    assertThat(Typed.ok(at("alpha", "trust", "evidence", BETA, "-o", evidence)).out())
        .contains("1 piece of evidence");
    Typed computed = Typed.ok("trust", "recompute", evidence, "--json");
    assertThat(computed.objects().getFirst().get("trustScore")).isEqualTo(shown.get("trustScore"));
    assertThat(Typed.ok("trust", "recompute", evidence).out())
        .contains("signed by " + node.steward());
    Typed.ok(at("alpha", "transcript", "export", session, transcript));
    assertThat(Typed.ok("verify", transcript).out()).contains("evidence", "completed the session");
    assertThat(Typed.ok("verify", transcript, "--evidence", evidence).out())
        .contains("1 of 1 pieces about " + BETA + " stand in the evidence");
    leftOut(transcript, evidence);
  }

  /// Evidence that nobody signed, without the piece; and evidence that was changed.
  private void leftOut(String transcript, String evidence) throws IOException {
    String text = Files.readString(Path.of(evidence));
    Path changed =
        Files.writeString(folder.resolve("changed.json"), text.replace("free", "escrowed"));
    Typed refused = Typed.parley("trust", "recompute", changed.toString());
    assertThat(refused.code()).isEqualTo(Parley.FAILURE);
    assertThat(refused.err()).contains("states another hash");
    int integrity = text.indexOf(",\"integrity\"");
    int card = text.indexOf(",\"nodeCard\"");
    int profile = text.indexOf(",\"profileVersion\"");
    String unsigned = text.substring(0, integrity) + text.substring(profile);
    assertThat(card).isBetween(integrity, profile);
    int from = unsigned.indexOf("\"evidence\":[") + "\"evidence\":[".length();
    String empty = unsigned.substring(0, from) + unsigned.substring(unsigned.indexOf(']', from));
    Path without = Files.writeString(folder.resolve("without.json"), empty);
    Typed missed = Typed.parley("verify", transcript, "--evidence", without.toString());
    assertThat(missed.code()).isEqualTo(Parley.FAILURE);
    assertThat(missed.out()).contains("0 of 1 pieces", "not there: completed the session");
  }

  @Test
  void saysWhatItDoesNotKnow() {
    register("alpha", "agent://acme.example/alpha");
    Typed nobody = Typed.parley(at("alpha", "trust", "show", BETA));
    assertThat(nobody.code()).isEqualTo(Parley.FAILURE);
    assertThat(nobody.err()).contains("no such agent");
    assertThat(Typed.parley(at("alpha", "trust", "evidence", "beta")).code())
        .isEqualTo(Parley.USAGE);
  }
}
