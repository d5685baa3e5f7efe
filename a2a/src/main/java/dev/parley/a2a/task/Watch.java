package dev.parley.a2a.task;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Somebody who watches a task. Who reads too slowly is cut off, and can look again: the first
/// event is always the task as it stands.
public final class Watch implements AutoCloseable {
  private static final int AHEAD = 256;

  /// With room for the end.
  private final BlockingQueue<Next> ahead = new ArrayBlockingQueue<>(AHEAD + 1);

  private final Consumer<Watch> leaves;
  private boolean over;

  Watch(Consumer<Watch> leaves) {
    this.leaves = leaves;
  }

  /// What can come.
  public sealed interface Next {
    /// Something happened.
    ///
    /// @param event what
    record Happened(TaskEvent event) implements Next {}

    /// Nothing yet.
    record Silence() implements Next {}

    /// Nothing follows.
    record Over() implements Next {}
  }

  synchronized void hear(TaskEvent event) {
    if (over) {
      return;
    }
    if (ahead.size() < AHEAD) {
      ahead.add(new Next.Happened(event));
    } else {
      end();
    }
  }

  synchronized void end() {
    if (!over) {
      over = true;
      ahead.add(new Next.Over());
    }
  }

  /// The next event. Nothing follows once nothing follows.
  ///
  /// @param wait how long to wait for one
  /// @return what came
  /// @throws InterruptedException if the thread is interrupted
  public Next next(Duration wait) throws InterruptedException {
    Next next = ahead.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    return next == null ? new Next.Silence() : next;
  }

  @Override
  public void close() {
    end();
    leaves.accept(this);
  }
}
