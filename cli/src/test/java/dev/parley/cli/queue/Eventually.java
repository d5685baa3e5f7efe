package dev.parley.cli.queue;

import java.time.Duration;
import java.util.concurrent.Callable;

/// Waits for what another process or thread does.
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TURN = Duration.ofMillis(20);

  private Eventually() {}

  /// Waits until something holds.
  ///
  /// @param condition asked again and again
  public static void holds(Callable<Boolean> condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > until) {
          throw new AssertionError("it did not come to hold in " + PATIENCE);
        }
        Thread.sleep(TURN);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
