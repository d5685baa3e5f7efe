package dev.parley.nats;

import dev.parley.client.Wire;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.NUID;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The answers to one agent's requests: in parts, on subjects that only this connection listens to.
/// Thread-safe.
final class Replies implements AutoCloseable {
  private static final int MOST_BYTES = 32 * 1024 * 1024;
  private static final int NOBODY_LISTENS = 503;

  private final Connection connection;
  private final Dispatcher dispatcher;
  private final String prefix;
  private final Map<String, Parts> waiting = new ConcurrentHashMap<>();

  Replies(Connection connection, String inboxPrefix) {
    this.connection = connection;
    this.prefix = inboxPrefix + NUID.nextGlobal() + ".";
    this.dispatcher = connection.createDispatcher(this::take);
    dispatcher.subscribe(prefix + "*");
  }

  private void take(Message message) {
    Parts parts = waiting.get(message.getSubject().substring(prefix.length()));
    if (parts != null) {
      parts.queue.add(message);
    }
  }

  /// Room for one answer; close it.
  Parts expect() {
    Parts parts = new Parts(NUID.nextGlobal());
    waiting.put(parts.id, parts);
    return parts;
  }

  /// The parts of one answer. For one reading thread; [#stop] may come from another.
  final class Parts implements Wire.Body {
    private final String id;
    private final BlockingQueue<Message> queue = new LinkedBlockingQueue<>();
    private long next;
    private boolean ended;
    private volatile boolean stopped;
    private byte[] begun = new byte[0];

    private Parts(String id) {
      this.id = id;
    }

    /// Where the answer has to go.
    String subject() {
      return prefix + id;
    }

    /// The first part, with what is said of the whole.
    Wire.Incoming open(Duration wait) throws IOException {
      Message first = poll(wait);
      if (first.isStatusMessage()) {
        stop();
        throw new IOException(
            first.getStatus().getCode() == NOBODY_LISTENS
                ? "no node listens on this queue"
                : "the queue says " + first.getStatus().getMessage());
      }
      int status =
          Field.number(first, Field.STATUS)
              .filter(s -> s >= 100 && s < 600)
              .orElseThrow(() -> new IOException("an answer without a status"))
              .intValue();
      begun = accept(first);
      return new Wire.Incoming(status, headers(first), this);
    }

    /// All of it.
    Wire.Reply whole(Duration wait) throws IOException {
      long until = System.nanoTime() + wait.toNanos();
      try {
        Wire.Incoming opened = open(wait);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
          switch (next(Duration.ofNanos(Math.max(0, until - System.nanoTime())))) {
            case Wire.Chunk.Bytes(byte[] bytes) -> {
              out.writeBytes(bytes);
              if (out.size() > MOST_BYTES) {
                throw new IOException("an answer of more than " + MOST_BYTES + " bytes");
              }
            }
            case Wire.Chunk.Ended() -> {
              return new Wire.Reply(opened.status(), opened.headers(), out.toByteArray());
            }
            case Wire.Chunk.Broken(Throwable cause) -> throw new IOException(cause);
            case Wire.Chunk.Silence() ->
                throw new HttpTimeoutException("the answer does not end in " + wait);
          }
        }
      } finally {
        stop();
      }
    }

    private Message poll(Duration wait) throws IOException {
      try {
        Message message = queue.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        if (message == null) {
          stop();
          throw new HttpTimeoutException("no answer in " + wait);
        }
        return message;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for an answer", e);
      }
    }

    /// The bytes of a part at its place.
    private byte[] accept(Message part) throws IOException {
      if (Field.number(part, Field.PART).orElse(-1L) != next) {
        throw new IOException("a part of the answer is missing");
      }
      next++;
      ended = Field.of(part, Field.END).isPresent();
      return part.getData();
    }

    @Override
    public Wire.Chunk next(Duration wait) {
      if (begun.length > 0) {
        byte[] bytes = begun;
        begun = new byte[0];
        return new Wire.Chunk.Bytes(bytes);
      }
      if (ended || stopped) {
        return new Wire.Chunk.Ended();
      }
      try {
        Message message = queue.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        if (message == null) {
          return new Wire.Chunk.Silence();
        }
        byte[] bytes = accept(message);
        return bytes.length > 0 ? new Wire.Chunk.Bytes(bytes) : next(wait);
      } catch (IOException e) {
        return new Wire.Chunk.Broken(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Wire.Chunk.Broken(e);
      }
    }

    @Override
    public void stop() {
      stopped = true;
      waiting.remove(id);
    }
  }

  private static HttpHeaders headers(Message message) {
    Map<String, List<String>> fields = new HashMap<>();
    for (String name : message.getHeaders().keySet()) {
      fields.put(name, Field.all(message, name));
    }
    return HttpHeaders.of(fields, (_, _) -> true);
  }

  @Override
  public void close() {
    waiting.clear();
    if (dispatcher.isActive()) {
      connection.closeDispatcher(dispatcher);
    }
  }
}
