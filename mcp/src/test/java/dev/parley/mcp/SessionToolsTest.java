package dev.parley.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.Utterance;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.SessionId;
import dev.parley.core.session.Bodies;
import java.io.BufferedReader;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One side offers MCP tools in a session, the other one calls them, and the session shows what was
/// called and what came back.
final class SessionToolsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Stage stage;
  private final Session alphas;
  private final Session betas;

  SessionToolsTest(@TempDir Path folder) {
    this.stage = new Stage(folder);
    Stage.Caller alpha = stage.caller(Stage.ALPHA, Optional.of("{}"));
    Stage.Caller beta = stage.caller(Stage.BETA, Optional.of("{}"));
    SessionId id = SessionId.parse(Stage.meet(alpha, beta)).orElseThrow();
    this.alphas = alpha.desk().sessions().take(id);
    this.betas = beta.desk().sessions().take(id);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  /// Beta offers a tool; alpha hears of it.
  private OfferedTool offered(URI server, String tool) {
    Received said = offer(OfferedTool.offer(hours(), server, tool));
    while (alphas.history().size() <= said.position()) {
      alphas.next(PATIENCE);
    }
    return OfferedTool.in(alphas.history().get((int) said.position())).getLast();
  }

  private Received offer(Utterance utterance) {
    return betas.send(utterance, WhenOvertaken.repeat(5)).orThrow();
  }

  private static Utterance hours() {
    return Say.inform("status", JsonObject.EMPTY.with("text", "use my tool"));
  }

  private SessionTools tools(String origin) {
    return new SessionTools(alphas, Set.of(origin), PATIENCE, InstantSource.system());
  }

  private JsonObject heardByBeta(ToolCall call) {
    while (betas.history().size() <= call.recorded().position()) {
      betas.next(PATIENCE);
    }
    Received heard = betas.history().get((int) call.recorded().position());
    assertThat(heard).isEqualTo(call.recorded());
    return heard.body().object("data").orElseThrow();
  }

  @Test
  void recordsWhatWasCalledAndWhatCameBack() throws Exception {
    try (McpOverHttp server = McpOverHttp.start(SampleServer::on, 0, Optional.empty())) {
      OfferedTool tool = offered(server.address(), "test_simple_text");
      try (SessionTools tools = tools(tool.origin())) {
        assertThat(tools.offered()).contains(tool);
        JsonObject arguments = JsonObject.EMPTY.with("why", "to see");
        ToolCall call = tools.call(tool, arguments);
        ToolCall.Outcome.Answered answered = (ToolCall.Outcome.Answered) call.outcome();
        assertThat(answered.result().toString()).contains("This is a simple text response");
        assertThat(answered.hash()).isEqualTo(Bodies.hash(answered.result()));
        JsonObject facts = heardByBeta(call);
        assertThat(facts.string("tool")).contains("test_simple_text");
        assertThat(facts.string("outcome")).contains("answered");
        assertThat(facts.string("resultHash")).contains(answered.hash().text());
        assertThat(facts.object("result")).contains(answered.result());
        assertThat(facts.string("argumentsHash")).contains(Bodies.hash(arguments).text());
        assertThat(facts.object("offer").orElseThrow().string("hash"))
            .contains(tool.message().text());
        assertThat(call.recorded().envelope().context()).hasSize(1);
        ToolCall error = tools.call(offered(server.address(), "test_error_handling"), arguments);
        assertThat(heardByBeta(error).string("outcome")).contains("error");
        ToolCall unknown = tools.call(offered(server.address(), "no_such_tool"), arguments);
        assertThat(heardByBeta(unknown).string("outcome")).contains("refused");
        assertThat(heardByBeta(unknown).has("resultHash")).isFalse();
      }
    }
  }

  @Test
  void callsNoServerThatTheProgramHasNotAllowed() throws Exception {
    try (ServerSocket trap = new ServerSocket(0)) {
      URI inside = URI.create("http://127.0.0.1:" + trap.getLocalPort() + "/mcp");
      OfferedTool tool = offered(inside, "anything");
      try (SessionTools tools = tools("https://tools.example")) {
        ToolCall call = tools.call(tool, JsonObject.EMPTY);
        assertThat(call.outcome()).isEqualTo(new ToolCall.Outcome.Failed("refused"));
        assertThat(heardByBeta(call).string("outcome")).contains("refused");
      }
      trap.setSoTimeout(1);
      assertThatThrownBy(trap::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void saysWhenNobodyAnswers() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    OfferedTool tool = offered(URI.create("http://127.0.0.1:" + closed + "/mcp"), "anything");
    try (SessionTools tools = tools(tool.origin())) {
      assertThat(heardByBeta(tools.call(tool, JsonObject.EMPTY)).string("outcome"))
          .contains("unreachable");
    }
  }

  @Test
  void readsNoOfferThatIsNone() {
    Utterance said =
        hours()
            .carrying("mcp-tool", "file:///etc/passwd", JsonObject.EMPTY.with("tool", "x"))
            .carrying("mcp-tool", "http://a:b@127.0.0.1/mcp", JsonObject.EMPTY.with("tool", "x"))
            .carrying("mcp-tool", "https://tools.example/mcp", JsonObject.EMPTY)
            .carrying("mcp-tool", "https://tools.example/mcp", JsonObject.EMPTY.with("tool", "a b"))
            .carrying("a2a-task", "https://tools.example/mcp", JsonObject.EMPTY.with("tool", "x"))
            .carrying("mcp-tool", "https://tools.example/mcp", JsonObject.EMPTY.with("tool", "x"));
    assertThat(OfferedTool.in(offer(said)).stream().map(OfferedTool::tool)).containsExactly("x");
    assertThatThrownBy(() -> OfferedTool.offer(hours(), URI.create("mailto:x"), "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void callsAServerThatIsNotOurs() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Peer.node().toString(),
                    "node_modules/@modelcontextprotocol/server-everything/dist/index.js",
                    "streamableHttp"))
            .directory(Peer.folder().toFile())
            .redirectErrorStream(true);
    builder.environment().put("PORT", String.valueOf(port));
    Process everything = builder.start();
    try (BufferedReader said = everything.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      while (line != null && !line.contains("listening")) {
        line = said.readLine();
      }
      OfferedTool tool = offered(URI.create("http://127.0.0.1:" + port + "/mcp"), "echo");
      try (SessionTools tools = tools(tool.origin())) {
        ToolCall call = tools.call(tool, JsonObject.EMPTY.with("message", "hello"));
        assertThat(heardByBeta(call).object("result").orElseThrow().toString())
            .contains("Echo: hello");
      }
    } finally {
      everything.destroyForcibly().waitFor();
    }
  }
}
