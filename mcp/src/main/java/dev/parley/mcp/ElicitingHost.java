package dev.parley.mcp;

import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;

/// A host that may have the capability `elicitation` of MCP: then it shows the person a form.
///
/// @param exchange the call that is being answered
record ElicitingHost(McpSyncServerExchange exchange) implements Host {
  private static final System.Logger LOG = System.getLogger(ElicitingHost.class.getName());

  /// One box, which has to be ticked: a form that is sent off by mistake approves nothing.
  private static final Map<String, Object> FORM =
      SdkJson.map(
          JsonObject.EMPTY
              .with("type", "object")
              .with(
                  "properties",
                  JsonObject.of(
                      "approve",
                      JsonObject.EMPTY
                          .with("type", "boolean")
                          .with("title", "Approve exactly this")
                          .with("description", "Sign exactly what is shown above.")))
              .with("required", JsonArray.ofStrings(List.of("approve"))));

  @Override
  public Verdict ask(String question) {
    if (!asks(exchange.getClientCapabilities())) {
      return Verdict.CANNOT_ASK;
    }
    try {
      McpSchema.ElicitResult answer =
          exchange.createElicitation(McpSchema.ElicitFormRequest.builder(question, FORM).build());
      Map<String, Object> content = answer.content();
      return answer.action() == McpSchema.ElicitResult.Action.ACCEPT
              && content != null
              && Boolean.TRUE.equals(content.get("approve"))
          ? Verdict.APPROVED
          : Verdict.DECLINED;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "no answer from the host about an approval: {0}", "" + e);
      return Verdict.DECLINED;
    }
  }

  /// A host that names neither mode has the form, which was there first.
  private static boolean asks(McpSchema.ClientCapabilities capabilities) {
    if (capabilities == null || capabilities.elicitation() == null) {
      return false;
    }
    McpSchema.ClientCapabilities.Elicitation modes = capabilities.elicitation();
    return modes.form() != null || modes.url() == null;
  }
}
