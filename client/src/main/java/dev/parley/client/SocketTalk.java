package dev.parley.client;

import dev.parley.core.error.ErrorCode;
import dev.parley.core.json.CanonicalJson;
import dev.parley.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongConsumer;

/// One connection of a session: frames by number there, frames in order back. Heartbeats are
/// answered here, and whoever sends waits for the answer to what it has sent. Thread-safe.
final class SocketTalk implements Wire.Hearing {
  /// How much may wait to be read before the node is made to wait.
  private static final int WAITING_MAX = 256;

  private static final JsonObject PONG = JsonObject.EMPTY.with("type", "pong");

  private final Function<Wire.Frame, JsonObject> reader;
  private final BlockingQueue<Optional<JsonObject>> waiting =
      new LinkedBlockingQueue<>(WAITING_MAX);
  private final Map<Long, CompletableFuture<JsonObject>> pending = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final CompletableFuture<Outgoing> begun = new CompletableFuture<>();
  private long sent; // guarded by lock
  private volatile boolean over;
  private volatile String why = "the connection ended";
  private volatile long heardAt = System.nanoTime();

  private record Outgoing(Wire.Line line, Function<JsonObject, Wire.Frame> writer) {}

  SocketTalk(Function<Wire.Frame, JsonObject> reader) {
    this.reader = reader;
  }

  void begins(Wire.Line line, Function<JsonObject, Wire.Frame> writer) {
    begun.complete(new Outgoing(line, writer));
  }

  /// For how long nothing has come.
  Duration quietFor() {
    return Duration.ofNanos(System.nanoTime() - heardAt);
  }

  /// The next frame that is no answer.
  ///
  /// @throws IOException when nothing more comes
  Optional<JsonObject> next(Duration wait) throws IOException {
    try {
      Optional<JsonObject> frame = waiting.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
      if (frame != null && frame.isPresent()) {
        return frame;
      }
      if (frame != null || (over && waiting.isEmpty())) {
        throw new IOException(why);
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      throw NoAnswerException.interrupted(e);
    }
  }

  /// Sends a frame.
  ///
  /// @return its number, counted from 0
  long send(JsonObject frame) throws IOException {
    return send(frame, _ -> {});
  }

  /// @param numbered told the frame's number before it is sent
  private long send(JsonObject frame, LongConsumer numbered) throws IOException {
    Outgoing out = begun.resultNow();
    lock.lock();
    try {
      long number = sent++;
      numbered.accept(number);
      out.line().send(out.writer().apply(frame));
      return number;
    } finally {
      lock.unlock();
    }
  }

  /// Sends an envelope and waits for the answer to it.
  ///
  /// @return nothing when nobody knows whether it was accepted
  Optional<Answer> say(JsonObject envelope, Duration wait) {
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    AtomicLong asked = new AtomicLong(-1);
    try {
      send(
          JsonObject.EMPTY.with("type", "send").with("envelope", envelope),
          number -> {
            asked.set(number);
            pending.put(number, answer);
          });
      if (over) {
        return Optional.empty();
      }
      return Optional.of(answer(envelope, answer.get(wait.toMillis(), TimeUnit.MILLISECONDS)));
    } catch (InterruptedException e) {
      throw NoAnswerException.interrupted(e);
    } catch (IOException | ExecutionException | TimeoutException _) {
      return Optional.empty();
    } finally {
      pending.remove(asked.get());
    }
  }

  /// The answer that a request would have had.
  private static Answer answer(JsonObject envelope, JsonObject frame) {
    if (frame.string("type").equals(Optional.of("ack"))) {
      JsonObject delivered =
          JsonObject.builder()
              .put("position", frame.integer("position").orElse(-1))
              .put("acceptedAt", frame.string("acceptedAt").orElse(""))
              .put("envelope", envelope)
              .build();
      return new Answer(201, headers(Map.of()), CanonicalJson.bytes(delivered));
    }
    NodeRefusal refusal = SessionSocket.refusal(frame);
    int status = refusal.code() instanceof ErrorCode code ? code.httpStatus() : 422;
    JsonObject error =
        JsonObject.builder()
            .put("code", refusal.code().wire())
            .put("message", refusal.message())
            .put("details", refusal.details())
            .build();
    return new Answer(
        status,
        headers(
            refusal
                .retryAfter()
                .map(wait -> Map.of("Retry-After", List.of(Long.toString(wait.toSeconds() + 1))))
                .orElse(Map.of())),
        CanonicalJson.bytes(JsonObject.EMPTY.with("error", error)));
  }

  private static HttpHeaders headers(Map<String, List<String>> fields) {
    return HttpHeaders.of(fields, (_, _) -> true);
  }

  @Override
  public void heard(Wire.Frame frame) {
    heardAt = System.nanoTime();
    JsonObject json = reader.apply(frame);
    try {
      switch (json.string("type").orElse("")) {
        case "heartbeat" -> send(PONG);
        case "ack" -> answered(json);
        case "error" -> {
          if (!answered(json)) {
            waiting.put(Optional.of(json));
          }
        }
        default -> waiting.put(Optional.of(json));
      }
    } catch (IOException e) {
      ended(e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered(JsonObject json) {
    CompletableFuture<JsonObject> asked = pending.remove(json.integer("frame").orElse(-1));
    return asked != null && asked.complete(json);
  }

  @Override
  public void ended(String reason) {
    why = reason;
    over = true;
    pending.values().forEach(answer -> answer.completeExceptionally(new IOException(reason)));
    var _ = waiting.offer(Optional.empty()); // Who waits is woken; when it is full, nobody waits.
  }

  void close() {
    ended("closed");
    if (begun.isDone()) {
      begun.resultNow().line().close();
    }
  }
}
