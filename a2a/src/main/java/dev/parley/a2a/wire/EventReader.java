package dev.parley.a2a.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads server-sent events: of each the content only, since A2A uses nothing else. Not
/// thread-safe.
public final class EventReader {
  /// The longest event, in bytes.
  public static final int MOST = 1024 * 1024;

  private final InputStream in;

  /// A reader.
  ///
  /// @param in the body of an answer
  public EventReader(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /// The next event.
  ///
  /// @return its content; nothing at the end of the stream. What stands behind the last blank line
  ///   is no event
  /// @throws IOException if the stream breaks off, or an event is too long
  public Optional<String> next() throws IOException {
    StringBuilder content = new StringBuilder();
    for (Optional<String> line = line(MOST); line.isPresent(); ) {
      String text = line.get();
      if (text.isEmpty() && !content.isEmpty()) {
        return Optional.of(content.toString());
      }
      if (text.startsWith("data:")) {
        String value = text.substring("data:".length());
        content
            .append(content.isEmpty() ? "" : "\n")
            .append(value.startsWith(" ") ? value.substring(1) : value);
      }
      line = line(MOST - content.length());
    }
    return Optional.empty();
  }

  private Optional<String> line(int most) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        String text = out.toString(StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
      }
      out.write(b);
      if (out.size() > most) {
        throw new IOException("an event of more than " + MOST + " bytes");
      }
    }
    return Optional.empty();
  }
}
