package dev.parley.server.store;

import static dev.parley.server.store.Unavailable.Cause.BUSY;
import static dev.parley.server.store.Unavailable.Cause.CLOSED;
import static dev.parley.server.store.Unavailable.Cause.DISK_FULL;
import static dev.parley.server.store.Unavailable.Cause.QUEUE_FULL;
import static dev.parley.server.store.Unavailable.Cause.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// How the writer batches, and what it does with each kind of failure.
final class GroupCommitTest {
  private static final StoreLimits LIMITS =
      new StoreLimits(8, 1_000, Duration.ofMinutes(10), 20, 5_000, 1, 1);

  private final Recorded transaction = new Recorded();
  private final GroupCommit commits = new GroupCommit(transaction, LIMITS);

  @AfterEach
  void close() {
    transaction.gate.countDown();
    commits.close();
  }

  @Test
  void answersOnlyAfterTheCommit() {
    CompletableFuture<String> answer = write("a");
    commits.start();
    transaction.awaitCommit();
    assertThat(answer).as("the commit is still running").isNotDone();
    transaction.gate.countDown();
    assertThat(answer.join()).isEqualTo("a");
  }

  @Test
  void takesWhatQueuedWhileTheLastSyncRan() {
    CompletableFuture<String> first = write("a");
    commits.start();
    transaction.awaitCommit();
    List<CompletableFuture<String>> queued =
        IntStream.range(0, 5).mapToObj(i -> write("b" + i)).toList();
    transaction.gate.countDown();
    first.join();
    queued.forEach(CompletableFuture::join);
    assertThat(transaction.batches).containsExactly(1, 5);
  }

  @Test
  void boundsABatchByRows() {
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 20).mapToObj(i -> write("a" + i)).toList();
    start();
    answers.forEach(CompletableFuture::join);
    assertThat(transaction.batches).containsExactly(8, 8, 4);
  }

  @Test
  void boundsABatchByBytesButLetsASingleLargerWriteThrough() {
    List<CompletableFuture<String>> answers =
        List.of(write("a", 600), write("b", 600), write("c", 2_000), write("d", 400));
    start();
    answers.forEach(CompletableFuture::join);
    assertThat(transaction.batches).containsExactly(1, 1, 1, 1);
  }

  @Test
  void lingersForAnAnnouncedWrite() {
    SessionStore.Arrival arrival = commits.announce();
    CompletableFuture<String> first = write("a");
    start();
    CompletableFuture<String> second = write("b");
    arrival.close();
    first.join();
    second.join();
    assertThat(transaction.batches).containsExactly(2);
  }

  @Test
  void lingersNoMoreOnceNobodyIsAnnouncedOrTheBatchIsFull() {
    SessionStore.Arrival never = commits.announce();
    start();
    List<CompletableFuture<String>> answers =
        IntStream.range(0, 8).mapToObj(i -> write("a" + i)).toList();
    answers.forEach(CompletableFuture::join);
    assertThat(transaction.batches).as("the limit for lingering is ten minutes").containsExactly(8);
    never.close();
    write("b").join();
  }

  @Test
  void refusesWhenTooManyOrTooLargeWritesWait() {
    List<CompletableFuture<String>> waiting =
        IntStream.range(0, 20).mapToObj(i -> write("a" + i)).toList();
    assertThat(write("one too many").join()).isEqualTo(QUEUE_FULL.name());
    start();
    waiting.forEach(answer -> assertThat(answer.join()).startsWith("a"));
    assertThat(write("b").join()).isEqualTo("b");
    assertThat(write("too large", 5_001).join()).isEqualTo(QUEUE_FULL.name());
  }

  @Test
  void aFailedSyncEndsWritingForGood() {
    transaction.commitFailures.add(SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    List<CompletableFuture<String>> batch = List.of(write("a"), write("b"));
    start();
    batch.forEach(answer -> assertThat(answer.join()).isEqualTo(STOPPED.name()));
    assertThat(write("later, when syncs would succeed").join()).isEqualTo(STOPPED.name());
    assertThat(trouble()).isEqualTo(STOPPED);
    assertThat(transaction.batches).isEmpty();
  }

  @Test
  void anUnknownFailureEndsWritingForGood() {
    for (SQLiteErrorCode code :
        List.of(
            SQLiteErrorCode.SQLITE_IOERR_WRITE,
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_NOMEM,
            SQLiteErrorCode.UNKNOWN_ERROR)) {
      assertThat(SqliteFault.of(new SQLiteException("no", code)))
          .as("%s", code)
          .isEqualTo(SqliteFault.BROKEN);
    }
    assertThat(SqliteFault.of(new SQLException("from the driver"))).isEqualTo(SqliteFault.BROKEN);
  }

  @Test
  void aFailedSyncInTheHousekeepingEndsWritingButTakesNothingBack() {
    transaction.settleFailures.add(SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    CompletableFuture<String> answered = write("a");
    start();
    assertThat(answered.join()).isEqualTo("a");
    assertThat(write("b").join()).isEqualTo(STOPPED.name());
  }

  @Test
  void aFullDiskRefusesTheBatchAndGoesOnWhenThereIsSpace() {
    transaction.commitFailures.add(SQLiteErrorCode.SQLITE_FULL);
    List<CompletableFuture<String>> batch = List.of(write("a"), write("b"));
    start();
    batch.forEach(answer -> assertThat(answer.join()).isEqualTo(DISK_FULL.name()));
    assertThat(trouble()).isEqualTo(DISK_FULL);
    assertThat(write("c").join()).isEqualTo("c");
    assertThat(trouble()).isNull();
    assertThat(transaction.rollbacks).hasValue(1);
  }

  @Test
  void aFullDiskThatCannotBeRolledBackEndsWriting() {
    transaction.commitFailures.add(SQLiteErrorCode.SQLITE_FULL);
    transaction.rollbackFailures.add(SQLiteErrorCode.SQLITE_IOERR);
    CompletableFuture<String> answer = write("a");
    start();
    assertThat(answer.join()).isEqualTo(STOPPED.name());
    assertThat(write("b").join()).isEqualTo(STOPPED.name());
  }

  @Test
  void aBusyDatabaseRefusesTheBatchOnly() {
    transaction.beginFailures.add(SQLiteErrorCode.SQLITE_BUSY);
    CompletableFuture<String> answer = write("a");
    start();
    assertThat(answer.join()).isEqualTo(BUSY.name());
    assertThat(write("b").join()).isEqualTo("b");
  }

  @Test
  void aWriteThatFailsIsTriedAloneAndFailsAlone() {
    CompletableFuture<String> before = write("a");
    CompletableFuture<String> failing =
        commits.submit(
            1,
            () -> {
              throw new SQLiteException("no", SQLiteErrorCode.SQLITE_CONSTRAINT);
            },
            refused -> refused.cause().name());
    CompletableFuture<String> after = write("b");
    start();
    assertThat(before.join()).isEqualTo("a");
    assertThat(after.join()).isEqualTo("b");
    assertThat(failing).isCompletedExceptionally();
    assertThat(trouble()).isNull();
  }

  @Test
  void aProgrammingMistakeEndsWritingInsteadOfHanging() {
    CompletableFuture<String> mistaken =
        commits.submit(
            1,
            () -> {
              throw new IllegalStateException("a bug");
            },
            refused -> refused.cause().name());
    start();
    assertThat(mistaken.join()).isEqualTo(STOPPED.name());
  }

  @Test
  void closingWritesWhatWaitsAndRefusesWhatComes() {
    List<CompletableFuture<String>> waiting =
        IntStream.range(0, 12).mapToObj(i -> write("a" + i)).toList();
    start();
    commits.close();
    assertThat(waiting).allSatisfy(answer -> assertThat(answer).isCompleted());
    assertThat(write("late").join()).isEqualTo(CLOSED.name());
  }

  private void start() {
    transaction.gate.countDown();
    commits.start();
  }

  private Unavailable.@Nullable Cause trouble() {
    Unavailable trouble = commits.trouble();
    return trouble == null ? null : trouble.cause();
  }

  private CompletableFuture<String> write(String text) {
    return write(text, 1);
  }

  private CompletableFuture<String> write(String text, int bytes) {
    return commits.submit(
        bytes,
        () -> {
          transaction.performed.add(text);
          return text;
        },
        refused -> refused.cause().name());
  }

  /// A transaction that records, waits at a gate in its first commit, and fails as told.
  private static final class Recorded implements GroupCommit.Transaction {
    final CountDownLatch gate = new CountDownLatch(1);
    final CountDownLatch committing = new CountDownLatch(1);
    final List<String> performed = new ArrayList<>();
    final List<Integer> batches = new CopyOnWriteArrayList<>();
    final Queue<SQLiteErrorCode> beginFailures = new ConcurrentLinkedQueue<>();
    final Queue<SQLiteErrorCode> commitFailures = new ConcurrentLinkedQueue<>();
    final Queue<SQLiteErrorCode> rollbackFailures = new ConcurrentLinkedQueue<>();
    final Queue<SQLiteErrorCode> settleFailures = new ConcurrentLinkedQueue<>();
    final AtomicInteger rollbacks = new AtomicInteger();

    void awaitCommit() {
      try {
        committing.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public @Nullable Unavailable begin() throws SQLException {
      performed.clear();
      failFrom(beginFailures);
      return null;
    }

    @Override
    public void commit() throws SQLException {
      committing.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      failFrom(commitFailures);
      batches.add(performed.size());
    }

    @Override
    public void rollback() throws SQLException {
      failFrom(rollbackFailures);
      rollbacks.incrementAndGet();
    }

    @Override
    public void settle() throws SQLException {
      failFrom(settleFailures);
    }

    private static void failFrom(Queue<SQLiteErrorCode> failures) throws SQLException {
      SQLiteErrorCode failure = failures.poll();
      if (failure != null) {
        throw new SQLiteException("as told", failure);
      }
    }
  }
}
