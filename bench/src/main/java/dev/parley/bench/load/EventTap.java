package dev.parley.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One reader of a session's events over HTTP: takes them off the wire and counts. As little as it
/// can, for the reason that [Connection] gives. Not thread-safe.
final class EventTap implements Listening {
  private static final int BUFFER = 64 << 10;
  private static final int PATIENCE_MS = 60_000;

  /// How the line begins that only a message has.
  private static final byte[] NUMBER = "id: ".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final InputStream in;

  /// The part of the body under way, and where it is read next.
  private byte[] chunk = {};

  private int at;

  private EventTap(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /// Begins to listen behind the last message.
  ///
  /// @param node the node's address
  /// @param line who listens
  /// @param talk the session
  /// @return the stream, begun
  static EventTap open(URI node, Line line, Talk talk) {
    String path = talk.path("/events");
    if (!line.get(talk.path("")).good()) { // Brings a nonce that holds, too.
      throw new IllegalStateException("the session cannot be read");
    }
    List<String> fields = new ArrayList<>(line.fields("GET", path));
    fields.add("Accept: text/event-stream");
    fields.add("Last-Event-ID: " + (talk.position() - 1));
    try (Connection form = new Connection(node)) {
      Socket socket = new Socket(node.getHost(), node.getPort());
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(form.request("GET", path, fields, new byte[0]));
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      EventTap tap = new EventTap(socket, in);
      tap.head();
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head() throws IOException {
    String status = line();
    boolean chunked = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      chunked |= field.equalsIgnoreCase("Transfer-Encoding: chunked");
    }
    if (!status.startsWith("HTTP/1.1 200") || !chunked) {
      throw new IOException("no events: " + status);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the node has closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void hear(long count) throws IOException {
    for (long heard = 0; heard < count; ) {
      boolean number = true;
      int length = 0;
      for (int c = next(); c != '\n'; c = next()) {
        number &= length >= NUMBER.length || c == NUMBER[length];
        length++;
      }
      if (number && length > NUMBER.length) {
        heard++;
      }
    }
  }

  /// The next byte of the body.
  private int next() throws IOException {
    if (at == chunk.length) {
      String size = line();
      chunk = in.readNBytes(Integer.parseInt(size.isEmpty() ? line() : size, 16));
      at = 0;
      if (chunk.length == 0) {
        throw new EOFException("the events have ended");
      }
    }
    return chunk[at++];
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
