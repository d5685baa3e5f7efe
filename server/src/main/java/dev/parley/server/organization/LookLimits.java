package dev.parley.server.organization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// How often a node looks at others' web servers because of one caller, and at all. Thread-safe.
final class LookLimits {
  /// The most looks for one caller in a minute.
  static final int OF_A_CALLER = 6;

  /// The most looks of a node in a minute.
  static final int OF_ALL = 60;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final long CALLERS_MAX = 100_000;
  private static final String ALL = "all";

  private final Cache<String, AtomicInteger> counts;

  LookLimits(LongSupplier nanos) {
    this.counts =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .ticker(nanos::getAsLong)
            .maximumSize(CALLERS_MAX)
            .expireAfterWrite(WINDOW)
            .build();
  }

  /// Counts a look that a caller caused.
  ///
  /// @param caller who
  /// @return whether it may be
  boolean take(String caller) {
    return counted("by " + caller) <= OF_A_CALLER && takeForNode();
  }

  /// Counts a look that the node makes by itself.
  boolean takeForNode() {
    return counted(ALL) <= OF_ALL;
  }

  private int counted(String who) {
    return counts.get(who, _ -> new AtomicInteger()).incrementAndGet();
  }
}
