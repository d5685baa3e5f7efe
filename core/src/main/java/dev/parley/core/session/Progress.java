package dev.parley.core.session;

import dev.parley.core.identity.AgentUri;
import dev.parley.core.json.JsonNumber;
import dev.parley.core.json.JsonObject;
import dev.parley.core.json.JsonPointer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// Whether the numbers that the sides propose still move (protocol section 8, impasse). Each side
/// is measured against what it proposed last itself, since the two stand apart for as long as they
/// negotiate. Immutable.
///
/// @param last what each principal proposed last, in the order of the terms' `progressPaths`
/// @param still how many rounds there were without a move, up to now
record Progress(PMap<AgentUri, List<Optional<BigDecimal>>> last, int still) {
  static final Progress NONE = new Progress(HashTreePMap.empty(), 0);

  /// What a number has to change by is its size through this: half a percent.
  private static final BigDecimal PARTS = BigDecimal.valueOf(200);

  /// Counts one round.
  Progress after(AgentUri principal, List<JsonPointer> paths, JsonObject terms) {
    if (paths.isEmpty()) {
      return this;
    }
    List<Optional<BigDecimal>> now = paths.stream().map(path -> number(path, terms)).toList();
    List<Optional<BigDecimal>> before = last.get(principal);
    return new Progress(
        last.plus(principal, now), before == null || moved(before, now) ? 0 : still + 1);
  }

  private static Optional<BigDecimal> number(JsonPointer path, JsonObject terms) {
    return path.resolve(terms)
        .filter(JsonNumber.class::isInstance)
        .map(value -> ((JsonNumber) value).exact());
  }

  private static boolean moved(List<Optional<BigDecimal>> before, List<Optional<BigDecimal>> now) {
    for (int i = 0; i < now.size(); i++) {
      if (moved(before.get(i), now.get(i))) {
        return true;
      }
    }
    return false;
  }

  /// A number that comes or goes has moved; so has one that leaves zero.
  private static boolean moved(Optional<BigDecimal> before, Optional<BigDecimal> now) {
    if (before.isEmpty() || now.isEmpty()) {
      return before.isPresent() != now.isPresent();
    }
    BigDecimal change = now.get().subtract(before.get()).abs();
    return change.signum() != 0 && change.multiply(PARTS).compareTo(before.get().abs()) >= 0;
  }
}
