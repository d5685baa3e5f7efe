package dev.parley.server.sessions;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// New UUIDs of version 7 (RFC 9562, section 5.7). Thread-safe.
final class FreshIds {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final SecureRandom random = new SecureRandom();

  UUID next(Instant now) {
    long high = now.toEpochMilli() << 16 | VERSION_7 | random.nextInt(1 << 12);
    return new UUID(high, VARIANT | random.nextLong() >>> 2);
  }
}
