package dev.parley.mcp;

import dev.parley.core.json.JsonObject;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// MCP over two streams, one message a line (the transport `stdio`). Unlike the SDK's own it
/// answers a line that it cannot read with an error and goes on, and when the input ends it still
/// answers what is under way.
final class LineTransport implements McpServerTransportProvider, McpServerTransport {
  /// The longest line that is read, in bytes.
  static final int MAX_LINE = 1024 * 1024;

  /// How long answers may take once the input has ended.
  private static final Duration GRACE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(LineTransport.class.getName());

  private final InputStream in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();

  /// One party is the reader, one each message under way.
  private final Phaser underWay = new Phaser(1);

  private @Nullable McpServerSession session;

  LineTransport(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /// Reads and answers until the input ends.
  void serve() {
    McpServerSession served = session;
    if (served == null) {
      throw new IllegalStateException("no server was built on this transport");
    }
    try {
      for (Optional<byte[]> line = line(); line.isPresent(); line = line()) {
        take(served, line.get());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the input broke off: {0}", e.getMessage());
    }
    finish();
  }

  private void finish() {
    try {
      underWay.awaitAdvanceInterruptibly(
          underWay.arrive(), GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      LOG.log(System.Logger.Level.WARNING, "some calls had no answer when the input ended");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(McpServerSession served, byte[] line) throws IOException {
    if (line.length == 0) {
      return;
    }
    if (line.length > MAX_LINE) {
      refuse(McpSchema.ErrorCodes.INVALID_REQUEST, "a message of more than " + MAX_LINE + " bytes");
      return;
    }
    McpSchema.JSONRPCMessage message;
    try {
      message =
          McpSchema.deserializeJsonRpcMessage(
              SdkJson.MAPPER, new String(line, StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException _) {
      refuse(McpSchema.ErrorCodes.PARSE_ERROR, "a line that is no JSON-RPC message");
      return;
    }
    underWay.register();
    served
        .handle(message)
        .doFinally(_ -> underWay.arriveAndDeregister())
        .subscribe(
            _ -> {},
            e ->
                LOG.log(
                    System.Logger.Level.WARNING, "a message could not be handled: {0}", "" + e));
  }

  /// The next line without its end; one that is too long is one byte longer than allowed.
  private Optional<byte[]> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      if (next != '\r' && line.size() <= MAX_LINE) {
        line.write(next);
      }
      next = in.read();
    }
    return Optional.of(line.toByteArray());
  }

  /// An answer to something that has no readable id.
  private void refuse(int code, String message) throws IOException {
    write(
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":"
            + JsonObject.EMPTY.with("code", code).with("message", message)
            + "}");
  }

  private void write(String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    writing.lock();
    try {
      out.write(bytes);
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    return Mono.fromRunnable(
        () -> {
          try {
            write(SdkJson.MAPPER.writeValueAsString(message));
          } catch (IOException e) {
            throw new UncheckedIOException("the output is closed", e);
          }
        });
  }

  @Override
  public <T> T unmarshalFrom(Object value, TypeRef<T> type) {
    return SdkJson.MAPPER.convertValue(value, type);
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    session = factory.create(this);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    McpServerSession served = session;
    return served == null ? Mono.empty() : served.sendNotification(method, params);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  @Override
  public void close() {}

  @Override
  public List<String> protocolVersions() {
    return List.of(
        ProtocolVersions.MCP_2024_11_05,
        ProtocolVersions.MCP_2025_03_26,
        ProtocolVersions.MCP_2025_06_18,
        ProtocolVersions.MCP_2025_11_25);
  }
}
