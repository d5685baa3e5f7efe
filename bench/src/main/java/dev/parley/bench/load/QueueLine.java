package dev.parley.bench.load;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import dev.parley.nats.Subjects;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One agent's connection to a NATS server for one session: queues a message, and reads on until
/// its receipt is there. It hears every message of the session meanwhile. As little of the protocol
/// of NATS as that takes, for the reason that [Connection] gives. Not thread-safe.
///
/// @spec https://docs.nats.io/reference/reference-protocols/nats-protocol The protocol of NATS
final class QueueLine implements Wire {
  private static final int BUFFER = 64 << 10;
  private static final int PATIENCE_MS = 60_000;
  private static final String CONNECT =
      "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true,\"protocol\":1}\r\n";
  private static final byte[] LINE_END = {'\r', '\n'};

  private final Socket socket;
  private final InputStream in;
  private final String submission;
  private final String receipts;
  private long attempts;
  private long sent;

  private QueueLine(Socket socket, InputStream in, AgentUri agent, Talk talk) {
    this.socket = socket;
    this.in = in;
    this.submission = Subjects.submission(talk.id().toString(), agent);
    this.receipts = Subjects.receipt(agent);
  }

  /// Opens a connection.
  ///
  /// @param server the NATS server's address
  /// @param agent whose it is
  /// @param talk the session
  /// @return the connection, listening
  static QueueLine open(URI server, AgentUri agent, Talk talk) {
    try {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      QueueLine line = new QueueLine(socket, in, agent, talk);
      String heard = Subjects.reading(agent, talk.id().toString());
      line.write(
          ascii(
              CONNECT
                  + ("SUB " + line.receipts + " 1\r\n")
                  + ("SUB " + heard + " 2\r\n")
                  + "PING\r\n"));
      while (!line.line().equals("PONG")) {
        // What the server says of itself comes first.
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String say(JsonObject envelope) {
    byte[] body = CanonicalJson.bytes(envelope);
    String attempt = Long.toString(attempts++);
    byte[] head = ascii("NATS/1.0\r\nAsp-Act: append\r\nAsp-Attempt: " + attempt + "\r\n\r\n");
    byte[] verb =
        ascii(
            "HPUB " + submission + " " + head.length + " " + (head.length + body.length) + "\r\n");
    byte[] all = new byte[verb.length + head.length + body.length + LINE_END.length];
    System.arraycopy(verb, 0, all, 0, verb.length);
    System.arraycopy(head, 0, all, verb.length, head.length);
    System.arraycopy(body, 0, all, verb.length + head.length, body.length);
    System.arraycopy(LINE_END, 0, all, all.length - LINE_END.length, LINE_END.length);
    try {
      write(all);
      return receipt(attempt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads on until the receipt is there.
  private String receipt(String attempt) throws IOException {
    while (true) {
      String[] words = line().split(" ", -1);
      switch (words[0]) {
        case "PING" -> write(ascii("PONG\r\n"));
        case "HMSG", "MSG" -> {
          int headers = words[0].equals("MSG") ? 0 : Integer.parseInt(words[words.length - 2]);
          byte[] all = in.readNBytes(Integer.parseInt(words[words.length - 1]));
          in.skipNBytes(LINE_END.length);
          if (words[1].equals(receipts) && isOf(attempt, all, headers)) {
            return refusal(new String(all, headers, all.length - headers, StandardCharsets.UTF_8));
          }
        }
        default -> throw new IOException(String.join(" ", words));
      }
    }
  }

  private static boolean isOf(String attempt, byte[] all, int headers) {
    return new String(all, 0, headers, StandardCharsets.US_ASCII)
        .lines()
        .map(field -> field.toLowerCase(Locale.ROOT).split(":", 2))
        .anyMatch(
            field ->
                field.length == 2
                    && field[0].equals("asp-attempt")
                    && field[1].strip().equals(attempt));
  }

  private static String refusal(String receipt) {
    return new Line.Reply(0, receipt)
            .json()
            .string("outcome")
            .filter("accepted"::equals)
            .isPresent()
        ? ""
        : receipt;
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    sent += bytes.length;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(120);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the NATS server has closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
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
