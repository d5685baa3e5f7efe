package dev.parley.server.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The scores that others have replaced a short time ago: what an agent read before stays good for
/// some minutes. Thread-safe.
final class FormerScores {
  private static final long MOST_AGENTS = 100_000;
  private static final int MOST_EACH = 16;

  private record Replaced(int hundredths, Instant at) {
    boolean good(Instant now) {
      return now.isBefore(at.plus(NodeTrust.SCORE_GRACE));
    }
  }

  private final Cache<AgentUri, List<Replaced>> replaced =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST_AGENTS).build();

  void replaced(AgentUri agent, int hundredths, Instant now) {
    List<Replaced> before = Optional.ofNullable(replaced.getIfPresent(agent)).orElse(List.of());
    replaced.put(
        agent,
        Stream.concat(
                Stream.of(new Replaced(hundredths, now)),
                before.stream().filter(r -> r.good(now)).limit(MOST_EACH - 1))
            .toList());
  }

  boolean contain(AgentUri agent, int hundredths, Instant now) {
    List<Replaced> before = Optional.ofNullable(replaced.getIfPresent(agent)).orElse(List.of());
    return before.stream().anyMatch(r -> r.hundredths == hundredths && r.good(now));
  }
}
