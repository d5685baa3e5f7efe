package dev.parley.server.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A connection on which any bytes can be sent, as no HTTP client would.
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;
  private static final int USUAL_ROOM = 64 * 1024;
  private static final int LITTLE_ROOM = 4 * 1024;

  private final Socket socket;
  private final InputStream in;

  /// An answer.
  record Reply(int status, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    String code() {
      return Json.object(body).object("error").flatMap(e -> e.string("code")).orElse("none");
    }
  }

  Wire(int port) {
    this(port, USUAL_ROOM);
  }

  private Wire(int port, int room) {
    try {
      socket = new Socket();
      socket.setReceiveBufferSize(room);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(PATIENCE_MS);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A connection on which little can wait to be read.
  static Wire withLittleRoom(int port) {
    return new Wire(port, LITTLE_ROOM);
  }

  /// A request's first line and headers, with an empty line behind them.
  static String head(String method, String path, String... headers) {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  Wire send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Wire send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says that nothing more is sent.
  Wire noMore() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next answer.
  Reply reply() {
    Reply head = headersOnly();
    try {
      return new Reply(
          head.status(), head.headers(), head.status() == 100 ? "" : body(head.headers()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next answer, which has no body.
  Reply headersOnly() {
    try {
      String[] first = line().split(" ", 3);
      Map<String, List<String>> headers = new HashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers
            .computeIfAbsent(
                line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
      return new Reply(Integer.parseInt(first[1]), headers, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String body(Map<String, List<String>> headers) throws IOException {
    if (headers.containsKey("content-length")) {
      int length = Integer.parseInt(headers.get("content-length").getFirst());
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toString(StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  /// Whatever comes until the connection ends, however it ends.
  String rest() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    byte[] chunk = new byte[64 * 1024];
    try {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        rest.write(chunk, 0, n);
      }
    } catch (SocketException _) {
      // Reset: what came before was read.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rest.toString(StandardCharsets.UTF_8);
  }

  /// The next byte.
  int octet() {
    try {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("the connection ended");
      }
      return octet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How a connection ends.
  enum End {
    /// Everything was read.
    IN_ORDER,
    /// Something that was sent was not read.
    RESET
  }

  /// Waits for the end, where nothing more comes.
  End end() {
    try {
      if (in.read() >= 0) {
        throw new AssertionError("more comes than was asked for");
      }
      return End.IN_ORDER;
    } catch (SocketException _) {
      return End.RESET;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
