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

/// Two agents haggle at a real node; each learns from it, with the node and without.
final class LearnByHandTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://cloudprime.example/beta";
  private static final String SCRIPT = "<script>alert('x')</script>\u001b[2J";

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

  private void says(String who, String session, String performative, JsonObject body) {
    Typed.ok(at(who, "session", "send", session, performative, "--body", body.toString()));
  }

  private static JsonObject terms(long price) {
    return JsonObject.EMPTY.with("terms", JsonObject.EMPTY.with("price", price));
  }

  private String haggled() {
    String session =
        Typed.ok(at("alpha", "session", "open", "--with", BETA, "--subject", "tea", "--json"))
            .objects()
            .getFirst()
            .string("sessionId")
            .orElseThrow();
    Typed.ok(at("beta", "session", "accept", session));
    says(
        "alpha",
        session,
        "PROPOSE",
        terms(60)
            .with("proposalId", "a1")
            .with("type", "service-agreement")
            .with("subject", "tea"));
    says("beta", session, "COUNTER", terms(100).with("proposalId", "b1").with("inReplyTo", "a1"));
    says("alpha", session, "COUNTER", terms(80).with("proposalId", "a2").with("inReplyTo", "b1"));
    says("beta", session, "ACCEPT", JsonObject.EMPTY.with("proposalId", "a2"));
    says("beta", session, "CLOSE", JsonObject.EMPTY.with("reason", SCRIPT));
    return session;
  }

  @Test
  void learnsTheSameFromTheNodeFromItsTranscriptsAndFromFiles() throws IOException {
    register("alpha", ALPHA);
    register("beta", BETA);
    String session = haggled();
    String file = folder.resolve("t.ndjson").toString();
    Typed.ok(at("alpha", "transcript", "export", session, file));
    JsonObject report =
        Typed.ok("learn", "report", file, "--as", ALPHA, "--json").objects().getFirst();
    assertThat(report.integer("sessions")).hasValue(1);
    assertThat(Typed.ok(at("alpha", "learn", "report", "--json")).objects())
        .containsExactly(report);
    assertThat(Typed.ok(at("alpha", "learn", "report", "--from-node", "--json")).objects())
        .containsExactly(report);
    assertThat(Typed.ok(at("alpha", "learn", "report", file, "--json")).objects())
        .as("the agent of the keys")
        .containsExactly(report);
    words(file);
    page(file);
    broken(file);
  }

  private void page(String file) throws IOException {
    Path page = folder.resolve("report.html");
    Typed.ok("learn", "report", file, "--as", ALPHA, "--html", page.toString());
    assertThat(Files.readString(page))
        .contains("What " + ALPHA + " learnt", "&lt;script&gt;alert", "<polygon class=band")
        .doesNotContain("<script", "\u001b");
    Typed unwritable =
        Typed.parley(
            "learn", "report", file, "--as", ALPHA, "--html", folder + "/no/such/page.html");
    assertThat(unwritable.code()).isEqualTo(Parley.FAILURE);
    assertThat(unwritable.err()).contains("cannot write");
  }

  private static void words(String file) {
    String text = Typed.ok("learn", "report", file, "--as", ALPHA).out();
    assertThat(text)
        .contains(ALPHA + ", from 1 session", BETA, "1/1", "us COUNTER proposal")
        .contains("Agreed on /price as buyer: 80 to 80, median 80, of 1")
        .contains("It speaks for no change of policy", "Left out, since there are fewer")
        .doesNotContain("\u001b");
    Typed twice = Typed.ok("learn", "report", file, file, "--as", BETA, "--json");
    assertThat(twice.err()).contains("counts once");
    assertThat(twice.objects().getFirst().integer("sessions")).hasValue(1);
  }

  private void broken(String file) throws IOException {
    String whole = Files.readString(Path.of(file));
    Path changed =
        Files.writeString(folder.resolve("changed"), whole.replace("\"price\":80", "\"price\":81"));
    Typed refused = Typed.parley("learn", "report", changed.toString(), "--as", ALPHA);
    assertThat(refused.code()).isEqualTo(Parley.FAILURE);
    assertThat(refused.err()).contains("does not hold, line ", "position ");
    assertThat(refused.out()).isEmpty();
    int last = whole.lastIndexOf('\n', whole.length() - 2);
    Path cut = Files.writeString(folder.resolve("cut"), whole.substring(0, last + 1));
    assertThat(Typed.parley("learn", "report", cut.toString(), "--as", ALPHA).err())
        .contains("there is no end line");
    int earlier = whole.lastIndexOf('\n', last - 1);
    Path begun = Files.writeString(folder.resolve("begun"), whole.substring(0, earlier + 1));
    Typed goesOn = Typed.ok("learn", "report", begun.toString(), "--as", ALPHA);
    assertThat(goesOn.err()).contains("the session goes on");
    assertThat(goesOn.out()).contains("nothing to learn from yet");
    Typed stranger = Typed.ok("learn", "report", file, "--as", "agent://else.example/x", "--json");
    assertThat(stranger.err()).contains("was no party of it");
    assertThat(stranger.objects().getFirst().integer("sessions")).hasValue(0);
    Typed nowhere = Typed.parley("learn", "report", folder.resolve("no").toString(), "--as", ALPHA);
    assertThat(nowhere.code()).isEqualTo(Parley.FAILURE);
    assertThat(nowhere.err()).contains("cannot read");
  }

  @Test
  void asksForWhatItNeeds() {
    for (String[] wrong :
        new String[][] {
          {},
          {"file"},
          {"file", "--as", "alpha"},
          {"--as", ALPHA},
          {"file", "--as", ALPHA, "--from-node"},
          {"file", "--as", ALPHA, "--last", "0"},
          {"file", "--as", ALPHA, "--path", "price"},
          {"file", "--as", ALPHA, "--path", ""}
        }) {
      List<String> command = new ArrayList<>(List.of("learn", "report"));
      command.addAll(List.of(wrong));
      assertThat(Typed.parley(command.toArray(String[]::new)).code())
          .as(command.toString())
          .isEqualTo(Parley.USAGE);
    }
  }
}
