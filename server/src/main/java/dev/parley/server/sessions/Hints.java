package dev.parley.server.sessions;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells readers that there may be something new. Readers look into the store, so that a lost or
/// doubled hint loses or doubles no message. A hint may bring the message that it is about, so that
/// who has read everything before need not look; a reader that is slow, or was told of something
/// else besides, looks all the same. Keeps nothing for what nobody listens to. Thread-safe.
///
/// @param <K> what can be listened to
final class Hints<K> {
  /// How many bytes of messages wait for one reader; what is more, it reads from the store. There
  /// may be as many readers as a node has streams, and all of them slow.
  static final int NEWS_BYTES = 16 << 10;

  /// Nothing stands for everything.
  private final ConcurrentMap<Optional<K>, Set<Ear>> ears = new ConcurrentHashMap<>();

  private volatile boolean silent;

  /// One listener; used by one thread at a time.
  final class Ear implements AutoCloseable {
    private final Optional<K> topic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private final Deque<Delivered> news = new ArrayDeque<>(); // guarded by lock
    private int newsBytes; // guarded by lock
    private boolean rung; // guarded by lock

    private Ear(Optional<K> topic) {
      this.topic = topic;
    }

    /// Forgets hints from before: call it before looking into the store.
    void listenAnew() {
      lock.lock();
      try {
        rung = false;
        forgetNews();
      } finally {
        lock.unlock();
      }
    }

    /// The messages that hints have brought since [#listenAnew], and since this was asked before.
    ///
    /// @return in order; empty when there is none, nothing when only the store knows
    Optional<List<Delivered>> news() {
      lock.lock();
      try {
        if (rung) {
          return Optional.empty();
        }
        List<Delivered> all = List.copyOf(news);
        forgetNews();
        return Optional.of(all);
      } finally {
        lock.unlock();
      }
    }

    /// Only under the lock.
    private void forgetNews() {
      news.clear();
      newsBytes = 0;
    }

    /// Waits for a hint since [#listenAnew].
    ///
    /// @return what is left of the time to wait; zero when it is over or the node ends
    Duration await(Duration wait) throws InterruptedException {
      long nanos = wait.toNanos();
      lock.lockInterruptibly();
      try {
        while (!rung && news.isEmpty() && !silent && nanos > 0) {
          nanos = heard.awaitNanos(nanos);
        }
        return silent ? Duration.ZERO : Duration.ofNanos(Math.max(nanos, 0));
      } finally {
        lock.unlock();
      }
    }

    /// Whether no hint will come any more.
    boolean nodeEnds() {
      return silent;
    }

    private void ring() {
      lock.lock();
      try {
        rung = true;
        forgetNews();
        heard.signal();
      } finally {
        lock.unlock();
      }
    }

    private void ring(Delivered message) {
      lock.lock();
      try {
        newsBytes += message.envelope().size();
        if (rung || newsBytes > NEWS_BYTES) {
          rung = true;
          forgetNews();
        } else {
          news.add(message);
        }
        heard.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      ears.computeIfPresent(
          topic,
          (_, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  Ear listen(K topic) {
    return listen(Optional.of(topic));
  }

  /// Listens to every hint, whatever it is about.
  Ear listenToAll() {
    return listen(Optional.empty());
  }

  private Ear listen(Optional<K> topic) {
    Ear ear = new Ear(topic);
    ears.compute(
        topic,
        (_, all) -> {
          Set<Ear> with = all == null ? ConcurrentHashMap.newKeySet() : all;
          with.add(ear);
          return with;
        });
    return ear;
  }

  void ring(K topic) {
    ring(Optional.of(topic));
    ring(Optional.empty());
  }

  /// The same with the message that is new, if there is nothing else to it. It is in the store by
  /// now.
  void ring(K topic, Optional<Delivered> message) {
    if (message.isEmpty()) {
      ring(topic);
      return;
    }
    Set<Ear> all = ears.get(Optional.of(topic));
    if (all != null) {
      all.forEach(ear -> ear.ring(message.get()));
    }
    ring(Optional.empty()); // Whoever listens to everything reads an order that only the store has.
  }

  private void ring(Optional<K> topic) {
    Set<Ear> all = ears.get(topic);
    if (all != null) {
      all.forEach(Ear::ring);
    }
  }

  /// Wakes everybody for good: the node ends.
  void silence() {
    silent = true;
    ears.values().stream().flatMap(Collection::stream).forEach(Ear::ring);
  }
}
