package dev.parley.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads events out of the bytes of a stream, however they are cut. Not thread-safe.
final class EventParser {
  /// The longest event: a message of 256 KiB as JSON, and what stands around it.
  static final int MAX_EVENT_BYTES = 1024 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder content = new StringBuilder();
  private String type = "";
  private Optional<String> id = Optional.empty();
  private boolean afterReturn;

  /// Takes more bytes.
  ///
  /// @return the events that are complete now
  /// @throws IOException if an event is larger than any can be
  List<ServerEvent> feed(byte[] bytes) throws IOException {
    List<ServerEvent> events = new ArrayList<>();
    for (byte b : bytes) {
      boolean secondHalf = afterReturn && b == '\n';
      afterReturn = b == '\r';
      if (secondHalf) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        take(line.toString(StandardCharsets.UTF_8), events);
        line.reset();
      } else {
        line.write(b);
        if (line.size() + content.length() > MAX_EVENT_BYTES) {
          throw new IOException("an event of more than " + MAX_EVENT_BYTES + " bytes");
        }
      }
    }
    return events;
  }

  private void take(String text, List<ServerEvent> events) {
    if (text.isEmpty()) {
      finish(events);
      return;
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    switch (field) {
      case "event" -> type = value;
      case "data" -> content.append(content.isEmpty() ? "" : "\n").append(value);
      case "id" -> id = Optional.of(value);
      default -> {} // A comment, or a field that has no meaning here.
    }
  }

  private void finish(List<ServerEvent> events) {
    if (!content.isEmpty()) {
      events.add(new ServerEvent(type.isEmpty() ? "message" : type, id, content.toString()));
    }
    type = "";
    id = Optional.empty();
    content.setLength(0);
  }
}
