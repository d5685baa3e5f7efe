package dev.parley.mcp;

import dev.parley.client.Received;
import dev.parley.client.Say;
import dev.parley.client.Session;
import dev.parley.client.WhenOvertaken;
import dev.parley.core.error.Decoded;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonBoolean;
import dev.parley.core.json.JsonObject;
import dev.parley.core.session.Bodies;
import dev.parley.core.wire.Timestamp;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/// MCP tools used from inside a session: what the others offer, called over streamable HTTP and put
/// on record. Each call becomes an INFORM `data` with the tool, its arguments, and the hash of what
/// came back, so that the transcript shows what was called and what it said. Thread-safe; one call
/// at a time.
///
/// Where an offer points is the other side's word. So only servers are called whose origin the
/// program has allowed, and no redirect is followed.
public final class SessionTools implements AutoCloseable {
  /// What is longer is recorded by its hash alone, in bytes of its canonical form.
  public static final int MAX_RECORDED = 32 * 1024;

  private static final int MANY = 16;

  private final Session session;
  private final Set<String> origins;
  private final Duration patience;
  private final InstantSource clock;
  private final Map<URI, McpSyncClient> clients = new HashMap<>();

  /// Prepares calls. Nothing is sent yet.
  ///
  /// @param session in which they are recorded
  /// @param origins the servers that may be called, such as `https://tools.example`
  /// @param patience how long one call may take
  /// @param clock tells when it was
  public SessionTools(
      Session session, Set<String> origins, Duration patience, InstantSource clock) {
    this.session = session;
    this.origins = Set.copyOf(origins);
    this.patience = patience;
    this.clock = clock;
  }

  /// What the others have offered so far.
  ///
  /// @return in the order in which it was offered
  public List<OfferedTool> offered() {
    return session.history().stream().map(OfferedTool::in).flatMap(List::stream).toList();
  }

  /// Calls a tool and records it.
  ///
  /// @param tool an offer, from [#offered]
  /// @param arguments what the tool asks for
  /// @return what came of it, with the message that says so
  /// @throws dev.parley.client.RefusedException if the call was made and the record was declined
  public synchronized ToolCall call(OfferedTool tool, JsonObject arguments) {
    String at = Timestamp.format(Timestamp.whole(clock.instant()));
    ToolCall.Outcome outcome = outcome(tool, arguments);
    JsonObject facts =
        described(tool, arguments).with("calledAt", at).with("outcome", word(outcome));
    JsonObject recorded =
        switch (outcome) {
          case ToolCall.Outcome.Answered(JsonObject result, Hash hash) ->
              whole(facts, "result", result).with("resultHash", hash.text());
          case ToolCall.Outcome.Failed _ -> facts;
        };
    Received said =
        session
            .send(
                Say.inform("data", recorded)
                    .carrying(OfferedTool.TYPE, tool.server().toString(), named(tool)),
                WhenOvertaken.repeat(MANY))
            .orThrow();
    return new ToolCall(tool, outcome, said);
  }

  private static JsonObject named(OfferedTool tool) {
    return JsonObject.EMPTY.with("tool", tool.tool());
  }

  private static JsonObject described(OfferedTool tool, JsonObject arguments) {
    JsonObject offer =
        JsonObject.EMPTY
            .with("by", tool.by().text())
            .with("position", tool.position())
            .with("hash", tool.message().text());
    return whole(
            JsonObject.EMPTY
                .with("tool", tool.tool())
                .with("server", tool.server().toString())
                .with("offer", offer),
            "arguments",
            arguments)
        .with("argumentsHash", Bodies.hash(arguments).text());
  }

  private static JsonObject whole(JsonObject facts, String name, JsonObject value) {
    return CanonicalJson.bytes(value).length <= MAX_RECORDED ? facts.with(name, value) : facts;
  }

  private static String word(ToolCall.Outcome outcome) {
    return switch (outcome) {
      case ToolCall.Outcome.Answered(JsonObject result, _) ->
          JsonBoolean.TRUE.equals(result.get("isError")) ? "error" : "answered";
      case ToolCall.Outcome.Failed(String reason) -> reason;
    };
  }

  private ToolCall.Outcome outcome(OfferedTool tool, JsonObject arguments) {
    if (!origins.contains(tool.origin())) {
      return new ToolCall.Outcome.Failed("refused");
    }
    try {
      McpSchema.CallToolResult result =
          client(tool.server())
              .callTool(
                  McpSchema.CallToolRequest.builder(tool.tool())
                      .arguments(SdkJson.map(arguments))
                      .build());
      return SdkJson.object(result) instanceof Decoded.Valid<JsonObject>(JsonObject json)
          ? new ToolCall.Outcome.Answered(json, Bodies.hash(json))
          : new ToolCall.Outcome.Failed("unreadable");
    } catch (McpError _) {
      return new ToolCall.Outcome.Failed("refused");
    } catch (RuntimeException e) {
      forget(tool.server());
      return new ToolCall.Outcome.Failed(late(e) ? "timeout" : "unreachable");
    }
  }

  private static boolean late(Throwable e) {
    return e instanceof TimeoutException || (e.getCause() != null && late(e.getCause()));
  }

  private McpSyncClient client(URI server) {
    McpSyncClient known = clients.get(server);
    if (known != null) {
      return known;
    }
    URI origin = server.resolve("/");
    String path =
        server.getRawPath() + (server.getRawQuery() == null ? "" : "?" + server.getRawQuery());
    McpSyncClient client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(origin.toString())
                    .jsonMapper(SdkJson.MAPPER)
                    .endpoint(path)
                    .customizeClient(http -> http.followRedirects(HttpClient.Redirect.NEVER))
                    .build())
            .clientInfo(McpSchema.Implementation.builder("parley", "0.1.0").build())
            .requestTimeout(patience)
            .initializationTimeout(patience)
            .build();
    client.initialize();
    clients.put(server, client);
    return client;
  }

  private void forget(URI server) {
    McpSyncClient client = clients.remove(server);
    if (client != null) {
      client.close();
    }
  }

  /// Ends the connections to the tools; the session goes on.
  @Override
  public synchronized void close() {
    clients.values().forEach(McpSyncClient::close);
    clients.clear();
  }
}
