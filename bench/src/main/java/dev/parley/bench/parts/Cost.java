package dev.parley.bench.parts;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;

/// Measures what something costs in CPU time of the thread that does it, so that others on the
/// machine take nothing from it but their share of the caches.
final class Cost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration WARM_UP = Duration.ofMillis(1_500);
  private static final Duration ROUND = Duration.ofMillis(300);
  private static final int ROUNDS = 5;
  private static final int BETWEEN_LOOKS = 16;

  @SuppressWarnings("unused") // What is computed has to go somewhere, or nothing is computed.
  private static volatile Object sink = "";

  private Cost() {}

  /// Something to measure.
  interface Act {
    /// Does it once.
    ///
    /// @return what was computed
    Object perform() throws Exception;
  }

  /// The median of five rounds, after a warm-up.
  ///
  /// @return CPU time of one
  static Duration of(Act act) {
    try {
      round(act, WARM_UP);
      double[] nanos = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        nanos[i] = round(act, ROUND);
      }
      Arrays.sort(nanos);
      return Duration.ofNanos(Math.round(nanos[ROUNDS / 2]));
    } catch (Exception e) {
      throw new IllegalStateException("what is measured does not work", e);
    }
  }

  private static double round(Act act, Duration length) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    long count = 0;
    long took = 0;
    while (took < length.toNanos()) {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        sink = act.perform();
      }
      count += BETWEEN_LOOKS;
      took = THREADS.getCurrentThreadCpuTime() - start;
    }
    return (double) took / count;
  }
}
