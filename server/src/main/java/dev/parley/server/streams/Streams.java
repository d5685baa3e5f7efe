package dev.parley.server.streams;

import dev.parley.core.identity.AgentUri;
import dev.parley.server.auth.AccessTokens;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The open streams of a node: how many there may be, and an end for those whose reader takes
/// nothing. No stream gets older than a token can get: who may no longer read soon does no longer.
/// A reader that was cut off comes back with its cursor and misses nothing. Thread-safe.
public final class Streams {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  private final int most;
  private final int mostPerAgent;
  private final Duration stall;
  private final LongSupplier nanos;
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Integer> perReader = new ConcurrentHashMap<>();
  private final Set<Slot> open = ConcurrentHashMap.newKeySet();
  private volatile boolean ending;

  /// Starts with none open.
  ///
  /// @param most how many there may be
  /// @param mostPerAgent how many of one agent
  /// @param stall how long a write may take
  /// @param nanos a clock that never goes back, in nanoseconds
  public Streams(int most, int mostPerAgent, Duration stall, LongSupplier nanos) {
    this.most = most;
    this.mostPerAgent = mostPerAgent;
    this.stall = stall;
    this.nanos = nanos;
  }

  /// The right to one stream. Thread-safe.
  public final class Slot implements AutoCloseable {
    private final String reader;
    private final long opened = nanos.getAsLong();
    private @Nullable Thread writer; // guarded by this
    private long since; // guarded by this
    private boolean closed; // guarded by this

    private Slot(String reader) {
      this.reader = reader;
    }

    /// Writes, and is cut off when that takes too long. One writer at a time.
    ///
    /// @param writing what writes
    /// @throws IOException when it does
    public void write(Writing writing) throws IOException {
      synchronized (this) {
        writer = Thread.currentThread();
        since = nanos.getAsLong();
      }
      try {
        writing.run();
      } finally {
        synchronized (this) {
          writer = null;
        }
      }
    }

    /// Whether the stream should end: the node does, or it is as old as a token can be.
    ///
    /// @return true for an end
    public boolean ending() {
      return ending || nanos.getAsLong() - opened >= AccessTokens.LIFE.toNanos();
    }

    /// An interrupt closes the socket on which a virtual thread is stuck.
    private synchronized boolean cutOffIfStuck(long now) {
      if (writer == null || now - since < stall.toNanos()) {
        return false;
      }
      writer.interrupt();
      writer = null;
      return true;
    }

    @Override
    public void close() {
      synchronized (this) {
        if (closed) {
          return;
        }
        closed = true;
      }
      open.remove(this);
      count.decrementAndGet();
      perReader.computeIfPresent(reader, (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /// Something that writes.
  @FunctionalInterface
  public interface Writing {
    /// Writes.
    ///
    /// @throws IOException when the reader is gone
    void run() throws IOException;
  }

  /// A slot for one more stream.
  ///
  /// @param agent whose
  /// @return empty when the node, or the agent, has as many as it may have
  public Optional<Slot> take(AgentUri agent) {
    return take(agent.text());
  }

  /// A slot for one more stream of somebody who is no agent.
  ///
  /// @param reader who, unlike any agent's name
  /// @return empty when the node, or the reader, has as many as it may have
  public Optional<Slot> take(String reader) {
    if (ending) {
      return Optional.empty();
    }
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return Optional.empty();
    }
    int mine = perReader.merge(reader, 1, Integer::sum);
    Slot slot = new Slot(reader);
    open.add(slot);
    if (mine > mostPerAgent) {
      slot.close();
      return Optional.empty();
    }
    return Optional.of(slot);
  }

  /// Ends the streams whose readers have taken nothing for too long.
  ///
  /// @return how many
  public int cutOffStuck() {
    long now = nanos.getAsLong();
    int cut = 0;
    for (Slot slot : open) {
      if (slot.cutOffIfStuck(now)) {
        LOG.warn("cut off a stream of {}: its reader took nothing for {}", slot.reader, stall);
        cut++;
      }
    }
    return cut;
  }

  /// How many are open.
  ///
  /// @return 0 or more
  public int count() {
    return count.get();
  }

  /// Lets no more in; those that run are to end by themselves.
  public void end() {
    ending = true;
  }
}
