package dev.parley.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import java.io.InputStream;
import java.io.OutputStream;

/// An agent's tools for the host that has started this process: MCP on standard input and output.
public final class McpOverStreams {
  private McpOverStreams() {}

  /// Serves until the input ends.
  ///
  /// @param desk the agent; not closed
  /// @param in what the host says
  /// @param out what it hears; nothing else may be written there
  public static void serve(Desk desk, InputStream in, OutputStream out) {
    LineTransport transport = new LineTransport(in, out);
    McpSyncServer server = AspServer.equip(McpServer.sync(transport), desk).build();
    try {
      transport.serve();
    } finally {
      server.close();
    }
  }
}
