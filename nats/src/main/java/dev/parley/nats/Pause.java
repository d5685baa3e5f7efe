package dev.parley.nats;

import java.time.Duration;

/// A pause between two attempts of a thread that does nothing else.
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
