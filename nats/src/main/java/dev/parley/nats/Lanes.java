package dev.parley.nats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Does work for many sessions at once, and for each session in the order in which it came. What
/// waits is bounded by whoever hands it in. Thread-safe.
final class Lanes implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final List<BlockingQueue<Runnable>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  Lanes(int count) {
    for (int i = 0; i < count; i++) {
      BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
      queues.add(queue);
      threads.add(Thread.ofVirtual().name("parley-nats-lane-" + i).start(() -> work(queue)));
    }
  }

  private void work(BlockingQueue<Runnable> queue) {
    try {
      while (!closed) {
        queue.take().run();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void put(String session, Runnable work) {
    queues.get(Math.floorMod(session.hashCode(), queues.size())).add(work);
  }

  /// Lets what is being done finish, for a moment, and forgets what waits.
  @Override
  public void close() {
    closed = true;
    for (BlockingQueue<Runnable> queue : queues) {
      queue.clear();
      queue.add(() -> {});
    }
    try {
      for (Thread thread : threads) {
        if (!thread.join(GRACE)) {
          thread.interrupt();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
