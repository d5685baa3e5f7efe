package dev.parley.bench.trip;

import dev.parley.bench.load.Connection;
import dev.parley.bench.node.LaunchedJvm;
import dev.parley.bench.node.LineProcess;
import dev.parley.core.json.JsonArray;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// Hands work to an agent of A2A by JSON-RPC, and has it back done. Not thread-safe.
final class TaskCall implements Call {
  private static final List<String> FIELDS =
      List.of("Content-Type: application/json", "A2A-Version: 1.0");

  private final LineProcess process;
  private final Connection connection;
  private final String path;

  private TaskCall(LineProcess process, URI address) {
    this.process = process;
    this.connection = new Connection(address);
    this.path = address.getPath();
  }

  /// An endpoint of ours in a process of its own.
  static TaskCall ofOurs() {
    LineProcess process = LineProcess.start(LaunchedJvm.running(List.of(), TaskEndpoint.class));
    return new TaskCall(process, URI.create(process.line() + "/"));
  }

  /// An agent on the JavaScript SDK that does the same work.
  static TaskCall of(Peers.Brought peers) {
    LineProcess process = LineProcess.start(peers.script("server.mjs"));
    String base = process.line().replaceAll(".*\"base\":\"([^\"]*)\".*", "$1");
    return new TaskCall(process, URI.create(base + "/good/rpc"));
  }

  @Override
  public void once() throws IOException {
    JsonObject message =
        JsonObject.builder()
            .put("messageId", UUID.randomUUID().toString())
            .put("role", "ROLE_USER")
            .put(
                "parts", JsonArray.of(List.of(JsonObject.EMPTY.with("text", "label the pictures"))))
            .build();
    byte[] request =
        Tools.request(1, "SendMessage", JsonObject.EMPTY.with("message", message))
            .getBytes(StandardCharsets.UTF_8);
    byte[] answer = connection.exchange("POST", path, FIELDS, request).body();
    String text = new String(answer, StandardCharsets.UTF_8);
    if (!text.contains("TASK_STATE_COMPLETED") || !text.contains("second label the pictures")) {
      throw new IllegalStateException("the work is not done: " + text);
    }
  }

  @Override
  public void close() {
    connection.close();
    process.close();
  }
}
