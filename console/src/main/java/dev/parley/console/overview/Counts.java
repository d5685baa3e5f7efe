package dev.parley.console.overview;

import dev.parley.server.store.Reach;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// How many sessions there are in each state, for pages that ask again and again. Where there are
/// many sessions, counting them takes long: what was counted is shown again until fifty times as
/// long has passed, so that all who look at the same take no more than a fiftieth of a processor.
/// Thread-safe.
final class Counts {
  private static final int SHARE = 50;
  private static final int SCOPES = 100;

  private final Function<Reach, SortedMap<String, Long>> counting;
  private final LongSupplier nanos;
  private final Map<Reach, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) { // guarded by this
        @Override
        protected boolean removeEldestEntry(Map.Entry<Reach, Kept> eldest) {
          return size() > SCOPES;
        }
      };

  private record Kept(SortedMap<String, Long> counts, long until) {}

  Counts(Function<Reach, SortedMap<String, Long>> counting, LongSupplier nanos) {
    this.counting = counting;
    this.nanos = nanos;
  }

  /// The counts of what somebody may see.
  ///
  /// @param reach whose sessions
  /// @return the number by the state's name
  synchronized SortedMap<String, Long> of(Reach reach) {
    long from = nanos.getAsLong();
    Kept known = kept.get(reach);
    if (known != null && known.until() - from > 0) {
      return known.counts();
    }
    SortedMap<String, Long> counts = counting.apply(reach);
    long now = nanos.getAsLong();
    kept.put(reach, new Kept(counts, now + SHARE * (now - from)));
    return counts;
  }
}
