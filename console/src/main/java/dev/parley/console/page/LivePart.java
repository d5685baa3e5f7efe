package dev.parley.console.page;

import dev.parley.server.http.Answer;
import dev.parley.server.streams.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Parts of a page that are written anew while somebody looks, as server-sent events.
public final class LivePart {
  /// The media type of server-sent events.
  public static final String EVENTS = "text/event-stream";

  private static final int BEATS_OF_SILENCE = 15;

  private LivePart() {}

  /// A part that is looked at again and again, and sent when it has changed.
  ///
  /// @param beat how often
  /// @param site what it stands on
  /// @param visit who looks
  /// @param event its name
  /// @param part writes it
  /// @return the stream
  public static Answer every(
      Duration beat, Site site, Visit visit, String event, Supplier<byte[]> part) {
    return stream(
        EVENTS,
        site,
        visit,
        (out, slot) -> {
          byte[] last = {};
          int silent = 0;
          while (!slot.ending() && site.door().who(visit.call().request()).isPresent()) {
            byte[] now = part.get();
            if (!Arrays.equals(last, now)) {
              slot.write(() -> send(out, event(event, OptionalLong.empty(), now)));
              last = now;
              silent = 0;
            } else if (++silent % BEATS_OF_SILENCE == 0) {
              slot.write(() -> send(out, comment()));
            }
            Thread.sleep(beat);
          }
        });
  }

  /// Writes events until there is no more to say.
  @FunctionalInterface
  public interface Writing {
    /// Writes.
    ///
    /// @param out where to
    /// @param slot the right to it: writes go through it
    /// @throws IOException when the reader is gone
    /// @throws InterruptedException when the thread is interrupted
    void to(OutputStream out, Streams.Slot slot) throws IOException, InterruptedException;
  }

  /// A stream.
  ///
  /// @param type its media type
  /// @param site what it stands on
  /// @param visit who looks
  /// @param writing writes it
  /// @return the stream, or that too many are open
  public static Answer stream(String type, Site site, Visit visit, Writing writing) {
    Optional<Streams.Slot> slot = site.streams().take("console of " + visit.person().name());
    return slot.isEmpty()
        ? site.html()
            .sorry(503, Optional.of(visit.who()), "Too many pages", "Close some of them.")
            .with("Retry-After", "5")
        : Answer.streamed(type, new Flow(slot.get(), writing));
  }

  private record Flow(Streams.Slot slot, Writing writing) implements Answer.Flow {
    @Override
    public void write(OutputStream out) throws IOException {
      try {
        writing.to(out, slot);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      slot.close();
    }
  }

  /// One event.
  ///
  /// @param name its name
  /// @param id where a reader that comes back resumes
  /// @param html what it carries
  /// @return its bytes
  public static byte[] event(String name, OptionalLong id, byte[] html) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(html.length + 128);
    out.writeBytes(("event: " + name + "\n").getBytes(StandardCharsets.US_ASCII));
    id.ifPresent(at -> out.writeBytes(("id: " + at + "\n").getBytes(StandardCharsets.US_ASCII)));
    for (String line : new String(html, StandardCharsets.UTF_8).split("\\R", -1)) {
      out.writeBytes(("data: " + line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    out.write('\n');
    return out.toByteArray();
  }

  /// What keeps a connection open that has nothing to say.
  ///
  /// @return its bytes
  public static byte[] comment() {
    return ": still here\n\n".getBytes(StandardCharsets.US_ASCII);
  }

  private static void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }
}
