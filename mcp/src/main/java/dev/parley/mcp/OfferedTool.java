package dev.parley.mcp;

import dev.parley.client.Received;
import dev.parley.client.Utterance;
import dev.parley.core.identity.AgentUri;
import dev.parley.core.identity.Hash;
import dev.parley.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// An MCP tool that one side of a session offers to the others: an entry `{type: "mcp-tool", ref,
/// tool}` in the `context` of a message (protocol section 2). Whoever signed the message stands for
/// the offer. Immutable.
///
/// @param server the MCP endpoint, the entry's `ref`
/// @param tool the tool's name there
/// @param by who offers it
/// @param position of the message that offers it
/// @param message the hash of that message
public record OfferedTool(URI server, String tool, AgentUri by, long position, Hash message) {
  /// The type of the entry.
  public static final String TYPE = "mcp-tool";

  private static final String TOOL = "tool";
  private static final int MAX_REF = 2000;

  /// What MCP asks of the names of tools.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  /// Offers a tool with something that is said.
  ///
  /// @param utterance what is said
  /// @param server the MCP endpoint, `http` or `https`
  /// @param tool the tool's name there
  /// @return the same, carrying the offer
  /// @throws IllegalArgumentException if that is no endpoint or no name of a tool
  public static Utterance offer(Utterance utterance, URI server, String tool) {
    if (endpoint(server.toString()).isEmpty() || !NAME.matcher(tool).matches()) {
      throw new IllegalArgumentException("not a tool at an MCP endpoint: " + tool + " " + server);
    }
    return utterance.carrying(TYPE, server.toString(), JsonObject.EMPTY.with(TOOL, tool));
  }

  /// Reads the offers of a message; what is no whole offer is left out.
  ///
  /// @param message any message
  /// @return in the order in which they stand there
  public static List<OfferedTool> in(Received message) {
    return message.envelope().context().stream().flatMap(e -> of(e, message).stream()).toList();
  }

  private static Optional<OfferedTool> of(JsonObject entry, Received message) {
    Optional<URI> server = entry.string("ref").flatMap(OfferedTool::endpoint);
    Optional<String> tool = entry.string(TOOL).filter(name -> NAME.matcher(name).matches());
    return entry.string("type").filter(TYPE::equals).isPresent()
            && server.isPresent()
            && tool.isPresent()
        ? Optional.of(
            new OfferedTool(
                server.get(), tool.get(), message.sender(), message.position(), message.hash()))
        : Optional.empty();
  }

  private static Optional<URI> endpoint(String text) {
    try {
      URI uri = text.length() <= MAX_REF ? URI.create(text) : URI.create("");
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null
          ? Optional.of(uri)
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Scheme, host and port of its server, by which the caller's program lets it be called or not.
  ///
  /// @return such as `https://tools.example` or `http://127.0.0.1:8080`
  public String origin() {
    return server.getScheme()
        + "://"
        + server.getHost()
        + (server.getPort() < 0 ? "" : ":" + server.getPort());
  }
}
