package dev.parley.mcp;

import dev.parley.client.FoundAgent;
import dev.parley.client.ParleyException;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.message.SessionId;
import io.modelcontextprotocol.server.McpServerFeatures;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a host can read: agent cards and the transcripts of this agent's sessions. What another
/// agent's session has, and what does not exist, is not found in the same way.
///
/// @param desk the agent
record AspResources(Desk desk) {
  static final String TRANSCRIPT_TYPE = "application/asp-transcript+ndjson";

  private static final System.Logger LOG = System.getLogger(AspResources.class.getName());
  private static final Pattern CARD = Pattern.compile("asp://agents/([^/]{1,2000})/card");
  private static final Pattern TRANSCRIPT =
      Pattern.compile("asp://sessions/([0-9a-f-]{36})/transcript");

  /// What was asked for.
  ///
  /// @param type its media type
  /// @param text all of it
  record Found(String type, String text) {}

  List<McpServerFeatures.SyncResourceTemplateSpecification> templates() {
    return List.of(
        template(
            "asp://agents/{agentId}/card",
            "agent-card",
            "An agent's card as the node shows it; agentId is percent-encoded. What it says of"
                + " itself is its own word.",
            "application/json"),
        template(
            "asp://sessions/{sessionId}/transcript",
            "transcript",
            "The signed transcript of a session of yours; it holds words of the other side.",
            TRANSCRIPT_TYPE));
  }

  private McpServerFeatures.SyncResourceTemplateSpecification template(
      String uri, String name, String description, String type) {
    return new McpServerFeatures.SyncResourceTemplateSpecification(
        McpSchema.ResourceTemplate.builder(uri, name)
            .description(description)
            .mimeType(type)
            .build(),
        (_, request) -> read(request.uri()));
  }

  private McpSchema.ReadResourceResult read(String uri) {
    Found found = find(uri).orElseThrow(() -> McpError.RESOURCE_NOT_FOUND.apply(uri));
    return McpSchema.ReadResourceResult.builder(
            List.of(
                McpSchema.TextResourceContents.builder(uri, found.text())
                    .mimeType(found.type())
                    .build()))
        .build();
  }

  Optional<Found> find(String uri) {
    try {
      Matcher card = CARD.matcher(uri);
      if (card.matches()) {
        return decoded(card.group(1))
            .flatMap(AgentUri::parse)
            .flatMap(desk.agent()::card)
            .map(FoundAgent::card)
            .map(json -> new Found("application/json", CanonicalJson.text(json)));
      }
      Matcher transcript = TRANSCRIPT.matcher(uri);
      return transcript.matches()
          ? SessionId.parse(transcript.group(1))
              .map(id -> Transcripts.fetch(desk.agent(), id))
              .map(file -> new Found(TRANSCRIPT_TYPE, new String(file, StandardCharsets.UTF_8)))
          : Optional.empty();
    } catch (ParleyException e) {
      LOG.log(System.Logger.Level.DEBUG, "not found: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> decoded(String text) {
    try {
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
