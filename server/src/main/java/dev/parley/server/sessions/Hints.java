package dev.parley.server.sessions;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Tells readers that there may be something new. A hint carries nothing: readers look into the
/// store, so that a lost or doubled hint loses or doubles no message. Keeps nothing for what nobody
/// listens to. Thread-safe.
///
/// @param <K> what can be listened to
final class Hints<K> {
  /// Nothing stands for everything.
  private final ConcurrentMap<Optional<K>, Set<Ear>> ears = new ConcurrentHashMap<>();

  private volatile boolean silent;

  /// One listener; used by one thread at a time.
  final class Ear implements AutoCloseable {
    private final Optional<K> topic;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private boolean rung; // guarded by lock

    private Ear(Optional<K> topic) {
      this.topic = topic;
    }

    /// Forgets hints from before: call it before looking into the store.
    void listenAnew() {
      lock.lock();
      try {
        rung = false;
      } finally {
        lock.unlock();
      }
    }

    /// Waits for a hint since [#listenAnew].
    ///
    /// @return what is left of the time to wait; zero when it is over or the node ends
    Duration await(Duration wait) throws InterruptedException {
      long nanos = wait.toNanos();
      lock.lockInterruptibly();
      try {
        while (!rung && !silent && nanos > 0) {
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
