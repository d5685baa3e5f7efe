package dev.parley.bench.trip;

import dev.parley.bench.load.Connection;
import dev.parley.bench.node.LineProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Over streamable HTTP.
final class ToolRequests implements Tools {
  private static final String LISTENS = "MCP at ";
  private static final String EVENT = "data:";

  private final LineProcess process;
  private final Connection connection;
  private final String path;
  private List<String> fields =
      List.of("Content-Type: application/json", "Accept: application/json, text/event-stream");

  private ToolRequests(LineProcess process, URI address) {
    this.process = process;
    this.connection = new Connection(address);
    this.path = address.getPath();
  }

  static ToolRequests start(ToolCalls.Caller caller) throws IOException {
    LineProcess process = LineProcess.start(caller.command("--http", "0", "--until-eof"));
    URI address = URI.create(process.line().substring(LISTENS.length()));
    ToolRequests tools = new ToolRequests(process, address);
    Connection.Answer hello = tools.post(Tools.hello());
    String session =
        Optional.ofNullable(hello.fields().get("mcp-session-id"))
            .orElseThrow(() -> new IllegalStateException("no session with the tools"));
    tools.fields =
        List.of(
            tools.fields.getFirst(),
            tools.fields.getLast(),
            "Mcp-Session-Id: " + session,
            "MCP-Protocol-Version: " + Tools.VERSION);
    tools.post(Tools.ready());
    return tools;
  }

  private Connection.Answer post(String body) throws IOException {
    return connection.exchange("POST", path, fields, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String ask(String request) throws IOException {
    String body = new String(post(request).body(), StandardCharsets.UTF_8);
    return body.lines()
        .filter(line -> line.startsWith(EVENT))
        .map(line -> line.substring(EVENT.length()))
        .filter(event -> event.contains("\"result\"") || event.contains("\"error\""))
        .findFirst()
        .orElse(body);
  }

  @Override
  public void close() {
    connection.close();
    process.close();
  }
}
