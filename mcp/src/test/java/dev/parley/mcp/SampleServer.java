package dev.parley.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// What the MCP conformance suite expects of the server that it tests: tools, prompts and resources
/// with names and contents that it fixes. On our transport, so that the suite can try all of it.
final class SampleServer {
  private static final Map<String, Object> NOTHING = schema("{\"type\":\"object\"}");

  /// The smallest pictures and sounds that there are.
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static final String SOUND =
      "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQAAAAA=";
  private static final String EMBEDDED = "test://embedded-resource";

  private SampleServer() {}

  static McpSyncServer on(McpStreamableServerTransportProvider transport) {
    return McpServer.sync(transport)
        .serverInfo("sample", "1")
        .jsonMapper(SdkJson.MAPPER)
        .capabilities(
            McpSchema.ServerCapabilities.builder()
                .completions()
                .prompts(false)
                .resources(true, false)
                .tools(false)
                .build())
        .tools(Stream.of(contents(), asking()).flatMap(List::stream).toList())
        .prompts(prompts())
        .resources(
            List.of(
                text("test://static-text", "This is the content of the static text resource."),
                text("test://watched-resource", "Watch me."),
                binary()))
        .resourceTemplates(List.of(template()))
        .completions(
            new SyncCompletionSpecification(
                new McpSchema.PromptReference("test_prompt_with_arguments"),
                (_, _) ->
                    new McpSchema.CompleteResult(
                        new McpSchema.CompleteResult.CompleteCompletion(List.of(), 0, false))))
        .build();
  }

  static Map<String, Object> schema(String json) {
    return SdkJson.map(Stage.json(json));
  }

  private static SyncToolSpecification tool(
      String name,
      Map<String, Object> input,
      BiFunction<McpSyncServerExchange, McpSchema.CallToolRequest, McpSchema.CallToolResult> does) {
    return SyncToolSpecification.builder()
        .tool(McpSchema.Tool.builder(name, input).description("A sample.").build())
        .callHandler(does)
        .build();
  }

  private static SyncToolSpecification gives(String name, McpSchema.Content... contents) {
    return tool(name, NOTHING, (_, _) -> result(List.of(contents)));
  }

  private static McpSchema.CallToolResult result(List<McpSchema.Content> contents) {
    return McpSchema.CallToolResult.builder().content(contents).isError(false).build();
  }

  private static McpSchema.TextContent words(String text) {
    return McpSchema.TextContent.builder(text).build();
  }

  private static McpSchema.ImageContent picture() {
    return McpSchema.ImageContent.builder(PICTURE, "image/png").build();
  }

  private static McpSchema.EmbeddedResource embedded(String uri) {
    return McpSchema.EmbeddedResource.builder(
            McpSchema.TextResourceContents.builder(uri, "This is an embedded resource content.")
                .mimeType("text/plain")
                .build())
        .build();
  }

  private static List<SyncToolSpecification> contents() {
    return List.of(
        gives("test_simple_text", words("This is a simple text response for testing.")),
        gives("test_image_content", picture()),
        gives("test_audio_content", McpSchema.AudioContent.builder(SOUND, "audio/wav").build()),
        gives("test_embedded_resource", embedded(EMBEDDED)),
        gives(
            "test_multiple_content_types",
            words("Multiple content types test:"),
            picture(),
            embedded("test://mixed-content-resource")),
        tool(
            "test_error_handling",
            NOTHING,
            (_, _) ->
                McpSchema.CallToolResult.builder()
                    .addTextContent("This tool intentionally returns an error for testing")
                    .isError(true)
                    .build()),
        tool(
            "json_schema_2020_12_tool",
            schema(
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
                    + "\"$defs\":{\"address\":{\"type\":\"object\",\"properties\":{"
                    + "\"street\":{\"type\":\"string\"},\"city\":{\"type\":\"string\"}}}},"
                    + "\"properties\":{\"name\":{\"type\":\"string\"},"
                    + "\"address\":{\"$ref\":\"#/$defs/address\"}},\"additionalProperties\":false}"),
            (_, _) -> result(List.of(words("ok")))),
        tool("test_tool_with_logging", NOTHING, (exchange, _) -> logged(exchange)),
        tool("test_tool_with_progress", NOTHING, SampleServer::progressing));
  }

  private static McpSchema.CallToolResult logged(McpSyncServerExchange exchange) {
    for (String line :
        List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
      exchange.loggingNotification(
          McpSchema.LoggingMessageNotification.builder(McpSchema.LoggingLevel.INFO, line).build());
    }
    return result(List.of(words("logged")));
  }

  private static McpSchema.CallToolResult progressing(
      McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
    Object token = request.meta() == null ? null : request.meta().get("progressToken");
    if (token != null) {
      for (double done : new double[] {0, 50, 100}) {
        exchange.progressNotification(
            McpSchema.ProgressNotification.builder(token, done).total(100.0).build());
      }
    }
    return result(List.of(words("progressed")));
  }

  private static List<SyncToolSpecification> asking() {
    List<SyncToolSpecification> all = new ArrayList<>();
    all.add(
        tool(
            "test_sampling",
            schema("{\"type\":\"object\",\"properties\":{\"prompt\":{\"type\":\"string\"}}}"),
            (exchange, request) ->
                result(List.of(words("LLM response: " + sampled(exchange, request))))));
    all.add(
        form(
            "test_elicitation",
            "{\"type\":\"object\",\"properties\":{\"username\":{\"type\":\"string\"},"
                + "\"email\":{\"type\":\"string\"}},\"required\":[\"username\",\"email\"]}"));
    all.add(
        form(
            "test_elicitation_sep1034_defaults",
            "{\"type\":\"object\",\"properties\":{"
                + "\"name\":{\"type\":\"string\",\"default\":\"John Doe\"},"
                + "\"age\":{\"type\":\"integer\",\"default\":30},"
                + "\"score\":{\"type\":\"number\",\"default\":95.5},"
                + "\"status\":{\"type\":\"string\",\"enum\":[\"active\",\"inactive\",\"pending\"],"
                + "\"default\":\"active\"},"
                + "\"verified\":{\"type\":\"boolean\",\"default\":true}}}"));
    String titled =
        "[{\"const\":\"value1\",\"title\":\"First\"},{\"const\":\"value2\",\"title\":\"Second\"},"
            + "{\"const\":\"value3\",\"title\":\"Third\"}]";
    String plain = "\"enum\":[\"option1\",\"option2\",\"option3\"]";
    all.add(
        form(
            "test_elicitation_sep1330_enums",
            "{\"type\":\"object\",\"properties\":{"
                + ("\"untitledSingle\":{\"type\":\"string\"," + plain + "},")
                + ("\"titledSingle\":{\"type\":\"string\",\"oneOf\":" + titled + "},")
                + "\"legacyEnum\":{\"type\":\"string\",\"enum\":[\"opt1\",\"opt2\",\"opt3\"],"
                + "\"enumNames\":[\"Option One\",\"Option Two\",\"Option Three\"]},"
                + ("\"untitledMulti\":{\"type\":\"array\",\"items\":{\"type\":\"string\","
                    + plain
                    + "}},")
                + ("\"titledMulti\":{\"type\":\"array\",\"items\":{\"anyOf\":" + titled + "}}}}")));
    return all;
  }

  private static String sampled(McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
    McpSchema.CreateMessageResult answer =
        exchange.createMessage(
            McpSchema.CreateMessageRequest.builder(
                    List.of(
                        McpSchema.SamplingMessage.builder(
                                McpSchema.Role.USER,
                                words(String.valueOf(request.arguments().get("prompt"))))
                            .build()),
                    100)
                .build());
    return answer.content() instanceof McpSchema.TextContent text ? text.text() : "";
  }

  /// Shows a form, and says what came back.
  private static SyncToolSpecification form(String name, String fields) {
    return tool(
        name,
        schema("{\"type\":\"object\",\"properties\":{\"message\":{\"type\":\"string\"}}}"),
        (exchange, request) -> {
          Object message = request.arguments().get("message");
          McpSchema.ElicitResult answer =
              exchange.createElicitation(
                  McpSchema.ElicitFormRequest.builder(
                          message == null ? "Please answer" : message.toString(), schema(fields))
                      .build());
          return result(
              List.of(words("action=" + answer.action() + ", content=" + answer.content())));
        });
  }

  private static List<SyncPromptSpecification> prompts() {
    return List.of(
        prompt("test_simple_prompt", _ -> List.of(words("This is a simple prompt for testing."))),
        prompt(
            "test_prompt_with_arguments",
            in ->
                List.of(
                    words(
                        "Prompt with arguments: arg1='"
                            + in.get("arg1")
                            + "', arg2='"
                            + in.get("arg2")
                            + "'")),
            "arg1",
            "arg2"),
        prompt(
            "test_prompt_with_embedded_resource",
            in ->
                List.of(
                    embedded(String.valueOf(in.get("resourceUri"))),
                    words("Please process the embedded resource above.")),
            "resourceUri"),
        prompt(
            "test_prompt_with_image",
            _ -> List.of(picture(), words("Please analyze the image above."))));
  }

  private static SyncPromptSpecification prompt(
      String name,
      java.util.function.Function<Map<String, Object>, List<McpSchema.Content>> says,
      String... arguments) {
    return new SyncPromptSpecification(
        McpSchema.Prompt.builder(name)
            .description("A sample.")
            .arguments(
                Stream.of(arguments)
                    .map(a -> McpSchema.PromptArgument.builder(a).required(true).build())
                    .toList())
            .build(),
        (_, request) ->
            McpSchema.GetPromptResult.builder(
                    says
                        .apply(request.arguments() == null ? Map.of() : request.arguments())
                        .stream()
                        .map(c -> McpSchema.PromptMessage.builder(McpSchema.Role.USER, c).build())
                        .toList())
                .build());
  }

  private static SyncResourceSpecification text(String uri, String content) {
    return new SyncResourceSpecification(
        McpSchema.Resource.builder(uri, uri).mimeType("text/plain").build(),
        (_, _) ->
            McpSchema.ReadResourceResult.builder(
                    List.of(
                        McpSchema.TextResourceContents.builder(uri, content)
                            .mimeType("text/plain")
                            .build()))
                .build());
  }

  private static SyncResourceSpecification binary() {
    String uri = "test://static-binary";
    return new SyncResourceSpecification(
        McpSchema.Resource.builder(uri, uri).mimeType("image/png").build(),
        (_, _) ->
            McpSchema.ReadResourceResult.builder(
                    List.of(
                        McpSchema.BlobResourceContents.builder(uri, PICTURE)
                            .mimeType("image/png")
                            .build()))
                .build());
  }

  private static SyncResourceTemplateSpecification template() {
    return new SyncResourceTemplateSpecification(
        McpSchema.ResourceTemplate.builder("test://template/{id}/data", "template")
            .mimeType("application/json")
            .build(),
        (_, request) -> {
          String id = request.uri().split("/", -1)[3];
          return McpSchema.ReadResourceResult.builder(
                  List.of(
                      McpSchema.TextResourceContents.builder(
                              request.uri(), "{\"id\":\"" + id + "\",\"templateTest\":true}")
                          .mimeType("application/json")
                          .build()))
              .build();
        });
  }
}
