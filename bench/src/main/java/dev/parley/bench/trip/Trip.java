package dev.parley.bench.trip;

import dev.parley.bench.load.Latencies;

/// A call there and back.
///
/// @param route which
/// @param took how long, each time
public record Trip(Route route, Latencies took) {

  /// Between whom, and what.
  public enum Route {
    /// What the others are compared with.
    HEALTH("`GET /health` of a node: the probe"),
    /// A tool that answers from the memory of `parley mcp`.
    READ_OVER_STREAMS("MCP, `asp_read` over standard input and output"),
    /// The same, carried by HTTP.
    READ_OVER_HTTP("MCP, `asp_read` over streamable HTTP"),
    /// A tool that asks the node.
    TRUST_OVER_STREAMS("MCP, `asp_trust`, which asks the node, over standard input and output"),
    /// The same, carried by HTTP.
    TRUST_OVER_HTTP("MCP, `asp_trust` over streamable HTTP"),
    /// A task of an agent of ours.
    OUR_TASK("A2A, `SendMessage` to an endpoint of ours"),
    /// The same work of an agent on the JavaScript SDK of A2A.
    THEIR_TASK("A2A, `SendMessage` to the server of the JavaScript SDK");

    private final String title;

    Route(String title) {
      this.title = title;
    }

    /// How it is called.
    ///
    /// @return in Markdown
    public String title() {
      return title;
    }
  }
}
