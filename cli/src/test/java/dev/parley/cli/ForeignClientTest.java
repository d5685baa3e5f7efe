package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that shares no code with us registers, gets a token and sends a signed message.
final class ForeignClientTest {
  private static final String BETA = "agent://cloudprime.example/gpu/beta";

  @TempDir private Path folder = Path.of("");

  @Test
  void talksToARealNode() throws Exception {
    assumeTrue(runs("python3", "--version"), "python3 is not installed here");
    assumeTrue(runs("openssl", "version"), "openssl is not installed here");
    try (Node node = Node.start(NodeConfiguration.development().onPort(0))) {
      String url = "http://127.0.0.1:" + node.port();
      String keys = folder.resolve("beta.json").toString();
      assertThat(Typed.parley("agent", "keygen", keys, "--id", BETA).code()).isZero();
      assertThat(Typed.parley("agent", "register", "--keys", keys, "--node", url).code()).isZero();
      Path script =
          Path.of("").toAbsolutePath().resolveSibling("examples").resolve("foreign_client.py");
      Process client =
          new ProcessBuilder(
                  List.of(
                      "python3",
                      script.toString(),
                      url,
                      "agent://acme.example/foreign",
                      "org_acme",
                      BETA))
              .redirectErrorStream(true)
              .start();
      String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(client.waitFor()).as(said).isZero();
      assertThat(said).contains("registered", "token of", "accepted at position 0");
      Typed inbox = Typed.parley("session", "inbox", "--keys", keys, "--node", url);
      assertThat(inbox.out().strip()).isNotEmpty();
      assertThat(said).contains(inbox.out().strip());
    }
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
