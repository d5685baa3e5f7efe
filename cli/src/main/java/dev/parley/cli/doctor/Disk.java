package dev.parley.cli.doctor;

import dev.parley.core.json.JsonObject;
import dev.parley.server.store.SqliteStore;
import dev.parley.server.store.StoreFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// The folder in which a node would keep its store: whether a commit there lasts, and how fast.
/// Works in a folder of its own inside, which is gone afterwards.
public final class Disk {
  private static final String SUBJECT = "store";
  private static final Duration MEASURED = Duration.ofMillis(300);
  private static final int BLOCK = 4 << 10;
  private static final long MIB = 1 << 20;
  private static final long FREE_MIN_MIB = 1_024;

  /// A sync that reaches a medium takes longer than this, even with a battery behind the cache.
  private static final Duration TOO_FAST = Duration.ofNanos(15_000);

  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs");
  private static final Set<String> FAR_AWAY = Set.of("nfs", "nfs4", "cifs", "smb3", "9p");

  private final Path folder;

  private Disk(Path folder) {
    this.folder = folder;
  }

  /// Looks at a folder.
  ///
  /// @param folder where a node would keep its store; if it does not exist yet, the nearest folder
  ///   above it that does is looked at
  /// @return what was found
  public static Checkup examine(Path folder) {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Checkup.bad(
          SUBJECT,
          existing + " is not a folder that can be written to",
          "Make it writable for this user, or name another one with --data.");
    }
    try {
      return new Disk(existing).examined();
    } catch (IOException | StoreFailure e) {
      return Checkup.bad(
          SUBJECT,
          "no store can be kept in " + existing + ": " + e.getMessage(),
          "Name a folder on a local disk with --data.");
    }
  }

  private Checkup examined() throws IOException {
    Path own = Files.createTempDirectory(folder, "parley-doctor-");
    try {
      String durability = durability(own.resolve("store"));
      List<Long> syncs = syncs(own.resolve("sync"));
      return judged(durability, syncs);
    } finally {
      delete(own);
    }
  }

  private static String durability(Path directory) {
    try (SqliteStore store = SqliteStore.open(directory)) {
      return store.health().durability();
    }
  }

  /// How long each sync took, in nanoseconds, shortest first.
  private static List<Long> syncs(Path file) throws IOException {
    List<Long> took = new ArrayList<>();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < MEASURED.toNanos()) {
        channel.write(ByteBuffer.allocate(BLOCK));
        long before = System.nanoTime();
        channel.force(false);
        took.add(System.nanoTime() - before);
      }
    }
    took.sort(Comparator.naturalOrder());
    return took;
  }

  private Checkup judged(String durability, List<Long> syncs) throws IOException {
    FileStore medium = Files.getFileStore(folder);
    long median = syncs.get(syncs.size() / 2);
    long slow = syncs.get(Math.min(syncs.size() - 1, syncs.size() * 99 / 100));
    long rate = Duration.ofSeconds(1).toNanos() / Math.max(1, median);
    long free = medium.getUsableSpace() / MIB;
    JsonObject measured =
        JsonObject.builder()
            .put("folder", folder.toString())
            .put("durability", durability)
            .put("fileSystem", medium.type())
            .put("freeMiB", free)
            .put("fdatasyncPerSecond", rate)
            .put("fdatasyncMedianMicros", median / 1_000)
            .put("fdatasyncP99Micros", slow / 1_000)
            .build();
    String found =
        String.format(
            Locale.ROOT,
            "%s; %s on %s, %,d MiB free; fdatasync %,d a second (p99 %.1f ms)",
            durability,
            folder,
            medium.type(),
            free,
            rate,
            slow / 1e6);
    String doubt = doubt(medium.type(), Duration.ofNanos(median), free);
    return doubt.isEmpty()
        ? Checkup.good(SUBJECT, found, measured)
        : Checkup.doubtful(SUBJECT, found, doubt, measured);
  }

  private static String doubt(String type, Duration median, long freeMib) {
    String kind = type.toLowerCase(Locale.ROOT);
    if (IN_MEMORY.contains(kind)) {
      return "This folder is in memory: all of it is gone when the machine stops. Use a disk.";
    }
    if (FAR_AWAY.contains(kind)) {
      return "SQLite wants a local disk: over a network, locks and syncs may not hold.";
    }
    if (median.compareTo(TOO_FAST) < 0) {
      return "No medium syncs that fast: something answers before the data is safe.";
    }
    return freeMib < FREE_MIN_MIB ? "Little space is left; a full disk refuses messages." : "";
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
