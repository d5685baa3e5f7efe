package dev.parley.console.sessions;

import dev.parley.console.page.LivePart;
import dev.parley.console.page.Site;
import dev.parley.console.page.Visit;
import dev.parley.core.transcript.TranscriptLine;
import dev.parley.server.http.Answer;
import dev.parley.server.sessions.Delivered;
import dev.parley.server.sessions.Following;
import dev.parley.server.sessions.SessionReader;
import dev.parley.server.streams.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// A session as it happens: each message once it is accepted, and where the session stands then;
/// and the transcript as a file.
final class SessionStreams {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Site site;

  SessionStreams(Site site) {
    this.site = site;
  }

  /// Messages from a position on. A reader that comes back says behind which it is.
  Answer events(Visit visit, SessionReader reader) {
    long from =
        visit.call().request().header("Last-Event-ID").stream()
            .flatMap(id -> Visit.whole(id).stream())
            .map(behind -> behind + 1)
            .findFirst()
            .or(() -> visit.number("from"))
            .orElse(0L);
    return LivePart.stream(
        LivePart.EVENTS, site, visit, (out, slot) -> follow(visit, reader, from, out, slot));
  }

  private void follow(
      Visit visit, SessionReader reader, long from, OutputStream out, Streams.Slot slot)
      throws IOException, InterruptedException {
    Entries entries = new Entries(reader, site.node().verifier());
    try (Following following = reader.follow(from)) {
      while (!slot.ending()) {
        List<Delivered> messages = following.next(HEARTBEAT);
        // Asked after the wait: who signed out meanwhile is not shown what came after that.
        if (site.door().who(visit.call().request()).isEmpty()) {
          return;
        }
        if (messages.isEmpty()) {
          if (following.ended().isPresent()) {
            send(out, slot, LivePart.event("over", OptionalLong.empty(), new byte[0]));
            return;
          }
          send(out, slot, LivePart.comment());
          continue;
        }
        for (Entry entry : entries.of(messages)) {
          byte[] html = site.html().bytes("entry", entry);
          send(out, slot, LivePart.event("message", OptionalLong.of(entry.position()), html));
        }
        byte[] standing = site.html().bytes("standing", Standing.of(reader.view()));
        send(out, slot, LivePart.event("standing", OptionalLong.empty(), standing));
      }
    }
  }

  private static void send(OutputStream out, Streams.Slot slot, byte[] bytes) throws IOException {
    slot.write(
        () -> {
          out.write(bytes);
          out.flush();
        });
  }

  /// The transcript file.
  Answer transcript(Visit visit, SessionReader reader) {
    String name = "session-" + reader.view().session() + ".ndjson";
    Answer answer =
        LivePart.stream(
            TranscriptLine.MEDIA_TYPE,
            site,
            visit,
            (out, slot) -> slot.write(() -> reader.transcript(out)));
    return switch (answer) {
      case Answer.Streamed file ->
          file.with("Content-Disposition", "attachment; filename=\"" + name + "\"");
      case Answer.Whole tooMany -> tooMany;
    };
  }
}
