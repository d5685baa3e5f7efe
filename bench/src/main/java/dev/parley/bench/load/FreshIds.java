package dev.parley.bench.load;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// New ids of version 7, cheap: nobody has to be unable to guess them.
public final class FreshIds {
  private FreshIds() {}

  /// A new id.
  ///
  /// @param now its time
  /// @return never the same
  public static UUID next(Instant now) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
        now.toEpochMilli() << 16 | 0x7000L | random.nextInt(1 << 12),
        random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
  }
}
