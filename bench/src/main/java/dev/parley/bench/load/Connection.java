package dev.parley.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection to a node, kept open, that carries one request after the other (HTTP/1.1). It
/// does as little as it can, so that the load comes from few cycles and the node gets the rest: the
/// JDK's client takes more for a request than the node takes to answer it. Not thread-safe.
public final class Connection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BUFFER = 16 << 10;

  private final URI node;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();
  private long sent;

  /// Prepares a connection; it is opened with the first request, and anew after a failure.
  ///
  /// @param node scheme `http`, host and port
  public Connection(URI node) {
    this.node = node;
  }

  /// An answer.
  ///
  /// @param status the HTTP status
  /// @param fields the headers, names in lower case
  /// @param body all of it
  @SuppressWarnings("ArrayRecordComponent") // Only handed through.
  public record Answer(int status, Map<String, String> fields, byte[] body) {}

  /// Sends a request and reads its answer.
  ///
  /// @param method the method
  /// @param target path and query
  /// @param fields header lines, without line ends
  /// @param body nothing for an empty one
  /// @return the answer
  /// @throws IOException when the connection breaks; whether the node has seen the request is then
  ///   not known
  public Answer exchange(String method, String target, List<String> fields, byte[] body)
      throws IOException {
    return exchange(request(method, target, fields, body));
  }

  /// Sends a request that was made before, and reads its answer.
  ///
  /// @param request from [#request]
  /// @return the answer
  /// @throws IOException as above
  public Answer exchange(byte[] request) throws IOException {
    try {
      open().getOutputStream().write(request);
      sent += request.length;
      return answer();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /// How much went over the wire so far, over all of its connections.
  ///
  /// @return bytes that were sent
  public long sent() {
    return sent;
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.setSoTimeout((int) PATIENCE.toMillis());
      open.connect(new InetSocketAddress(node.getHost(), node.getPort()));
      in = new BufferedInputStream(open.getInputStream(), BUFFER);
      socket = open;
    }
    return open;
  }

  /// Makes a request without sending it.
  ///
  /// @param method the method
  /// @param target path and query
  /// @param fields header lines, without line ends
  /// @param body nothing for an empty one
  /// @return all that goes over the wire
  public byte[] request(String method, String target, List<String> fields, byte[] body) {
    StringBuilder head = new StringBuilder(2048);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ");
    head.append(node.getAuthority()).append("\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[first.length + body.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    return all;
  }

  private Answer answer() throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.substring(9, 12));
    Map<String, String> fields = new HashMap<>();
    for (String field = line(); !field.isEmpty(); field = line()) {
      int colon = field.indexOf(':');
      fields.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
    byte[] body =
        "chunked".equals(fields.get("transfer-encoding"))
            ? chunks()
            : whole(Integer.parseInt(fields.getOrDefault("content-length", "0")));
    if ("close".equalsIgnoreCase(fields.get("connection"))) {
      close();
    }
    return new Answer(status, fields, body);
  }

  private byte[] whole(int length) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the body broke off");
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      all.writeBytes(whole(size));
      line();
    }
    line();
    return all.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException _) {
      // It is of no use any more.
    } finally {
      socket = null;
    }
  }
}
