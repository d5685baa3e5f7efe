package dev.parley.core.identity;

import java.security.Signature;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Signature engines of one kind that are not in use: making one costs native memory and a
/// reference to watch it. Threads look in different places, so that they seldom meet. Thread-safe;
/// holds a bounded number.
final class IdleEngines {
  /// Four for each core are plenty, since an engine is out only while it computes.
  private static final int PLACES =
      Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors());

  private final AtomicReferenceArray<@Nullable Signature> places =
      new AtomicReferenceArray<>(PLACES);

  /// An engine that nobody else has, or null when a new one has to be made.
  @Nullable Signature take() {
    return places.getAndSet(place(), null);
  }

  /// Keeps an engine for the next user. One that was there meanwhile is left to the collector.
  void giveBack(Signature engine) {
    places.setRelease(place(), engine);
  }

  private static int place() {
    return (int) Thread.currentThread().threadId() & (PLACES - 1);
  }
}
