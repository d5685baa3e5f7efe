package dev.parley.server.organization;

import dev.parley.server.store.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a web server answered, read with limits (RFC 9112). A body is read for status 200 only.
///
/// @param status three digits
/// @param headers the values of each header, by its name in lower case
/// @param body its bytes, not encoded
record HttpReply(int status, Map<String, List<String>> headers, Content body) {
  static final int OK = 200;

  private static final int HEAD_MAX = 16 * 1024;
  private static final int CONTINUED_MAX = 3;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(;.*)?");

  /// The only value of a header.
  Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  /// Reads an answer.
  ///
  /// @param in what the server sends, then its end
  /// @param most the longest body that is taken, in bytes
  static HttpReply read(InputStream in, int most) throws IOException {
    Reader reader = new Reader(in, most);
    for (int i = 0; i < CONTINUED_MAX; i++) {
      HttpReply head = reader.head();
      if (head.status >= OK) {
        return head.status == OK
            ? new HttpReply(OK, head.headers, Content.of(reader.body(head)))
            : head;
      }
    }
    throw new WebFault("no final answer");
  }

  private static final class Reader {
    private final InputStream in;
    private final int most;
    private int headLeft = HEAD_MAX;

    Reader(InputStream in, int most) {
      this.in = in;
      this.most = most;
    }

    HttpReply head() throws IOException {
      Matcher status = STATUS.matcher(line());
      if (!status.matches()) {
        throw new WebFault("no HTTP/1.1");
      }
      Map<String, List<String>> headers = new LinkedHashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        Matcher header = HEADER.matcher(line);
        if (!header.matches()) {
          throw new WebFault("a header that is none");
        }
        String name = header.group(1).toLowerCase(Locale.ROOT);
        headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(header.group(2));
      }
      return new HttpReply(Integer.parseInt(status.group(1)), headers, Content.EMPTY);
    }

    byte[] body(HttpReply head) throws IOException {
      if (head.headers.containsKey("content-encoding")
          && head.header("content-encoding").filter("identity"::equalsIgnoreCase).isEmpty()) {
        throw new WebFault("an encoding that was not asked for");
      }
      boolean transfer = head.headers.containsKey("transfer-encoding");
      boolean length = head.headers.containsKey("content-length");
      if (transfer && length) {
        throw new WebFault("two lengths");
      }
      if (transfer) {
        if (head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isEmpty()) {
          throw new WebFault("an unknown transfer encoding");
        }
        return chunks();
      }
      return length ? exactly(length(head)) : toTheEnd();
    }

    private static int length(HttpReply head) throws WebFault {
      return head.header("content-length")
          .filter(text -> LENGTH.matcher(text).matches())
          .map(Integer::parseInt)
          .orElseThrow(() -> new WebFault("a length that is none"));
    }

    private byte[] exactly(int length) throws IOException {
      requireRoom(length);
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new WebFault("it broke off");
      }
      return body;
    }

    private byte[] toTheEnd() throws IOException {
      byte[] body = in.readNBytes(most + 1);
      requireRoom(body.length);
      return body;
    }

    private byte[] chunks() throws IOException {
      byte[] body = new byte[0];
      while (true) {
        Matcher chunk = CHUNK.matcher(line());
        if (!chunk.matches()) {
          throw new WebFault("a chunk that is none");
        }
        int size = Integer.parseInt(chunk.group(1), 16);
        if (size == 0) {
          return body;
        }
        requireRoom(body.length + size);
        byte[] grown = Arrays.copyOf(body, body.length + size);
        System.arraycopy(exactly(size), 0, grown, body.length, size);
        body = grown;
        if (!line().isEmpty()) {
          throw new WebFault("a chunk that is longer than it says");
        }
      }
    }

    private void requireRoom(int length) throws WebFault {
      if (length > most) {
        throw new WebFault("more than " + most + " bytes");
      }
    }

    /// A line of a head or between chunks; all together have at most 16 KiB.
    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      while (true) {
        int next = in.read();
        if (next < 0) {
          throw new WebFault("it broke off");
        }
        if (--headLeft < 0) {
          throw new WebFault("a head that is too long");
        }
        if (next == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
          return line.substring(0, line.length() - 1);
        }
        line.append((char) next);
      }
    }
  }
}
