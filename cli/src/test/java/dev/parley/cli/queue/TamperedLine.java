package dev.parley.cli.queue;

import dev.parley.client.Wire;
import dev.parley.core.json.JsonLimits;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.Parsed;
import dev.parley.core.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A connection on which somebody alters what is sent, and hears what is answered to that.
final class TamperedLine implements Wire.Hearing {
  private static final String BEFORE = "{\"envelope\":";
  private static final String BEHIND = ",\"type\":\"send\"}";

  private final Tampered by;
  private final Wire.Hearing hearing;
  private volatile boolean open;
  private volatile boolean listening;

  TamperedLine(Tampered by, Wire.Hearing hearing) {
    this.by = by;
    this.hearing = hearing;
  }

  /// Whether it carries messages.
  boolean isOpen() {
    return open;
  }

  Wire.Line over(Wire.Line line) {
    return new Wire.Line() {
      @Override
      public void send(Wire.Frame frame) throws IOException {
        line.send(altered(frame));
      }

      @Override
      public void close() {
        open = false;
        line.close();
      }
    };
  }

  private Wire.Frame altered(Wire.Frame frame) {
    if (!(frame instanceof Wire.Frame.Text(String text)) || !text.endsWith(BEHIND)) {
      return frame;
    }
    String envelope = text.substring(BEFORE.length(), text.length() - BEHIND.length());
    Optional<String> change = by.changed(envelope);
    listening = change.isPresent();
    return change
        .<Wire.Frame>map(other -> new Wire.Frame.Text(BEFORE + other + BEHIND))
        .orElse(frame);
  }

  @Override
  public void heard(Wire.Frame frame) {
    JsonObject json =
        frame instanceof Wire.Frame.Text(String text) ? object(text) : JsonObject.EMPTY;
    String type = json.string("type").orElse("");
    open |= type.equals("auth_ok");
    boolean answer = type.equals("ack") || type.equals("error");
    if (answer && by.losesAnswer()) {
      ended("the answer was lost");
      return;
    }
    if (answer && listening) {
      listening = false;
      by.hears(json.string("code").orElse("accepted"));
    }
    hearing.heard(frame);
  }

  private static JsonObject object(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8), JsonLimits.MESSAGE)
            instanceof Parsed.Value(JsonObject json, _)
        ? json
        : JsonObject.EMPTY;
  }

  @Override
  public void ended(String why) {
    open = false;
    hearing.ended(why);
  }
}
