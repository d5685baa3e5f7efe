package dev.parley.client.transcript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Splits a stream into lines that end with LF, none longer than a limit. Not thread-safe.
final class LineReader {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final int longest;
  private final byte[] chunk = new byte[CHUNK];
  private int from;
  private int to;
  private long consumed;

  LineReader(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /// What stands next in the stream.
  sealed interface Next {
    /// A line, without its LF. A line longer than the limit is cut one byte behind it.
    final class Line implements Next {
      private final byte[] bytes;

      Line(byte[] bytes) {
        this.bytes = bytes;
      }

      byte[] bytes() {
        return bytes;
      }
    }

    /// Bytes at the end of the file without an LF.
    record Unterminated() implements Next {}

    /// Nothing.
    record EndOfFile() implements Next {}
  }

  /// How many bytes were read so far.
  long consumed() {
    return consumed - (to - from);
  }

  Next next() throws IOException {
    ByteArrayOutputStream begun = new ByteArrayOutputStream();
    while (true) {
      int end = indexOfLineFeed();
      if (end >= 0) {
        byte[] line = joined(begun, end);
        from = end + 1;
        return new Next.Line(line);
      }
      begun.write(chunk, from, to - from);
      from = to;
      if (begun.size() > longest) {
        return new Next.Line(Arrays.copyOf(begun.toByteArray(), longest + 1));
      }
      if (!fill()) {
        return begun.size() == 0 ? new Next.EndOfFile() : new Next.Unterminated();
      }
    }
  }

  private byte[] joined(ByteArrayOutputStream begun, int end) {
    if (begun.size() == 0) {
      return Arrays.copyOfRange(chunk, from, end);
    }
    begun.write(chunk, from, end - from);
    return begun.toByteArray();
  }

  private int indexOfLineFeed() {
    for (int i = from; i < to; i++) {
      if (chunk[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    int read = in.read(chunk, 0, chunk.length);
    if (read <= 0) {
      return false;
    }
    from = 0;
    to = read;
    consumed += read;
    return true;
  }
}
