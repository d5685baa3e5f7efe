package dev.parley.server.sessions;

import dev.parley.core.identity.AgentUri;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/// Whose turn it is after a conflict (protocol section 3, order): whoever was overtaken has the
/// head for a second, each in turn. Times are `System.nanoTime`, since this is no rule of the fold.
/// Only used under the session's turn.
final class Reservations {
  /// How long the head is kept for somebody.
  static final Duration LENGTH = Duration.ofSeconds(1);

  private final SequencedSet<AgentUri> waiting = new LinkedHashSet<>();
  private long until;

  /// Lets somebody wait for its turn, which begins at once when nobody else waits.
  void ask(AgentUri agent, long now) {
    expire(now);
    if (waiting.isEmpty()) {
      until = now + LENGTH.toNanos();
    }
    waiting.add(agent);
  }

  /// Whether somebody has to wait for somebody else.
  ///
  /// @return for how long; nothing when it may speak
  Optional<Duration> objection(AgentUri agent, long now) {
    expire(now);
    return waiting.isEmpty() || waiting.getFirst().equals(agent)
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(until - now));
  }

  /// Somebody spoke; the next one's turn begins.
  void spoke(AgentUri agent, long now) {
    if (!waiting.isEmpty() && waiting.getFirst().equals(agent)) {
      until = now + LENGTH.toNanos();
    }
    waiting.remove(agent);
  }

  /// The steward broke in: the same turn starts anew.
  void startAnew(long now) {
    expire(now);
    until = now + LENGTH.toNanos();
  }

  private void expire(long now) {
    while (!waiting.isEmpty() && until - now <= 0) {
      waiting.removeFirst();
      until += LENGTH.toNanos();
    }
  }
}
