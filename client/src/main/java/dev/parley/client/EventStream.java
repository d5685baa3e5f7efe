package dev.parley.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A stream of events that survives every disconnect: it is opened anew behind the last event that
/// had an id, so nothing is lost and nothing comes twice. For one reading thread; [#close] may come
/// from another.
final class EventStream implements Events {
  private final HttpCalls calls;
  private final Credentials by;
  private final String path;
  private final Queue<ServerEvent> ready = new ArrayDeque<>();

  private Optional<String> lastId;
  private EventParser parser = new EventParser();
  private final Reopening reopening;
  private long lastHeard;
  private volatile Wire.@Nullable Body stream;
  private volatile boolean closed;

  /// Makes a stream; nothing is opened yet.
  ///
  /// @param after the id behind which to begin; absent: at the beginning
  EventStream(HttpCalls calls, Credentials by, String path, Optional<String> after) {
    this.calls = calls;
    this.reopening = new Reopening(calls, "the stream cannot be opened again");
    this.by = by;
    this.path = path;
    this.lastId = after;
  }

  @Override
  public Optional<ServerEvent> next(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    while (!closed) {
      ServerEvent event = ready.poll();
      if (event != null) {
        event.id().ifPresent(id -> lastId = Optional.of(id));
        return Optional.of(event);
      }
      Duration left = Duration.ofNanos(until - System.nanoTime());
      if (left.isNegative()) {
        return Optional.empty();
      }
      try {
        advance(left);
      } catch (IOException e) {
        failed(e, left);
      }
    }
    return Optional.empty();
  }

  private void advance(Duration left) throws IOException {
    Wire.Body open = stream;
    if (open == null) {
      open();
      return;
    }
    Duration untilSilent = calls.settings().silence().minusNanos(System.nanoTime() - lastHeard);
    switch (open.next(left.compareTo(untilSilent) < 0 ? left : untilSilent)) {
      case Wire.Chunk.Bytes(byte[] bytes) -> {
        lastHeard = System.nanoTime();
        ready.addAll(parser.feed(bytes));
        if (!ready.isEmpty()) {
          reopening.succeeded();
        }
      }
      case Wire.Chunk.Ended() -> throw new IOException("the stream ended");
      case Wire.Chunk.Broken(Throwable cause) -> throw new IOException(cause);
      case Wire.Chunk.Silence() -> {
        if (System.nanoTime() - lastHeard >= calls.settings().silence().toNanos()) {
          throw new IOException("not even a heartbeat in " + calls.settings().silence());
        }
      }
    }
  }

  private void open() throws IOException {
    Call call =
        Call.read(path)
            .with(
                lastId
                    .map(id -> Map.of("Accept", "text/event-stream", "Last-Event-ID", id))
                    .orElseGet(() -> Map.of("Accept", "text/event-stream")));
    switch (calls.stream(call, by)) {
      case HttpCalls.Opened.Streaming(Wire.Body bytes) -> {
        parser = new EventParser();
        lastHeard = System.nanoTime();
        stream = bytes;
        if (closed) {
          bytes.stop();
        }
      }
      case HttpCalls.Opened.Declined(Answer answer) -> {
        if (!answer.later()) {
          throw new RefusedException(answer.refusal());
        }
        throw new IOException("status " + answer.status());
      }
    }
  }

  /// Whatever was complete has been handed out; what was cut off comes again.
  private void failed(IOException e, Duration left) {
    drop();
    reopening.failed(e, left);
  }

  private void drop() {
    Wire.Body open = stream;
    stream = null;
    if (open != null) {
      open.stop();
    }
  }

  /// Ends the stream; a waiting [#next] returns.
  @Override
  public void close() {
    closed = true;
    Wire.Body open = stream;
    if (open != null) {
      open.stop();
    }
  }
}
