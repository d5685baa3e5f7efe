package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.JsonObject;
import dev.parley.server.Node;
import dev.parley.server.config.NodeConfiguration;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `parley mcp` as whoever starts it meets it.
final class McpCommandTest {
  private static final String ALPHA = "agent://acme.example/alpha";
  private static final String HELLO =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

  @TempDir private Path folder = Path.of("");

  private String keys() {
    String keys = folder.resolve("alpha.json").toString();
    if (!Files.exists(Path.of(keys))) {
      assertThat(Typed.parley("agent", "keygen", keys, "--id", ALPHA).code()).isZero();
    }
    return keys;
  }

  private String[] mcp(Node node, String... more) {
    List<String> all =
        new ArrayList<>(List.of("mcp", "--keys", keys(), "--node", node.address().toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Node node() {
    Node node = Node.start(NodeConfiguration.development().onPort(0));
    Typed registered =
        Typed.parley("agent", "register", "--keys", keys(), "--node", node.address().toString());
    assertThat(registered.code()).isZero();
    return node;
  }

  @Test
  void saysNothingButTheProtocolOnStandardOutput() throws Exception {
    try (Node node = node();
        Started mcp = Started.parley(mcp(node, "--max-value", "5 EUR", "--term", "/price=..7"))) {
      try (OutputStream in = mcp.process().getOutputStream()) {
        in.write((HELLO + "\nthis is no message\n").getBytes(StandardCharsets.UTF_8));
      }
      Typed ended = mcp.ended();
      assertThat(ended.code()).isZero();
      List<JsonObject> said = ended.objects();
      assertThat(said).hasSize(2);
      assertThat(said.getFirst().toString() + said.getLast()).contains("parley", "-32700");
      assertThat(ended.err())
          .contains(ALPHA, "\"maxValue\":{\"amount\":\"5\",\"currency\":\"EUR\"}", "/price");
    }
  }

  @Test
  void saysWhatIsWrongBeforeItServes() throws Exception {
    try (Node node = Node.start(NodeConfiguration.development().onPort(0))) {
      Typed unknown = Typed.parley(mcp(node));
      assertThat(unknown.code()).isEqualTo(Parley.FAILURE);
      assertThat(unknown.err()).contains("is not registered");
      Typed money = Typed.parley(mcp(node, "--max-value", "a lot"));
      assertThat(money.code()).isEqualTo(Parley.USAGE);
      assertThat(money.err()).contains("--max-value: not an amount");
      Typed range = Typed.parley(mcp(node, "--term", "/price=.."));
      assertThat(range.code()).isEqualTo(Parley.USAGE);
      Path mandate = Files.writeString(folder.resolve("m.json"), "{\"maxvalue\":{}}");
      Typed slip = Typed.parley(mcp(node, "--mandate", mandate.toString()));
      assertThat(slip.code()).isEqualTo(Parley.FAILURE);
      assertThat(slip.err()).contains("/maxvalue is none of", "docs/mcp.md");
      Path token = Files.writeString(folder.resolve("t"), "short");
      Typed weak = Typed.parley(mcp(node, "--http", "0", "--token", token.toString()));
      assertThat(weak.err()).contains("no token of 16");
    }
  }

  @Test
  void letsInOverHttpWhoComesFromThisMachineWithTheToken() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    try (Node node = node();
        Started mcp =
            Started.parley(mcp(node, "--http", "0", "--until-eof", "--token", token.toString()))) {
      URI url = URI.create(mcp.line().replace("MCP at ", ""));
      assertThat(url.getHost()).isEqualTo("127.0.0.1");
      assertThat(post(url, "Authorization", "Bearer 0123456789abcdef")).isEqualTo(200);
      assertThat(post(url, "Authorization", "Bearer 0123456789abcdee")).isEqualTo(401);
      assertThat(post(url, "X-None", "")).isEqualTo(401);
      assertThat(
              post(
                  url,
                  "Authorization",
                  "Bearer 0123456789abcdef",
                  "Origin",
                  "https://evil.example"))
          .isEqualTo(403);
      assertThat(
              post(url, "Authorization", "Bearer 0123456789abcdef", "Origin", "http://localhost:1"))
          .isEqualTo(200);
    }
  }

  private static int post(URI url, String... headers) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .header("Content-Type", "application/json")
              .header("Accept", "application/json, text/event-stream")
              .headers(headers)
              .POST(HttpRequest.BodyPublishers.ofString(HELLO))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}
