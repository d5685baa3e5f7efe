package dev.parley.bench.load;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.message.Format;
import dev.parley.core.msgpack.MessagePack;
import dev.parley.core.msgpack.Shapes;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One agent's WebSocket connection to one session: sends, and reads on until the node has answered
/// that. As little as it can, for the reason that [Connection] gives. Not thread-safe.
final class SocketWire implements Wire, Listening {
  private static final int BUFFER = 64 << 10;
  private static final int PATIENCE_MS = 60_000;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;

  /// Every message of a session is longer, every answer shorter.
  private static final int ANSWER_MAX = 600;

  /// Stands for a message of the session, which nobody looks into.
  private static final JsonObject MESSAGE = JsonObject.EMPTY.with("type", "message");

  private static final JsonObject PONG = JsonObject.EMPTY.with("type", "pong");

  private final Socket socket;
  private final DataInputStream in;
  private final Format format;
  private long sent;

  private SocketWire(Socket socket, InputStream in, Format format) {
    this.socket = socket;
    this.in = new DataInputStream(in);
    this.format = format;
  }

  /// Opens a connection behind the last message.
  ///
  /// @param node the node's address
  /// @param line whose it is
  /// @param talk the session
  /// @param format what its frames are
  /// @return the connection
  static SocketWire open(URI node, Line line, Talk talk, Format format) {
    try {
      Socket socket = new Socket(node.getHost(), node.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      String path = talk.path("/ws");
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + path
                      + " HTTP/1.1\r\nHost: "
                      + node.getAuthority()
                      + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                      + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      skipHead(in);
      SocketWire wire = new SocketWire(socket, in, format);
      wire.write(line.auth(path).with("lastSequence", talk.position() - 1));
      JsonObject first = wire.answer();
      if (first.string("type").filter("auth_ok"::equals).isEmpty()) {
        throw new IllegalStateException(first.toString());
      }
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 2) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the node wants no WebSocket");
      }
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
    }
  }

  @Override
  public String say(JsonObject envelope) {
    try {
      write(JsonObject.EMPTY.with("type", "send").with("envelope", envelope));
      JsonObject answer = answer();
      return answer.string("type").filter("ack"::equals).isPresent() ? "" : answer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void hear(long count) throws IOException {
    for (long heard = 0; heard < count; ) {
      switch (read().string("type").orElse("")) {
        case "message" -> heard++;
        case "heartbeat" -> write(PONG);
        default -> {} // What else the node tells is short, and nothing that is counted.
      }
    }
  }

  private JsonObject answer() throws IOException {
    while (true) {
      JsonObject frame = read();
      switch (frame.string("type").orElse("")) {
        case "ack", "error", "auth_ok" -> {
          return frame;
        }
        case "heartbeat" -> write(PONG);
        default -> {} // What happens in the session is only taken off the wire.
      }
    }
  }

  private void write(JsonObject frame) throws IOException {
    byte[] payload =
        switch (format) {
          case JSON -> CanonicalJson.bytes(frame);
          case MESSAGE_PACK -> MessagePack.write(frame, Shapes.AROUND_ENVELOPE);
        };
    byte[] all = new byte[payload.length + 14];
    all[0] = (byte) (FIN | (format == Format.JSON ? TEXT : BINARY));
    int at;
    if (payload.length <= 125) {
      all[1] = (byte) (MASKED | payload.length);
      at = 2;
    } else {
      all[1] = (byte) (MASKED | 126);
      all[2] = (byte) (payload.length >>> 8);
      all[3] = (byte) payload.length;
      at = 4;
    }
    at += 4; // A mask of zeros changes nothing.
    System.arraycopy(payload, 0, all, at, payload.length);
    socket.getOutputStream().write(all, 0, at + payload.length);
    sent += at + payload.length;
  }

  private JsonObject read() throws IOException {
    int opcode = in.readUnsignedByte() & 0xF;
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    if (opcode == CLOSE) {
      throw new IOException("the node closed");
    }
    return length > ANSWER_MAX ? MESSAGE : object(payload);
  }

  private JsonObject object(byte[] payload) {
    byte[] json =
        switch (format) {
          case JSON -> payload;
          case MESSAGE_PACK ->
              MessagePack.respell(payload, JsonLimits.MESSAGE, Shapes.AROUND_ENVELOPE)
                      instanceof MessagePack.Respelt.Json(byte[] respelt)
                  ? respelt
                  : payload;
        };
    return new Line.Reply(0, new String(json, StandardCharsets.UTF_8)).json();
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more.
    }
  }
}
