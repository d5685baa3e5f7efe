package dev.parley.server.store;

import java.time.Duration;

/// How much a store takes at once.
///
/// @param batchRows writes in one transaction, at most
/// @param batchBytes bytes of content in one transaction, at most; a single larger write still goes
///   through
/// @param linger how long a commit waits for announced writes, at most
/// @param queueRows writes that may wait
/// @param queueBytes bytes of content that may wait
/// @param readers connections for reading
/// @param checkpointPages pages in the write-ahead log after which they are moved into the database
public record StoreLimits(
    int batchRows,
    int batchBytes,
    Duration linger,
    int queueRows,
    long queueBytes,
    int readers,
    int checkpointPages) {

  /// What a node uses.
  public static final StoreLimits DEFAULT =
      new StoreLimits(512, 4 << 20, Duration.ofMillis(8), 4_096, 64L << 20, 4, 2_000);

  /// Refuses what is not positive.
  public StoreLimits {
    if (batchRows < 1
        || batchBytes < 1
        || linger.isNegative()
        || queueRows < 1
        || queueBytes < 1
        || readers < 1
        || checkpointPages < 1) {
      throw new IllegalArgumentException("every limit is at least 1");
    }
  }
}
