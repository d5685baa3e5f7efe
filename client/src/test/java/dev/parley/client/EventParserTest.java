package dev.parley.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Events come out the same, however the bytes are cut.
final class EventParserTest {
  private static final String STREAM =
      ": hello\n\nid: 1\nevent: message\ndata: {\"a\":\"é\"}\n\n"
          + "data: one\ndata:two\n\nevent: empty\n\nid\rdata:\u2028x\r\rdata: crlf\r\n\r\ndata: cut";
  private static final List<ServerEvent> EVENTS =
      List.of(
          new ServerEvent("message", Optional.of("1"), "{\"a\":\"é\"}"),
          new ServerEvent("message", Optional.empty(), "one\ntwo"),
          new ServerEvent("message", Optional.of(""), "\u2028x"),
          new ServerEvent("message", Optional.empty(), "crlf"));

  @Test
  void readsEventsHoweverTheBytesAreCut() throws IOException {
    byte[] bytes = STREAM.getBytes(UTF_8);
    for (int step = 1; step <= bytes.length; step++) {
      EventParser parser = new EventParser();
      List<ServerEvent> events = new ArrayList<>();
      for (int at = 0; at < bytes.length; at += step) {
        events.addAll(
            parser.feed(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + step))));
      }
      assertThat(events).as("step %d", step).isEqualTo(EVENTS);
    }
  }

  @Test
  void refusesAnEventWithoutEnd() {
    EventParser parser = new EventParser();
    byte[] endless = new byte[64 * 1024];
    Arrays.fill(endless, (byte) 'x');
    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= EventParser.MAX_EVENT_BYTES / endless.length; i++) {
                parser.feed(endless);
              }
            })
        .isInstanceOf(IOException.class);
  }
}
