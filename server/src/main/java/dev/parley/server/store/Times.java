package dev.parley.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times are kept as whole milliseconds since 1970.
final class Times {
  private Times() {}

  static void requireMilliseconds(@Nullable Instant time) {
    if (time != null && !time.equals(time.truncatedTo(ChronoUnit.MILLIS))) {
      throw new IllegalArgumentException(time + " is finer than a millisecond");
    }
  }
}
