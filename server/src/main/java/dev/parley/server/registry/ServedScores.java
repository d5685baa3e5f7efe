package dev.parley.server.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.identity.AgentUri;
import java.time.Instant;
import java.util.Optional;

/// The scores that registrations replaced a short time ago: what an agent read before its new key
/// was registered stays good for some minutes. Thread-safe.
final class ServedScores {
  private static final long MOST = 10_000;

  private record Replaced(double score, Instant at) {}

  private final Cache<AgentUri, Replaced> replaced =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build();

  void replaced(AgentUri agent, double score, Instant at) {
    replaced.put(agent, new Replaced(score, at));
  }

  Optional<Double> before(AgentUri agent, Instant now) {
    return Optional.ofNullable(replaced.getIfPresent(agent))
        .filter(r -> !now.isAfter(r.at.plus(Registry.SCORE_GRACE)))
        .map(Replaced::score);
  }
}
