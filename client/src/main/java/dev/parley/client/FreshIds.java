package dev.parley.client;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// New ids: UUIDs of version 7 (RFC 9562), whose order is roughly that of their making.
final class FreshIds {
  private static final SecureRandom RANDOM = new SecureRandom();

  private FreshIds() {}

  static UUID uuid7(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextLong() & 0x0FFFL);
    long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /// An id for something inside a body.
  static String bodyId(String kind) {
    return kind + "-" + UUID.randomUUID();
  }

  /// An id for a token or a proof.
  static String once() {
    return UUID.randomUUID().toString();
  }
}
