package dev.parley.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// One message a line, and whatever else comes does no harm.
final class LineTransportTest {
  private static final String HELLO =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
  private static final String READY =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"slow\","
          + "\"arguments\":{}}}";

  private final CountDownLatch called = new CountDownLatch(1);

  private List<String> answers(String... lines) {
    ByteArrayInputStream in =
        new ByteArrayInputStream(
            (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LineTransport transport = new LineTransport(in, out);
    McpSyncServer server =
        McpServer.sync(transport)
            .serverInfo("test", "1")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .tools(
                McpServerFeatures.SyncToolSpecification.builder()
                    .tool(McpSchema.Tool.builder("slow", Map.of("type", "object")).build())
                    .callHandler((_, _) -> slow())
                    .build())
            .build();
    transport.serve();
    server.close();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private McpSchema.CallToolResult slow() {
    called.countDown();
    try {
      // Until the input has ended, which it has at once.
      new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return McpSchema.CallToolResult.builder().addTextContent("done").isError(false).build();
  }

  @Test
  void answersWhatIsUnderWayWhenTheInputEnds() {
    List<String> answers = answers(HELLO, READY, CALL);
    assertThat(called.getCount()).isZero();
    assertThat(answers).hasSize(2);
    assertThat(answers.get(1)).contains("\"id\":2", "done");
  }

  @Test
  void goesOnAfterALineThatItCannotRead() {
    List<String> answers =
        answers(HELLO, "not json", "", "{\"jsonrpc\":\"2.0\"}", "[1,2]", "\u0000", READY, CALL);
    assertThat(answers.stream().filter(a -> a.contains("-32700"))).hasSizeGreaterThanOrEqualTo(3);
    assertThat(answers.getLast()).contains("\"id\":2", "done");
    assertThat(String.join("", answers)).doesNotContain("Exception", "\tat ");
  }

  @Test
  void refusesALineThatIsTooLong() {
    String padding = "x".repeat(LineTransport.MAX_LINE);
    List<String> answers = answers(HELLO, READY, CALL.replace("{}", "{\"x\":\"" + padding + "\"}"));
    assertThat(answers.getLast()).contains("-32600", "more than");
  }
}
