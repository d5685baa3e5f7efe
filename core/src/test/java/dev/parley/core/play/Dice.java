package dev.parley.core.play;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Chance, the same for the same seed.
final class Dice {
  private static final long[] SECONDS = {1, 2, 5, 20, 60, 300, 3600, 90_000};

  private final Random random;

  Dice(long seed) {
    random = new Random(seed);
  }

  /// Whether something of so many in a hundred happens.
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long bits() {
    return random.nextLong();
  }

  <T> Optional<T> pick(List<T> from) {
    return from.isEmpty() ? Optional.empty() : Optional.of(from.get(below(from.size())));
  }

  @SafeVarargs
  final <T> T of(T... from) {
    return from[below(from.length)];
  }

  /// A length of time, short ones more often.
  Duration length() {
    int most = 1 + below(SECONDS.length);
    return Duration.ofSeconds(SECONDS[below(most)]);
  }
}
