package dev.parley.mcp;

import dev.parley.client.Utterance;
import dev.parley.core.error.Decoded;
import dev.parley.core.error.Refusal;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Tools of an agent's own, which it offers to the other side of a session: an MCP server over
/// streamable HTTP on loopback; what reaches it from elsewhere is the business of a proxy before
/// it. Thread-safe.
public final class ToolServer implements AutoCloseable {
  private final McpOverHttp http;
  private final List<Tool> tools;

  private ToolServer(McpOverHttp http, List<Tool> tools) {
    this.http = http;
    this.tools = tools;
  }

  /// A tool.
  ///
  /// @param name its name, of the characters that MCP allows
  /// @param description what it does, for whoever may call it
  /// @param input the JSON Schema of its arguments, which are checked against it
  /// @param work does it; a refusal becomes an answer with `isError`
  public record Tool(
      String name,
      String description,
      JsonObject input,
      Function<JsonObject, Decoded<JsonObject>> work) {}

  /// Serves tools from now on.
  ///
  /// @param name what the server calls itself
  /// @param tools what it has
  /// @param port where; 0 for a free one
  /// @return the running server
  /// @throws IOException if it cannot listen there
  public static ToolServer start(String name, List<Tool> tools, int port) throws IOException {
    return new ToolServer(
        McpOverHttp.start(transport -> on(transport, name, tools), port, Optional.empty()),
        List.copyOf(tools));
  }

  private static McpSyncServer on(
      McpStreamableServerTransportProvider transport, String name, List<Tool> tools) {
    return McpServer.sync(transport)
        .serverInfo(name, "1")
        .jsonMapper(SdkJson.MAPPER)
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .tools(tools.stream().map(ToolServer::specification).toList())
        .build();
  }

  private static SyncToolSpecification specification(Tool tool) {
    return SyncToolSpecification.builder()
        .tool(
            McpSchema.Tool.builder(tool.name(), SdkJson.map(tool.input()))
                .description(tool.description())
                .build())
        .callHandler(
            (_, request) ->
                result(
                    SdkJson.object(request.arguments() == null ? Map.of() : request.arguments())
                        .then(tool.work())))
        .build();
  }

  private static McpSchema.CallToolResult result(Decoded<JsonObject> outcome) {
    return switch (outcome) {
      case Decoded.Valid<JsonObject>(JsonObject content) ->
          McpSchema.CallToolResult.builder()
              .addTextContent(CanonicalJson.text(content))
              .structuredContent(SdkJson.map(content))
              .isError(false)
              .build();
      case Decoded.Refused<JsonObject>(Refusal refusal) ->
          McpSchema.CallToolResult.builder()
              .addTextContent(refusal.code().wire() + ": " + refusal.message())
              .isError(true)
              .build();
    };
  }

  /// Where it is reached.
  ///
  /// @return the address of the endpoint
  public URI address() {
    return http.address();
  }

  /// Offers all of its tools with something that is said.
  ///
  /// @param utterance what is said
  /// @return the same, carrying the offers
  public Utterance offeredWith(Utterance utterance) {
    Utterance offering = utterance;
    for (Tool tool : tools) {
      offering = OfferedTool.offer(offering, address(), tool.name());
    }
    return offering;
  }

  /// Ends all streams and stops listening.
  @Override
  public void close() {
    http.close();
  }
}
