package dev.parley.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The one writer. It takes what has queued while the last sync ran, lingers for writes that were
/// announced, performs them in one transaction, and answers them after the commit. One write's
/// failure is its own; a failed sync ends writing for good.
final class GroupCommit implements AutoCloseable {

  /// One write's statements, run inside the batch's transaction on the writer thread.
  @FunctionalInterface
  interface Work<T> {
    T run() throws SQLException;
  }

  /// The transaction that a batch runs in. Only the writer thread calls it.
  interface Transaction {
    /// Starts; an answer other than null says why nothing may be written.
    @Nullable Unavailable begin() throws SQLException;

    /// Makes everything since `begin` durable.
    void commit() throws SQLException;

    /// Takes everything since `begin` back.
    void rollback() throws SQLException;

    /// Housekeeping after the batch has been answered.
    void settle() throws SQLException;
  }

  private static final class Write<T> {
    final int bytes;
    final Work<T> work;
    final Function<Unavailable, T> refusal;
    final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;

    Write(int bytes, Work<T> work, Function<Unavailable, T> refusal) {
      this.bytes = bytes;
      this.work = work;
      this.refusal = refusal;
    }

    void perform() throws SQLException {
      result = work.run();
    }

    void acknowledge() {
      answer.complete(Objects.requireNonNull(result));
    }

    void refuse(Unavailable unavailable) {
      answer.complete(refusal.apply(unavailable));
    }

    void fail(Throwable cause) {
      answer.completeExceptionally(new StoreFailure("the write breaks a rule of the store", cause));
    }
  }

  private final Transaction transaction;
  private final StoreLimits limits;
  private final Thread writer;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition worth = lock.newCondition();
  // Guarded by lock.
  private final ArrayDeque<Write<?>> queue = new ArrayDeque<>();
  private long queuedBytes;
  private int arrivals;
  private boolean closing;

  private volatile @Nullable Unavailable trouble;

  GroupCommit(Transaction transaction, StoreLimits limits) {
    this.transaction = transaction;
    this.limits = limits;
    this.writer =
        Thread.ofPlatform().name("parley-store-writer").daemon(true).unstarted(this::write);
  }

  void start() {
    writer.start();
  }

  <T> CompletableFuture<T> submit(int bytes, Work<T> work, Function<Unavailable, T> refusal) {
    Write<T> write = new Write<>(bytes, work, refusal);
    Unavailable refused = enqueue(write);
    if (refused != null) {
      write.refuse(refused);
    }
    return write.answer;
  }

  private @Nullable Unavailable enqueue(Write<?> write) {
    Unavailable standing = trouble;
    if (standing != null && standing.cause() == Unavailable.Cause.STOPPED) {
      return standing;
    }
    lock.lock();
    try {
      if (closing) {
        return new Unavailable(Unavailable.Cause.CLOSED, "the store is closed");
      }
      if (queue.size() >= limits.queueRows() || queuedBytes + write.bytes > limits.queueBytes()) {
        return new Unavailable(
            Unavailable.Cause.QUEUE_FULL, queue.size() + " writes, " + queuedBytes + " bytes wait");
      }
      queue.add(write);
      queuedBytes += write.bytes;
      signalWhenWorth();
      return null;
    } finally {
      lock.unlock();
    }
  }

  SessionStore.Arrival announce() {
    lock.lock();
    try {
      arrivals++;
    } finally {
      lock.unlock();
    }
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        arrived();
      }
    };
  }

  private void arrived() {
    lock.lock();
    try {
      arrivals--;
      signalWhenWorth();
    } finally {
      lock.unlock();
    }
  }

  // Waking the writer costs a thread switch, so nobody wakes it for a batch that it would go on
  // waiting with. The first write wakes it to start lingering.
  private void signalWhenWorth() {
    if (queue.size() == 1 || (!queue.isEmpty() && !worthWaiting())) {
      worth.signal();
    }
  }

  private boolean worthWaiting() {
    return arrivals > 0
        && !closing
        && queue.size() < limits.batchRows()
        && queuedBytes < limits.batchBytes();
  }

  @Nullable Unavailable trouble() {
    return trouble;
  }

  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    List<Write<?>> batch = new ArrayList<>();
    while (gather(batch)) {
      commit(batch);
      batch.clear();
    }
  }

  private boolean gather(List<Write<?>> batch) {
    lock.lock();
    try {
      while (queue.isEmpty()) {
        if (closing) {
          return false;
        }
        worth.awaitUninterruptibly();
      }
      linger();
      long bytes = 0;
      while (!queue.isEmpty()
          && batch.size() < limits.batchRows()
          && (batch.isEmpty() || bytes + queue.element().bytes <= limits.batchBytes())) {
        Write<?> next = queue.remove();
        bytes += next.bytes;
        batch.add(next);
      }
      queuedBytes -= bytes;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void linger() {
    long nanos = limits.linger().toNanos();
    while (worthWaiting() && nanos > 0) {
      try {
        nanos = worth.awaitNanos(nanos);
      } catch (InterruptedException e) {
        return; // nobody interrupts the writer but a JVM that ends: write now
      }
    }
  }

  private void commit(List<Write<?>> batch) {
    Unavailable standing = trouble;
    if (standing != null && standing.cause() == Unavailable.Cause.STOPPED) {
      refuse(batch, standing);
      return;
    }
    try {
      Unavailable forbidden = transaction.begin();
      if (forbidden != null) {
        transaction.rollback();
        trouble = forbidden;
        refuse(batch, forbidden);
        return;
      }
      for (Write<?> write : batch) {
        write.perform();
      }
      transaction.commit();
    } catch (SQLException e) {
      recover(batch, e);
      return;
    } catch (RuntimeException | Error e) {
      stop(batch, e);
      return;
    }
    trouble = null;
    batch.forEach(Write::acknowledge);
    settle();
  }

  private void recover(List<Write<?>> batch, SQLException failure) {
    SqliteFault fault = SqliteFault.of(failure);
    if (fault == SqliteFault.BROKEN) {
      stop(batch, failure);
      return;
    }
    try {
      transaction.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
      stop(batch, failure);
      return;
    }
    switch (fault) {
      case NO_SPACE -> turnAway(batch, Unavailable.Cause.DISK_FULL, failure);
      case BUSY -> turnAway(batch, Unavailable.Cause.BUSY, failure);
      case ONE_WRITE -> oneByOne(batch, failure);
      case BROKEN -> throw new AssertionError(failure); // handled above
    }
  }

  private void turnAway(List<Write<?>> batch, Unavailable.Cause cause, SQLException failure) {
    Unavailable refusal = new Unavailable(cause, words(failure));
    trouble = refusal;
    refuse(batch, refusal);
  }

  // A write that the database refuses must not take its neighbours with it: each gets a transaction
  // of its own.
  private void oneByOne(List<Write<?>> batch, SQLException failure) {
    if (batch.size() == 1) {
      batch.getFirst().fail(failure);
      return;
    }
    for (Write<?> write : batch) {
      commit(List.of(write));
    }
  }

  // After a failed sync the kernel may have dropped the pages and say so only once: a later sync
  // that returns proves nothing.
  private void stop(List<Write<?>> batch, Throwable failure) {
    Unavailable stopped =
        new Unavailable(
            Unavailable.Cause.STOPPED, "writing stopped until restart: " + words(failure));
    trouble = stopped;
    try {
      transaction.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    refuse(batch, stopped);
  }

  private void settle() {
    try {
      transaction.settle();
    } catch (SQLException e) {
      if (SqliteFault.of(e) == SqliteFault.BROKEN) {
        stop(List.of(), e);
      }
    }
  }

  private static void refuse(List<Write<?>> batch, Unavailable refusal) {
    batch.forEach(write -> write.refuse(refusal));
  }

  private static String words(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }

  /// Writes what is queued, then ends.
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      worth.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
