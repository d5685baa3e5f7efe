package dev.parley.bench.parts;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Measures what something costs in CPU time of the thread that does it. It is done on all cores at
/// once, as under load: on many machines two cores share what one of them would have alone. The
/// mean counts, not the best, and the inputs change, as they do in life.
final class Cost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration WARM_UP = Duration.ofMillis(1_500);
  private static final Duration MEASURED = Duration.ofMillis(2_500);
  private static final int BETWEEN_LOOKS = 16;

  @SuppressWarnings("unused") // What is computed has to go somewhere, or nothing is computed.
  private static volatile Object sink = "";

  private Cost() {}

  /// Something to measure.
  interface Act<T> {
    /// Does it once.
    ///
    /// @param input one of the inputs
    /// @return what was computed
    Object on(T input) throws Exception;
  }

  /// The mean after a warm-up.
  ///
  /// @param inputs taken in turn
  /// @return CPU time of one
  static <T> Duration of(List<T> inputs, Act<T> act) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService threads = Executors.newFixedThreadPool(cores)) {
      List<Callable<Double>> tasks = new ArrayList<>();
      for (int i = 0; i < cores; i++) {
        tasks.add(() -> measured(inputs, act));
      }
      double sum = 0;
      for (Future<Double> each : threads.invokeAll(tasks)) {
        sum += each.get();
      }
      return Duration.ofNanos(Math.round(sum / cores));
    } catch (ExecutionException e) {
      throw new IllegalStateException("what is measured does not work", e.getCause());
    }
  }

  private static <T> double measured(List<T> inputs, Act<T> act) throws Exception {
    run(inputs, act, WARM_UP);
    return run(inputs, act, MEASURED);
  }

  private static <T> double run(List<T> inputs, Act<T> act, Duration length) throws Exception {
    long start = THREADS.getCurrentThreadCpuTime();
    int count = 0;
    long took = 0;
    while (took < length.toNanos()) {
      for (int i = 0; i < BETWEEN_LOOKS; i++) {
        sink = act.on(inputs.get(count++ % inputs.size()));
      }
      took = THREADS.getCurrentThreadCpuTime() - start;
    }
    return (double) took / count;
  }
}
