package dev.parley.bench.parts;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.bench.load.FreshIds;
import dev.parley.bench.load.LoadRun;
import dev.parley.bench.load.Voice;
import dev.parley.server.store.Append;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.SqliteStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// The store alone: the rows of sessions as the load holds them. Many are open at once, each takes
/// one message after the other, and the ids of a volley are made before it begins, so that the open
/// sessions lie apart in the store. The store forms its batches by itself. The CPU time is that of
/// the whole process, since the work is done on a thread of the store's own.
final class StoreFloor {
  private static final int WARM_UP = 60_000;
  private static final int MEASURED = 60_000;

  private StoreFloor() {}

  static Duration measure(Path folder, int writers, int counters) throws InterruptedException {
    try (SqliteStore store = SqliteStore.open(folder.resolve("store-floor"))) {
      Voice steward = Voice.of(Specimen.STEWARD, "org_node");
      List<FiledSession> sessions = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        sessions.add(FiledSession.play(steward, i, counters, store.epoch()));
      }
      append(store, sessions, WARM_UP);
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long before = system.getProcessCpuTime();
      int appended = append(store, sessions, MEASURED);
      long took = system.getProcessCpuTime() - before;
      return Duration.ofNanos(took / appended);
    }
  }

  /// Writes volleys of sessions until there are so many messages; says how many there were.
  private static int append(SqliteStore store, List<FiledSession> sessions, int messages)
      throws InterruptedException {
    int appended = 0;
    while (appended < messages) {
      List<Thread> threads = new ArrayList<>();
      for (FiledSession session : sessions) {
        List<UUID> ids =
            Stream.generate(() -> FreshIds.next(Instant.now()))
                .limit(LoadRun.SESSIONS_A_VOLLEY)
                .toList();
        threads.add(Thread.ofVirtual().unstarted(() -> append(store, session, ids)));
        appended += session.appends().size() * ids.size();
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    return appended;
  }

  private static void append(SqliteStore store, FiledSession session, List<UUID> ids) {
    for (UUID id : ids) {
      for (Append append : session.appends()) {
        AppendOutcome outcome = handedOver(store, FiledSession.again(append, id)).join();
        if (!(outcome instanceof AppendOutcome.Appended)) {
          throw new IllegalStateException("the store did not append: " + outcome);
        }
      }
    }
  }

  private static CompletableFuture<AppendOutcome> handedOver(SqliteStore store, Append append) {
    try (SessionStore.Arrival _ = store.announce()) {
      return store.append(append);
    }
  }
}
