package dev.parley.cli.scenarios;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// New ids: UUIDs of version 7.
final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  static String fresh(Instant at) {
    long time = at.toEpochMilli() << 16;
    return new UUID(
            time | 0x7000 | (RANDOM.nextInt() & 0xfff),
            0x8000_0000_0000_0000L | (RANDOM.nextLong() & 0x3fff_ffff_ffff_ffffL))
        .toString();
  }
}
