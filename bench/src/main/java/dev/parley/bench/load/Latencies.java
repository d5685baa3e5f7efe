package dev.parley.bench.load;

import java.time.Duration;
import java.util.Arrays;

/// Times that something took, in the order they come. Not thread-safe.
public final class Latencies {
  private long[] nanos = new long[1024];
  private int size;

  /// Nothing yet.
  public Latencies() {}

  /// Adds one.
  ///
  /// @param took in nanoseconds
  public void add(long took) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = took;
  }

  /// Adds all of another.
  ///
  /// @param other stays as it is
  public void add(Latencies other) {
    if (size + other.size > nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.max(nanos.length * 2, size + other.size));
    }
    System.arraycopy(other.nanos, 0, nanos, size, other.size);
    size += other.size;
  }

  /// How many there are.
  ///
  /// @return 0 or more
  public int count() {
    return size;
  }

  /// The time that a share of them does not exceed (nearest rank).
  ///
  /// @param share such as 0.99
  /// @return zero when there are none
  public Duration quantile(double share) {
    if (size == 0) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * size) - 1;
    return Duration.ofNanos(sorted[Math.clamp(rank, 0, size - 1)]);
  }
}
