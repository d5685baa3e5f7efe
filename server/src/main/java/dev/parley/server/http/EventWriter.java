package dev.parley.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// Writes server-sent events: as many as there are at once, then one flush. Not thread-safe.
///
/// @spec https://html.spec.whatwg.org/multipage/server-sent-events.html Server-sent events
final class EventWriter {
  private final OutputStream out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

  EventWriter(OutputStream out) {
    this.out = out;
  }

  /// Puts an event.
  ///
  /// @param type its name
  /// @param id where a reader that comes back resumes; without one it resumes where it was
  /// @param json its data, canonical and so on one line
  void put(String type, OptionalLong id, byte[] json) {
    ascii("event: " + type + "\n");
    if (id.isPresent()) {
      ascii("id: " + id.getAsLong() + "\n");
    }
    ascii("data: ");
    pending.writeBytes(json);
    ascii("\n\n");
  }

  /// Puts a line that only people see.
  void comment(String text) {
    ascii(": " + text + "\n\n");
  }

  /// Sends what was put.
  void flush() throws IOException {
    if (pending.size() > 0) {
      pending.writeTo(out);
      pending.reset();
      out.flush();
    }
  }

  private void ascii(String text) {
    pending.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
