package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.cli.queue.NatsServer;
import dev.parley.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node of a process of its own and agents by hand, with nothing but the queue between them.
final class NatsByHandTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String BETA = "agent://beta.test/shop/beta";

  @TempDir private Path folder = Path.of("");

  private String keys(String agent) {
    return folder.resolve(agent + ".json").toString();
  }

  private Typed as(String agent, String node, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--keys", keys(agent), "--node", node));
    Typed typed = Typed.parley(all.toArray(String[]::new));
    assertThat(typed.code()).as("%s: %s%s", all, typed.out(), typed.err()).isZero();
    return typed;
  }

  @Test
  void agreesAndProvesItOverTheQueueAlone() throws Exception {
    try (NatsServer server = NatsServer.start(folder.resolve("nats"));
        Started node =
            Started.parley(
                "serve", "--dev", "--json", "--port", "0", "--nats", server.url().toString())) {
      JsonObject ready = node.until(line -> line.string("event").isPresent());
      assertThat(ready.string("nats")).contains(server.url().toString());
      String address = server.url() + "/node.localhost";
      Typed.parley("agent", "keygen", keys("alpha"), "--id", ALPHA);
      Typed.parley("agent", "keygen", keys("beta"), "--id", BETA, "--offers", "tea");
      as("alpha", address, "agent", "register");
      as("beta", server.url().toString(), "agent", "register"); // It is asked for its domain.
      assertThat(as("alpha", address, "discover", "tea").out()).contains(BETA);
      String session =
          as("alpha", address, "session", "open", "--with", BETA, "--subject", "tea", "--json")
              .objects()
              .getFirst()
              .string("sessionId")
              .orElseThrow();
      assertThat(as("beta", address, "session", "inbox").out()).contains(session);
      as("beta", address, "session", "accept", session);
      as("alpha", address, "session", "send", session, "CLOSE", "--body", "{\"reason\":\"done\"}");
      String file = folder.resolve("t.ndjson").toString();
      as("beta", address, "transcript", "export", session, file);
      assertThat(Typed.parley("verify", file).code()).isZero();
      node.handle().destroy();
      Typed ended = node.ended();
      assertThat(ended.err()).contains("ends").doesNotContain("Exception");
    }
  }

  @Test
  void saysWhatIsWrongWithAnAddressAndNeverItsPassword() {
    Typed serve = Typed.parley("serve", "--dev", "--nats", "nats://me:secret@nats.example:4222");
    assertThat(serve.code()).isEqualTo(Parley.FAILURE);
    assertThat(serve.err()).contains("nats.url", "tls").doesNotContain("secret");
    Typed broken = Typed.parley("serve", "--dev", "--nats", "nats://me:secret@[x");
    assertThat(broken.code()).isEqualTo(Parley.FAILURE);
    assertThat(broken.err()).contains("nats.url").doesNotContain("secret");
    Typed.parley("agent", "keygen", keys("alpha"), "--id", ALPHA);
    Typed far =
        Typed.parley(
            "discover", "tea", "--keys", keys("alpha"), "--node", "nats://nats.example/n.example");
    assertThat(far.code()).isEqualTo(Parley.USAGE);
    assertThat(far.err()).contains("--node", "tls");
    Typed nobody =
        Typed.parley("discover", "tea", "--keys", keys("alpha"), "--node", "nats://127.0.0.1:1");
    assertThat(nobody.code()).isEqualTo(Parley.FAILURE);
    assertThat(nobody.err()).contains("NATS server").doesNotContain("\tat ");
    Typed letters = Typed.parley("nats", "dead-letters", "list", "--nats", "nats://127.0.0.1:1");
    assertThat(letters.code()).isEqualTo(Parley.FAILURE);
    assertThat(letters.err()).contains("--nats").doesNotContain("\tat ");
  }
}
