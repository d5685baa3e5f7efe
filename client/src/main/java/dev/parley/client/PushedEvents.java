package dev.parley.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// Events that come unasked, kept in order: one that was seen is dropped, and where one is missing
/// the node is asked for what lies behind the last that was seen. It is also asked at the beginning
/// and once in a while, so that losing the last one loses nothing.
final class PushedEvents implements Events {
  /// How long nothing may come before the node is asked.
  private static final Duration QUIET = Duration.ofSeconds(15);

  private final HttpCalls calls;
  private final Credentials by;
  private final String path;
  private final Wire.Pushes pushes;
  private final Duration quiet;
  private final Queue<ServerEvent> ready = new ArrayDeque<>();

  private Optional<String> lastId;
  private long next;
  private boolean missing = true;
  private long asked;
  private final Reopening reopening;
  private volatile boolean closed;

  PushedEvents(
      HttpCalls calls, Credentials by, String path, Optional<String> after, Wire.Pushes pushes) {
    this.calls = calls;
    this.reopening = new Reopening(calls, "the node cannot be asked any more");
    this.by = by;
    this.path = path;
    this.lastId = after;
    this.next = after.map(PushedEvents::number).orElse(0L);
    this.pushes = pushes;
    Duration silence = calls.settings().silence();
    this.quiet = silence.compareTo(QUIET) < 0 ? silence : QUIET;
  }

  /// The number behind the one that an id states.
  private static long number(String id) {
    return id.matches("[0-9]{1,15}") ? Long.parseLong(id) + 1 : 0;
  }

  @Override
  public Optional<ServerEvent> next(Duration wait) {
    long until = System.nanoTime() + wait.toNanos();
    while (!closed) {
      ServerEvent event = ready.poll();
      if (event != null) {
        return Optional.of(event);
      }
      Duration left = Duration.ofNanos(until - System.nanoTime());
      if (left.isNegative()) {
        return Optional.empty();
      }
      try {
        advance(left);
        reopening.succeeded();
      } catch (IOException | TransportException | NoAnswerException e) {
        failed(e, left);
      }
    }
    return Optional.empty();
  }

  private void advance(Duration left) throws IOException {
    Duration untilAsked = quiet.minusNanos(System.nanoTime() - asked);
    if (missing || !untilAsked.isPositive()) {
      ask();
      return;
    }
    Optional<Wire.Push> push = pushes.next(left.compareTo(untilAsked) < 0 ? left : untilAsked);
    if (push.isEmpty()) {
      return;
    }
    switch (push.get()) {
      case Wire.Push.Lost() -> missing = true;
      case Wire.Push.Event(_, long number, _) when number < next -> {}
      case Wire.Push.Event(_, long number, _) when number > next -> missing = true;
      case Wire.Push.Event(String type, long number, String json) -> {
        asked = System.nanoTime();
        take(new ServerEvent(type, Optional.of(Long.toString(number)), json));
      }
    }
  }

  private void take(ServerEvent event) {
    ready.add(event);
    event
        .id()
        .ifPresent(
            id -> {
              lastId = Optional.of(id);
              next = number(id);
            });
  }

  /// Fetches what lies behind the last event that was seen: some of it, until nothing is left.
  private void ask() throws IOException {
    Call call =
        Call.read(path)
            .with(
                lastId
                    .map(id -> Map.of("Accept", "text/event-stream", "Last-Event-ID", id))
                    .orElseGet(() -> Map.of("Accept", "text/event-stream")));
    Answer answer = calls.exchange(call, by);
    if (!answer.good()) {
      if (answer.later()) {
        throw new IOException("status " + answer.status());
      }
      throw new RefusedException(answer.refusal());
    }
    long before = next;
    new EventParser().feed(answer.body()).forEach(this::take);
    missing = next > before;
    asked = System.nanoTime();
  }

  private void failed(Exception e, Duration left) {
    if (closed) {
      return;
    }
    missing = true;
    reopening.failed(e, left);
  }

  @Override
  public void close() {
    closed = true;
    pushes.close();
  }
}
