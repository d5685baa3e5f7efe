package dev.parley.bench.parts;

import com.sun.management.OperatingSystemMXBean;
import dev.parley.bench.load.FreshIds;
import dev.parley.core.identity.Hash;
import dev.parley.server.store.Append;
import dev.parley.server.store.AppendOutcome;
import dev.parley.server.store.Content;
import dev.parley.server.store.SessionRow;
import dev.parley.server.store.SessionStore;
import dev.parley.server.store.SqliteStore;
import dev.parley.server.store.StoredMessage;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// The store alone: many sessions that each append one message after the other, in batches that the
/// store forms by itself. The CPU time is that of the whole process, since the work is done on a
/// thread of the store's own.
final class StoreFloor {
  private static final int WARM_UP = 30_000;
  private static final int MEASURED = 60_000;
  private static final int SESSION_LENGTH = 32;

  private StoreFloor() {}

  static Duration measure(Path folder, Specimen specimen, int writers) throws InterruptedException {
    try (SqliteStore store = SqliteStore.open(folder.resolve("store-floor"))) {
      append(store, specimen, writers, WARM_UP / writers);
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      long before = system.getProcessCpuTime();
      append(store, specimen, writers, MEASURED / writers);
      long took = system.getProcessCpuTime() - before;
      return Duration.ofNanos(took / (MEASURED / writers * (long) writers));
    }
  }

  private static void append(SqliteStore store, Specimen specimen, int writers, int each)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      threads.add(Thread.ofVirtual().start(() -> append(store, specimen, each)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void append(SqliteStore store, Specimen specimen, int count) {
    UUID session = id();
    Hash head = Hash.ZERO;
    for (int i = 0; i < count; i++) {
      int position = i % SESSION_LENGTH;
      if (position == 0) {
        session = id();
        head = Hash.ZERO;
      }
      StoredMessage message = message(specimen, position);
      AppendOutcome outcome = handedOver(store, append(store, session, head, message)).join();
      if (!(outcome instanceof AppendOutcome.Appended)) {
        throw new IllegalStateException("the store did not append: " + outcome);
      }
      head = message.hash();
    }
  }

  private static CompletableFuture<AppendOutcome> handedOver(SqliteStore store, Append append) {
    try (SessionStore.Arrival _ = store.announce()) {
      return store.append(append);
    }
  }

  private static Append append(SqliteStore store, UUID session, Hash head, StoredMessage message) {
    SessionRow row =
        new SessionRow(
            "CONVERSING",
            "CONVERSE",
            SessionRow.Lifecycle.OPEN,
            "agent://acme.example/alpha",
            List.of("agent://acme.example/alpha", "agent://cloud.example/beta"),
            message.acceptedAt().plusSeconds(600));
    return new Append(session, store.epoch(), head, message, row, List.of(), List.of());
  }

  private static StoredMessage message(Specimen specimen, int position) {
    return new StoredMessage(
        position,
        id(),
        specimen.voice().uri().text(),
        specimen.message().envelope().integrity().hash(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        Content.of(specimen.bytes()),
        Content.EMPTY);
  }

  private static UUID id() {
    return FreshIds.next(Instant.now());
  }
}
