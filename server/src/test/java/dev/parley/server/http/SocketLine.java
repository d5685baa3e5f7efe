package dev.parley.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A WebSocket client that can send any bytes, as no library would.
final class SocketLine implements AutoCloseable {
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;
  static final int FIN = 0x80;

  /// The example of RFC 6455, section 1.3.
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

  private final Wire wire;
  private int closedWith;

  private SocketLine(Wire wire) {
    this.wire = wire;
  }

  /// A frame of the node.
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(int opcode, byte[] payload) {}

  static String[] headers(String... more) {
    String[] all = new String[4 + more.length];
    all[0] = "Connection: Upgrade";
    all[1] = "Upgrade: websocket";
    all[2] = "Sec-WebSocket-Version: 13";
    all[3] = "Sec-WebSocket-Key: " + KEY;
    System.arraycopy(more, 0, all, 4, more.length);
    return all;
  }

  /// A connection on which nobody has shown who it is.
  static SocketLine open(Wire wire, String path) {
    Wire.Reply reply = wire.send(Wire.head("GET", path, headers())).headersOnly();
    assertThat(reply.status()).isEqualTo(101);
    assertThat(reply.header("sec-websocket-accept")).isEqualTo(ACCEPT);
    assertThat(reply.header("sec-websocket-extensions")).isEmpty();
    return new SocketLine(wire);
  }

  /// A connection of an agent.
  static SocketLine of(Stage stage, Caller by, Talk talk, Optional<Long> lastSequence) {
    SocketLine line = open(stage.wire(), talk.path("/ws"));
    line.text(auth(by, talk, lastSequence));
    assertThat(line.json().string("type")).contains("auth_ok");
    return line;
  }

  static JsonObject auth(Caller by, Talk talk, Optional<Long> lastSequence) {
    JsonObject.Builder auth =
        JsonObject.builder()
            .put("type", "auth")
            .put("token", by.token())
            .put("dpopProof", by.proof("GET", talk.path("/ws")));
    lastSequence.ifPresent(last -> auth.put("lastSequence", last));
    return auth.build();
  }

  SocketLine text(JsonObject frame) {
    return frame(FIN | TEXT, CanonicalJson.bytes(frame));
  }

  SocketLine text(String text) {
    return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  SocketLine send(JsonObject envelope) {
    return text(JsonObject.EMPTY.with("type", "send").with("envelope", envelope));
  }

  /// A masked frame.
  SocketLine frame(int first, byte[] payload) {
    return raw(first, 0x80, payload.length, payload);
  }

  /// A frame with any first byte, mask bit and length.
  SocketLine raw(int first, int maskBit, long length, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    if (length <= 125) {
      out.write(maskBit | (int) length);
    } else if (length <= 0xFFFF) {
      out.write(maskBit | 126);
      out.write((int) (length >>> 8));
      out.write((int) length);
    } else {
      out.write(maskBit | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) (length >>> shift));
      }
    }
    byte[] mask = {1, 2, 3, 4};
    if (maskBit != 0) {
      out.writeBytes(mask);
    }
    for (int i = 0; i < payload.length; i++) {
      out.write(maskBit != 0 ? payload[i] ^ mask[i % 4] : payload[i]);
    }
    wire.send(out.toByteArray());
    return this;
  }

  /// The next frame.
  Frame next() {
    int opcode = wire.octet() & 0xF;
    int length = wire.octet();
    assertThat(length & 0x80).as("the node masks nothing").isZero();
    if (length == 126) {
      length = (wire.octet() << 8) | wire.octet();
    } else if (length == 127) {
      length = 0;
      for (int i = 0; i < 8; i++) {
        length = (length << 8) | wire.octet();
      }
    }
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) wire.octet();
    }
    return new Frame(opcode, payload);
  }

  /// The next frame, which is text.
  JsonObject json() {
    Frame frame = next();
    assertThat(frame.opcode()).as(() -> describe(frame)).isEqualTo(TEXT);
    return Json.object(new String(frame.payload(), StandardCharsets.UTF_8));
  }

  /// The next frame of a type.
  JsonObject json(String type) {
    while (true) {
      JsonObject frame = json();
      if (frame.string("type").equals(Optional.of(type))) {
        return frame;
      }
    }
  }

  /// The position of the next message.
  long position() {
    return json("message").integer("position").orElseThrow();
  }

  /// The code with which the node closes, after whatever it still says.
  int closed() {
    while (closedWith == 0) {
      Frame frame = next();
      if (frame.opcode() == CLOSE) {
        closedWith = ((frame.payload()[0] & 0xff) << 8) | (frame.payload()[1] & 0xff);
      }
    }
    return closedWith;
  }

  private static String describe(Frame frame) {
    return "opcode " + frame.opcode() + ": " + new String(frame.payload(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    wire.close();
  }
}
